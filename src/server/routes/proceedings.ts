// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { blindView, type Case } from '#assessments'
import { formatInstant, type Actor } from '#kernel'
import { isAction } from '#people'
import {
  proceedingNamed,
  readClock,
  type AnyProceeding,
  type ProceedingName,
  type ProceedingRow,
} from '#responses'

import type { ServerApp, ServerContext } from '../env.ts'
import { horizonOf, placeFor } from '../log-horizon.ts'
import { mayDoInSession, signedInOf } from '../signed-in.ts'
import { actorOf, partyOf } from '../proceedings/actor.ts'
import { command, withSubject } from '../proceedings/command.ts'
import type { ServerPorts } from '../ports.ts'
import { beginPage, pageAnswer, sizeToHold } from '../proceedings/paging.ts'
import { notificationsFor, whereOfCase } from '../proceedings/notified.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import {
  carriedOutSchema,
  proceedingPageSchema,
  proceedingSchema,
  proceedingsQuerySchema,
} from '../schemas/proceedings.ts'

const refusals = problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict')
export const proceedingParams = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,120}$/)
    .openapi({ param: { name: 'id', in: 'path' } }),
})
const eventBody = z
  .looseObject({ kind: z.string().max(100) })
  .openapi({ description: 'One of the events of the lifecycle, with what it needs.' })

/** One kind of proceeding: its list, one of them with what may be done next, and a door for every event. */
export function addProceeding(
  app: ServerApp,
  server: Pick<ServerPorts, 'queries' | 'ledger' | 'publishedSizes'>,
  ports: ProceedingPorts,
  name: ProceedingName,
): void {
  const proceeding = proceedingNamed(name)

  const list = createRoute({
    method: 'get',
    path: `/api/v1/${name}`,
    summary: `${name}: a list, the latest change first`,
    request: { query: proceedingsQuerySchema },
    responses: {
      200: jsonAnswer('A page.', proceedingPageSchema),
      ...problemsOf('query-unusable', 'sign-in-needed'),
    },
  })
  app.openapi(list, async (c) => {
    const asked = c.req.valid('query')
    const { reader } = c.get('identity')
    const horizon = await horizonOf(server, reader)
    const question = { list: name, states: asked.state === null ? null : [...asked.state].sort() }
    const begun = beginPage(horizon, question, asked)
    const query = { audiences: reader.audiences, states: asked.state, ...begun, limit: asked.limit }
    const page = await ports.queries.list(name, query)
    const rows = page.items.map((row) => ({ ...row, since: horizon.since(row.since) }))
    return c.json(pageAnswer(ports, question, { ...page, asOf: sizeToHold(horizon, begun, page) }, rows), 200)
  })

  const one = createRoute({
    method: 'get',
    path: `/api/v1/${name}/{id}`,
    summary: `${name}: one of them, and what you may do next`,
    request: { params: proceedingParams },
    responses: { 200: jsonAnswer('As it stands for you.', proceedingSchema), ...refusals },
  })
  app.openapi(one, async (c) => {
    const row = await readRow(c, ports, name, c.req.valid('param').id)
    const horizon = await horizonOf(server, c.get('identity').reader)
    const shown = {
      ...row,
      since: horizon.since(row.since),
      document: seenBy(name, row, actorOf(c)),
      actions: actionsFor(c, proceeding, row),
    }
    return c.json(name === 'cases' ? { ...shown, ...(await besideCase(c, server, ports, row)) } : shown, 200)
  })

  const begin = createRoute({
    method: 'post',
    path: `/api/v1/${name}`,
    summary: `${name}: begin one`,
    request: jsonBody(eventBody),
    responses: { 201: jsonAnswer('Durable.', carriedOutSchema), ...refusals },
  })
  app.openapi(begin, async (c) => {
    const body =
      name === 'cases'
        ? await withSubject(ports, c.req.valid('json'))
        : { ok: true as const, value: c.req.valid('json') }
    if (!body.ok) throw new ProblemError({ code: 'conflict', problems: body.problems })
    const event = readEvent(proceeding, body.value)
    if (event.kind !== proceeding.begins)
      throw new ProblemError({
        code: 'body-unusable',
        problems: [{ path: 'kind', code: 'begins-otherwise' }],
      })
    const actor = allowedActor(c, proceeding, event)
    return c.json(await carried(c, ports, proceeding, name, idFor(ports, name, event), event, actor), 201)
  })

  const happen = createRoute({
    method: 'post',
    path: `/api/v1/${name}/{id}/events`,
    summary: `${name}: something happens to one of them`,
    request: { params: proceedingParams, ...jsonBody(eventBody) },
    responses: { 201: jsonAnswer('Durable.', carriedOutSchema), ...refusals },
  })
  app.openapi(happen, async (c) => {
    const { id } = c.req.valid('param')
    await readRow(c, ports, name, id)
    const event = readEvent(proceeding, c.req.valid('json'))
    const actor = allowedActor(c, proceeding, event)
    if (name === 'cases') {
      const held = await withSubject(ports, event)
      if (!held.ok) throw new ProblemError({ code: 'conflict', problems: held.problems })
    }
    return c.json(await carried(c, ports, proceeding, name, id, event, actor), 201)
  })
}

