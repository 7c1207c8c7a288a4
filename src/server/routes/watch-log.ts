// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { digestOfJson, formatInstant, type JsonValue } from '#kernel'
import { isInside, mayRead, type Reader } from '#releasability'
import { PROCEEDING_NAMES, proceedingNamed } from '#responses'

import type { ServerApp, ServerContext } from '../env.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'

const ENTRY = 'watch-entry'
const NOTE = 'hand-over-note'
const READERS = ['mechanism']
const KINDS: readonly string[] = [
  ENTRY,
  NOTE,
  ...PROCEEDING_NAMES.map((name) => proceedingNamed(name).recordKind),
]
const MOST_ENTRIES = 500
const MOST_IN_A_NOTE = 5_000

const text = z.string().trim().min(1).max(20_000)
const index = z.int().nonnegative()
const entrySchema = z
  .object({
    index: index.openapi({ description: 'Place in the public log.' }),
    at: z.string(),
    kind: z.string(),
    what: z.string().openapi({ description: 'The event, or `written` for what the watch wrote.' }),
    of: z.string().nullable(),
    person: z.string().nullable(),
    text: z.string().nullable(),
  })
  .openapi('WatchEntry')
type WatchEntry = z.infer<typeof entrySchema>
const placeSchema = z.object({ log: z.object({ name: z.string(), index }) })
const refusals = problemsOf('body-unusable', 'query-unusable', 'sign-in-needed', 'not-allowed')

const list = createRoute({
  method: 'get',
  path: '/api/v1/watch-log',
  summary: 'What the watch wrote and what happened to cases and all else meanwhile, in the order of the log',
  request: {
    query: z.strictObject({
      from: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional()
        .openapi({ type: 'integer', description: 'First place in the log; 0 where absent.' }),
    }),
  },
  responses: {
    200: jsonAnswer(
      'For the Mechanism.',
      z.object({ items: z.array(entrySchema), next: index.nullable(), asOf: index }),
    ),
    ...refusals,
  },
})
const write = createRoute({
  method: 'post',
  path: '/api/v1/watch-log',
  summary: 'Write into the watch log; nothing in it is edited',
  request: jsonBody(z.strictObject({ text })),
  responses: { 201: jsonAnswer('Durable.', placeSchema), ...refusals },
})
const handOver = createRoute({
  method: 'post',
  path: '/api/v1/hand-over-notes',
  summary:
    'The note of a shift: everything since a place in the log, put on record under the signature of its checkpoint',
  request: jsonBody(z.strictObject({ from: index, text })),
  responses: {
    201: jsonAnswer(
      'Durable.',
      placeSchema.extend({ digest: z.string(), document: z.record(z.string(), z.unknown()) }),
    ),
    ...refusals,
  },
})

/** The watch log of the Mechanism: what people write, and by itself what happened. */
export function addWatchLog(app: ServerApp, { ledger, now, exercise }: ProceedingPorts): void {
  const read = async (reader: Reader, from: number, most: number) => {
    const asOf = await ledger.sizeOf('public')
    const items: WatchEntry[] = []
    for await (const { index: place, content } of ledger.entries('public', {
      from,
      to: asOf,
      kinds: KINDS,
    })) {
      if (content.kind !== 'record' || !mayRead(content.record, reader)) continue
      if (items.length === most) return { items, next: place, asOf }
      items.push(entryOf(place, content.record))
    }
    return { items, next: null, asOf }
  }
  const append = (c: ServerContext, kind: string, body: Readonly<Record<string, JsonValue>>) =>
    ledger.write((turn) =>
      turn.append('public', {
        schema: RECORD_SCHEMA,
        kind,
        time: formatInstant(now()),
        audiences: READERS,
        body: { stream: 'watch-log', person: signedInOf(c).person.id, ...body },
      }),
    )

  app.openapi(list, async (c) => {
    const reader = insideReader(c)
    return c.json(await read(reader, Number(c.req.valid('query').from ?? 0), MOST_ENTRIES), 200)
  })
  app.openapi(write, async (c) => {
    insideReader(c)
    const { log, index: place } = await append(c, ENTRY, { text: c.req.valid('json').text })
    return c.json({ log: { name: log, index: place } }, 201)
  })
  app.openapi(handOver, async (c) => {
    const { from, text: words } = c.req.valid('json')
    const { items, next, asOf } = await read(insideReader(c), from, MOST_IN_A_NOTE)
    // A note that left something out would be taken for the whole shift.
    if (next !== null)
      throw new ProblemError({ code: 'body-unusable', problems: [{ path: 'from', code: 'shift-too-long' }] })
    const document = {
      schema: 'marsad/hand-over-note@1',
      exercise,
      from,
      to: asOf,
      text: words,
      entries: items,
    }
    const { log, index: place } = await append(c, NOTE, { text: words, document })
    return c.json({ log: { name: log, index: place }, digest: digestOfJson(document), document }, 201)
  })
}

/** What was seen and done is the Mechanism's: others have no watch log here. */
function insideReader(c: ServerContext): Reader {
  const { reader } = c.get('identity')
  if (!isInside(reader)) throw new ProblemError({ code: 'not-allowed' })
  return reader
}

function entryOf(place: number, { kind, time, body }: JournalRecord): WatchEntry {
  const recorded = body['recorded'] as
    | { readonly event: { readonly kind: string }; readonly actor: { readonly person: string } }
    | undefined
  const word = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    index: place,
    at: time,
    kind,
    what: recorded?.event.kind ?? 'written',
    of: word(body['id']),
    person: recorded?.actor.person ?? word(body['person']),
    text: kind === ENTRY || kind === NOTE ? word(body['text']) : null,
  }
}
