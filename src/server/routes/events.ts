// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { isDigest } from '#kernel'
import { isInside, mayRead } from '#releasability'
import { DESK_ITEM_KINDS, type DeskItemKind } from '#reports'

import { bodyStream } from '../body-stream.ts'
import { DESK_KINDS, INCIDENTS, type DeskKind } from '../desk-kinds.ts'
import { briefThroughDoor, deskReaderOf, type Viewer } from '../door.ts'
import { refuseHead, type ServerApp, type ServerContext } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { Identity } from '../identity.ts'
import { itemText } from '../item-text.ts'
import { createLogFollower, type LiveChange, type LogFollower } from '../live/log-follower.ts'
import { horizonOf, type LogHorizon } from '../log-horizon.ts'
import type { Metrics } from '../metrics.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createSlotLimiter } from '../rate-limiter.ts'
import { situationRow } from '../situation-row.ts'
import { problemsOf } from '../schemas/answer.ts'
import { traceOf } from '../failure.ts'
import { readItem, readItemAt } from './desk.ts'

/** Records that a stream catches up with; whoever is further behind reads the lists again. */
const MOST_CATCHING_UP = 50_000

const querySchema = z.strictObject({
  kinds: z
    .string()
    .max(100)
    .optional()
    .transform((text, context): readonly DeskItemKind[] => {
      const names = text?.split(',') ?? ['incident', 'violation', 'list']
      const known = DESK_ITEM_KINDS.filter((kind) => names.includes(kind))
      if (names.length !== known.length) context.addIssue({ code: 'custom', message: 'kinds-unknown' })
      return known
    })
    .openapi({ type: 'string', example: 'incident,violation' }),
  incidents: z
    .enum(['item', 'row'])
    .default('item')
    .openapi({ description: 'Incidents as items, or each as a row of `/api/v1/situation`.' }),
})

