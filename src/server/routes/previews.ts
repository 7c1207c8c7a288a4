// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, type JsonValue } from '#kernel'
import { administrationOf, audiencesOfCompartment, isCompartment } from '#people'
import { isInside, PUBLIC_AUDIENCE, readerOf, type Reader } from '#releasability'

import { DESK_KINDS } from '../desk-kinds.ts'
import { viewerOf } from '../door.ts'
import type { ServerApp, ServerContext } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { ProblemError } from '../problem.ts'
import { pageSchema, problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { outgoingPageSchema, outgoingQuerySchema } from '../schemas/proceedings.ts'
import { listQuerySchema } from '../schemas/query.ts'
import { allows, signedInOf } from '../signed-in.ts'
import { readPage } from './desk.ts'
import { OUTGOING_NAMES, readOutgoingPage } from './messages.ts'

const params = z.object({
  audience: z
    .string()
    .max(80)
    .openapi({ param: { name: 'audience', in: 'path' }, example: 'party:party-a' }),
})

const routeOf = <Query extends z.ZodObject | typeof listQuerySchema, Page extends z.ZodType>(
  name: string,
  query: Query,
  page: Page,
) =>
  createRoute({
    method: 'get',
    path: `/api/v1/previews/{audience}/${name}`,
    summary: `Exactly what the list of ${name} answers a reader of that audience, as far as you may read it yourself; on record`,
    middleware: allows('release', 'change-policy'),
    request: { params, query },
    responses: {
      200: jsonAnswer('The page, as that reader would get it now.', page),
      ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
    },
  })

/**
 * What somebody else would get: the same functions that answer that reader's own requests, cut once more to whoever looks. Each look is
 * on record before it is answered.
 */
export function addPreviews(app: ServerApp, ports: ServerPorts, proceedings: ProceedingPorts): void {
  const readerFor = (c: ServerContext, audience: string): Reader => {
    const identity = c.get('identity')
    const isOwn = audience === PUBLIC_AUDIENCE || audience === signedInOf(c).person.compartment
    // That another party has the same thing is already something about that party.
    if (!isOwn && !isInside(identity.reader) && !ports.mayDo(identity, 'release')) {
      throw new ProblemError({ code: 'not-allowed' })
    }
    if (audience === PUBLIC_AUDIENCE) return readerOf(null, [PUBLIC_AUDIENCE])
    const isKnown =
      isCompartment(audience) &&
      (!audience.startsWith('party:') ||
        proceedings.agreement.parties.some(({ id }) => audience === `party:${id}`))
    if (!isKnown) throw new ProblemError({ code: 'not-found' })
    return readerOf(null, audiencesOfCompartment(audience))
  }
  const record = async (c: ServerContext, audience: string, what: string, items: number): Promise<void> => {
    const { person } = signedInOf(c)
    const query: Readonly<Record<string, JsonValue>> = c.req.query()
    await ports.ledger.write((turn) =>
      turn.append('internal', {
        schema: RECORD_SCHEMA,
        kind: 'audience-previewed',
        time: formatInstant(ports.now()),
        audiences: [administrationOf(person.compartment)],
        body: { stream: person.id, person: person.id, audience, what, query, items },
      }),
    )
  }

  for (const kind of DESK_KINDS) {
    app.openapi(routeOf(kind.name, listQuerySchema, pageSchema), async (c) => {
      const { audience } = c.req.valid('param')
      const reader = readerFor(c, audience)
      const within = c.get('identity').reader
      const viewer = await viewerOf(ports, reader, 'list', within)
      const page = await readPage(ports, kind, viewer, c.req.valid('query'))
      await record(c, audience, kind.name, page.items.length)
      return c.json(page, 200)
    })
  }
  for (const kind of ['message', 'finding'] as const) {
    const name = OUTGOING_NAMES[kind]
    app.openapi(routeOf(name, outgoingQuerySchema, outgoingPageSchema), async (c) => {
      const { audience } = c.req.valid('param')
      const reader = readerFor(c, audience)
      const { horizon, within } = await viewerOf(ports, reader, 'list', c.get('identity').reader)
      const page = await readOutgoingPage(
        proceedings,
        kind,
        { audiences: reader.audiences, within: within?.audiences ?? [], horizon },
        c.req.valid('query'),
      )
      await record(c, audience, name, page.items.length)
      return c.json(page, 200)
    })
  }
}
