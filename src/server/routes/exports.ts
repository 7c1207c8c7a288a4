// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, type JsonValue } from '#kernel'
import { administrationOf, isCompartment } from '#people'
import type { DeskQuery } from '#reports'

import { bodyStream } from '../body-stream.ts'
import { INCIDENTS, OBSERVATIONS, type DeskKind } from '../desk-kinds.ts'
import { deskReaderOf, throughDoor, viewerOf, type Viewer } from '../door.ts'
import { refuseHead, type ServerApp } from '../env.ts'
import { EXPORT_FORMATS, inPieces, type ExportFormat, type ExportHead } from '../exports/index.ts'
import { traceOf } from '../failure.ts'
import { needs } from '../gates/sign-in.ts'
import type { Identity } from '../identity.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createSlotLimiter } from '../rate-limiter.ts'
import { problemsOf, type ItemAnswer } from '../schemas/answer.ts'
import { exportQuerySchema, type ExportQuery } from '../schemas/query.ts'
import { refuseFuture } from './desk.ts'

const KINDS: readonly DeskKind[] = [INCIDENTS, OBSERVATIONS]
const FILES = new Map(
  KINDS.flatMap((kind) =>
    EXPORT_FORMATS.map((format) => [`${kind.name}.${format.extension}`, { kind, format }]),
  ),
)

const route = createRoute({
  method: 'get',
  path: '/api/v1/exports/{file}',
  summary: 'A whole list as a file; who took what stands in the internal log before the first byte',
  request: {
    params: z.object({
      file: z.string().openapi({ param: { name: 'file', in: 'path' }, enum: [...FILES.keys()] }),
    }),
    query: exportQuerySchema,
  },
  responses: {
    200: {
      description: 'The file.',
      content: Object.fromEntries(
        EXPORT_FORMATS.map(({ mediaType }) => [
          mediaType,
          { schema: z.string().openapi({ format: 'binary' }) },
        ]),
      ),
    },
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
  },
})

export function addExports(app: ServerApp, ports: ServerPorts): void {
  const slots = createSlotLimiter(ports.settings.mostExportsAtOncePerIdentity)
  app.use('/api/v1/exports/*', needs(ports, 'export'))
  app.openapi(route, async (c) => {
    refuseHead(c)
    const asked = FILES.get(c.req.valid('param').file)
    if (asked === undefined) throw new ProblemError({ code: 'not-found' })
    const query = c.req.valid('query')
    const identity = c.get('identity')
    const viewer = await viewerOf(ports, identity.reader, 'export')
    refuseFuture(viewer.horizon, query.asOf)
    const giveBack = slots.take(identity.limitKey)
    if (giveBack === null) throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: 10 })
    const taken: Taking = { ports, identity, viewer, query, ...asked, giveBack }
    const { body, head } = await beginExport(taken).catch((error: unknown) => {
      giveBack()
      throw error
    })
    return c.body(body, 200, {
      'content-type': asked.format.mediaType,
      'content-disposition': `attachment; filename="${head.exercise ? 'EXERCISE-' : ''}${c.req.valid('param').file}"`,
    }) as never
  })
}

interface Taking {
  readonly ports: ServerPorts
  readonly identity: Identity
  readonly viewer: Viewer
  readonly query: ExportQuery
  readonly kind: DeskKind
  readonly format: ExportFormat
  readonly giveBack: () => void
}

/** Counts, puts on record, and only then gives a body to read from. */
async function beginExport(taking: Taking): Promise<{ body: ReadableStream<Uint8Array>; head: ExportHead }> {
  const { ports, viewer, query, kind, format, giveBack } = taking
  const question: Omit<DeskQuery, 'asOf'> = {
    reader: deskReaderOf(viewer, kind.kind),
    interval: { from: query.from ?? null, to: query.to ?? null },
    area: query.bbox ?? null,
    cursor: null,
    limit: 1,
  }
  const counted = await kind.list(ports.queries, {
    ...question,
    asOf: viewer.horizon.asOf(query.asOf ?? null),
  })
  if (counted.kind === 'bad-cursor') throw new ProblemError({ code: 'cursor-unusable' })
  const { asOf, atLeast } = counted.page
  const head: ExportHead = {
    kind: kind.kind,
    name: kind.name,
    asOf,
    at: formatInstant(viewer.now),
    atLeast,
    exercise: ports.settings.exercise,
  }
  await putOnRecord(taking, 'export-begun', { asOf, atLeast })
  let sent = 0
  async function* items(): AsyncGenerator<ItemAnswer> {
    for await (const item of ports.queries.stream(kind.kind, { ...question, asOf })) {
      const outbound = throughDoor(kind.kind, item, viewer)
      if (outbound === null) continue
      sent += 1
      yield outbound
    }
  }
  const body = bodyStream(inPieces(format.write(head, items())), async (end, error) => {
    if (end === 'failed') ports.logger.error(traceOf(error), 'an export ended early')
    giveBack()
    await putOnRecord(taking, 'export-ended', { asOf, items: sent, end })
  })
  return { body, head }
}

async function putOnRecord(
  { ports, identity, query, kind, format }: Taking,
  recordKind: 'export-begun' | 'export-ended',
  figures: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  const { person, audiences } = identity.reader
  const time = formatInstant(ports.now())
  const record = {
    schema: RECORD_SCHEMA,
    kind: recordKind,
    time,
    audiences: audiences.filter(isCompartment).map(administrationOf),
    body: {
      ...(person === null ? {} : { stream: person }),
      person,
      what: kind.name,
      format: format.extension,
      from: query.from === undefined ? null : formatInstant(query.from),
      to: query.to === undefined ? null : formatInstant(query.to),
      area: query.bbox === undefined ? null : { ...query.bbox },
      ...figures,
    },
  } as const
  await ports.ledger.write((turn) => turn.append('internal', record))
}