const route = createRoute({
  method: 'get',
  path: '/api/v1/events',
  summary: 'What changes, as it changes (server-sent events); resumes after Last-Event-ID',
  request: { query: querySchema },
  responses: {
    200: {
      description:
        'Events named by the kind of item with the item as data; `incident-ended` with its id where an incident is none any more; `reset` where the lists must be read again.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

/** Live updates: each stream takes what it can take; nothing is queued for it, since it goes on from its own place in the log. */
export function addEvents(app: ServerApp, ports: ServerPorts, metrics: Metrics): void {
  const { logger, settings } = ports
  const follower = createLogFollower(ports.ledger, settings.followMs, (error) =>
    logger.error(traceOf(error), 'the log could not be followed'),
  )
  const slots = createSlotLimiter(settings.mostStreamsPerIdentity)
  app.use('/api/v1/events', needs(ports, 'read'))
  app.openapi(route, async (c) => {
    refuseHead(c)
    const identity = c.get('identity')
    const resumed = lastEventOf(c)
    const giveBack = slots.take(identity.limitKey)
    if (giveBack === null) throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: 5 })
    await follower.join()
    metrics.streams.inc()
    const ended = new AbortController()
    const signal = AbortSignal.any([ended.signal, ports.stopping])
    const { kinds, incidents } = c.req.valid('query')
    const request = c.req.raw
    const texts = follow({ ports, follower, identity, request, resumed, kinds, incidents, signal })
    const body = bodyStream(encoded(texts), (end, error) => {
      if (end === 'failed') logger.error(traceOf(error), 'a live stream ended early')
      ended.abort()
      follower.leave()
      metrics.streams.dec()
      giveBack()
    })
    return c.body(body, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    }) as never
  })
}

interface Following {
  readonly ports: ServerPorts
  readonly follower: LogFollower
  readonly identity: Identity
  readonly request: Request
  readonly resumed: Place | null
  readonly kinds: readonly DeskItemKind[]
  readonly incidents: 'item' | 'row'
  readonly signal: AbortSignal
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

async function* follow(following: Following): AsyncGenerator<string> {
  const { ports, follower, request, resumed, signal } = following
  let { identity } = following
  let horizon = await horizonOf(ports, identity.reader)
  let seen = follower.size
  let reached = Math.min(seen, horizon.reached)
  let place = resumed === null ? { size: reached, told: 0 } : placeOf(resumed, horizon)
  yield `retry: 2000\n\n`
  if (place.size > reached || reached - place.size > MOST_CATCHING_UP) {
    place = { size: reached, told: 0 }
    yield `id: ${place.size}\nevent: reset\ndata: {}\n\n`
  }
  let beatMs = Date.now()
  while (!signal.aborted) {
    const viewer: Viewer = { reader: identity.reader, surface: 'event-stream', now: ports.now(), horizon }
    const already = place.told
    let told = 0
    for await (const change of follower.changesAfter(place.size)) {
      if (signal.aborted) return
      if (change.size > reached) break
      const event = await eventOf({ ...following, identity }, viewer, change)
      if (event === null) continue
      told += 1
      if (told <= already || !isAsked(following, change)) continue
      yield `id: ${nameOf(viewer, change, place.size, told)}\n${event}`
    }
    place = { size: Math.max(place.size, reached), told: 0 }
    await follower.grown(Math.max(seen, place.size), ports.settings.heartbeatMs, signal)
    if (signal.aborted) return
    if (Date.now() - beatMs >= ports.settings.heartbeatMs) {
      // Whoever has signed out meanwhile, or may no longer read, is told nothing more.
      const still = await ports.authenticate(request)
      if (still === null || !ports.mayDo(still, 'read')) return
      identity = still
      beatMs = Date.now()
      yield `id: ${place.size}\n: here\n\n`
    }
    horizon = await horizonOf(ports, identity.reader)
    seen = follower.size
    reached = Math.min(seen, horizon.reached)
  }
}

const isAsked = ({ kinds }: Following, { kind }: LiveChange): boolean =>
  kinds.includes(kind === 'incident-ended' ? 'incident' : kind)

/** Inside, the place of a record in the log. Outside, how many changes of one's own were told since what was published before. */
const nameOf = ({ reader }: Viewer, { size }: LiveChange, from: number, told: number): string =>
  isInside(reader) ? String(size) : `${from}-${told}`

/** What a change is for this viewer, without its name; null where it is nothing. */
async function eventOf(following: Following, viewer: Viewer, change: LiveChange): Promise<string | null> {
  const { ports } = following
  const { kind, id, size, audiences } = change
  // Those outside are told a number that counts all they could be told, whatever they asked for; inside nothing is counted.
  if (isInside(viewer.reader) && !isAsked(following, change)) return null
  if (!mayRead({ audiences }, viewer.reader)) return null
  if (kind === 'incident-ended') {
    // Whoever may not have had the incident under this id is not told that there was one.
    const before = await readItemAt(ports, INCIDENTS, viewer, id, size - 1)
    return before === null ? null : `event: ${kind}\ndata: ${JSON.stringify({ id })}\n\n`
  }
  const deskKind = DESK_KINDS.find((one) => one.kind === kind)
  if (deskKind === undefined) return null
  const isRow = kind === 'incident' && following.incidents === 'row'
  const data = isRow ? await rowOf(ports, viewer, id) : await itemOf(ports, deskKind, viewer, id)
  return data === null ? null : `event: ${kind}\ndata: ${data}\n\n`
}

async function itemOf(
  ports: ServerPorts,
  kind: DeskKind,
  viewer: Viewer,
  id: string,
): Promise<string | null> {
  const item = await readItem(ports, kind, viewer, id, null)
  return item === null ? null : itemText(item)
}

/** The row of an incident for this viewer; null where it is nothing to them. */
async function rowOf({ queries }: ServerPorts, viewer: Viewer, id: string): Promise<string | null> {
  if (!isDigest(id)) return null
  const brief = await queries.getIncidentBrief(
    deskReaderOf(viewer, INCIDENTS.kind),
    id,
    viewer.horizon.asOf(null),
  )
  const outbound = brief === null ? null : briefThroughDoor(brief, viewer)
  return outbound === null ? null : situationRow(outbound)
}

interface Place {
  readonly size: number
  readonly told: number
}

/** Where a stream broke off; to those outside no size between two that were published is one. */
function placeOf({ size, told }: Place, horizon: LogHorizon): Place {
  const known = size > horizon.reached ? size : (horizon.asOf(size) ?? size)
  return { size: known, told }
}

function lastEventOf(c: ServerContext): Place | null {
  const given = c.req.header('last-event-id')
  if (given === undefined || given === '') return null
  const read = /^(\d{1,15})(?:-(\d{1,9}))?$/.exec(given)
  if (read !== null) return { size: Number(read[1]), told: Number(read[2] ?? 0) }
  throw new ProblemError({
    code: 'query-unusable',
    problems: [{ path: 'Last-Event-ID', code: 'event-id-expected' }],
  })
}