async function carried(
  c: ServerContext,
  ports: ProceedingPorts,
  proceeding: AnyProceeding,
  name: ProceedingName,
  id: string,
  event: { readonly kind: string },
  actor: Actor,
): Promise<z.infer<typeof carriedOutSchema>> {
  const { state, acknowledgement } = await command(ports, name, id, event, actor)
  return {
    id,
    state: proceeding.summarise(state).state,
    log: placeFor(c.get('identity').reader, acknowledgement),
  }
}

/** What a case is read with: what parties had notified for that time and place, and what its provision permits. */
async function besideCase(
  c: ServerContext,
  server: Pick<ServerPorts, 'queries'>,
  { queries, agreement, now }: ProceedingPorts,
  { document }: ProceedingRow,
) {
  const state = document as unknown as Case
  const about = await whereOfCase(server.queries, state)
  const found = await notificationsFor(queries, c.get('identity').reader.audiences, about)
  const at = formatInstant(now())
  const { breach, firstKnowledge } = state.subject
  const hours = agreement.ladders.flatMap(({ steps }) => steps.map(({ withinHours }) => withinHours))
  const provision = agreement.provisions.find(({ id }) => id === state.subject.provision)
  return {
    notifications: found.map((one) => ({ ...one })),
    // Of all ladders alike: whose holds is for the Commission to say.
    clocks: [...new Set(hours)]
      .sort((a, b) => a - b)
      .map((withinHours) => ({
        withinHours,
        ...readClock({ breach, firstKnowledge, withinHours, doneAt: null, now: at }),
      })),
    exceptions: (provision?.exceptions ?? []).map(({ id, kind }) => ({ id, kind })),
  }
}

/** What stands of it for whoever asks; what they may not read is not there. */
async function readRow(
  c: ServerContext,
  { queries }: ProceedingPorts,
  name: ProceedingName,
  id: string,
): Promise<ProceedingRow> {
  const row = await queries.get(name, id, c.get('identity').reader.audiences, null)
  if (row === null) throw new ProblemError({ code: 'not-found' })
  return row
}

/** The event as its schema reads it; ends the request with every problem. */
export function readEvent(
  proceeding: Pick<AnyProceeding, 'eventSchema'>,
  body: unknown,
): { readonly kind: string } {
  const read = proceeding.eventSchema.safeParse(body)
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, code, message }) => ({
    path: path.join('.'),
    code: code === 'custom' ? message : code.replaceAll('_', '-'),
  }))
  throw new ProblemError({ code: 'body-unusable', problems })
}

/** Who is signed in, if their roles allow the event and it is their own party's. */
function allowedActor(c: ServerContext, proceeding: AnyProceeding, event: { readonly kind: string }): Actor {
  const action = proceeding.actionFor(event)
  if (action === null || !isAction(action) || !mayDoInSession(signedInOf(c), action)) {
    throw new ProblemError({ code: 'not-allowed' })
  }
  const actor = actorOf(c)
  const party = 'party' in event && event.kind === 'received' ? event.party : null
  if (party !== null && party !== partyOf(actor)) throw new ProblemError({ code: 'not-allowed' })
  return actor
}

/** An attribution and the response to a finding bear the id of their case; everything else gets a name of its own. */
function idFor(ports: ProceedingPorts, name: ProceedingName, event: { readonly kind: string }): string {
  if (name === 'attributions' && 'case' in event && typeof event.case === 'string') return event.case
  const because =
    'because' in event ? (event.because as { readonly kind: string; readonly case?: string }) : null
  return (name === 'responses' && because?.kind === 'finding' ? because.case : undefined) ?? ports.newId()
}

/** A second reviewer sees no conclusion of the author before giving their own. */
const seenBy = (name: ProceedingName, row: ProceedingRow, { person }: Actor): Record<string, unknown> =>
  name === 'cases' ? { ...blindView(row.document as unknown as Case, person) } : row.document

function actionsFor(c: ServerContext, { lifecycle, actionFor }: AnyProceeding, { summary }: ProceedingRow) {
  const signedIn = signedInOf(c)
  return lifecycle.events.map((event) => {
    const next = lifecycle.table[summary.state]?.[event]
    const action = actionFor({ kind: event })
    const because =
      typeof next === 'object'
        ? next.refused
        : action === null
          ? 'done-by-the-service'
          : isAction(action) && mayDoInSession(signedIn, action)
            ? null
            : 'not-allowed'
    return { event, open: because === null, because }
  })
}
