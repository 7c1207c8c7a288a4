// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { mayRead } from '#releasability'
import { DESK_ITEM_KINDS, type DeskItemKind } from '#reports'

import { bodyStream } from '../body-stream.ts'
import { DESK_KINDS, INCIDENTS } from '../desk-kinds.ts'
import { refuseHead, type ServerApp, type ServerContext } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { Identity } from '../identity.ts'
import { createLogFollower, type LiveChange, type LogFollower } from '../live/log-follower.ts'
import type { Metrics } from '../metrics.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createSlotLimiter } from '../rate-limiter.ts'
import { problemsOf } from '../schemas/answer.ts'
import { traceOf } from '../failure.ts'
import { readItem } from './desk.ts'

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
    const { kinds } = c.req.valid('query')
    const texts = follow({ ports, follower, identity, request: c.req.raw, resumed, kinds, signal })
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
  readonly resumed: number | null
  readonly kinds: readonly DeskItemKind[]
  readonly signal: AbortSignal
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

async function* follow(following: Following): AsyncGenerator<string> {
  const { ports, follower, request, resumed, signal } = following
  let { identity } = following
  let position = resumed ?? follower.size
  yield `retry: 2000\n\n`
  if (position > follower.size || follower.size - position > MOST_CATCHING_UP) {
    position = follower.size
    yield `id: ${position}\nevent: reset\ndata: {}\n\n`
  }
  let beatMs = Date.now()
  while (!signal.aborted) {
    const reached = follower.size
    for await (const change of follower.changesAfter(position)) {
      if (signal.aborted) return
      const event = await eventOf({ ...following, identity }, change)
      if (event !== null) yield event
      position = change.size
    }
    position = Math.max(position, reached)
    await follower.grown(position, ports.settings.heartbeatMs, signal)
    if (signal.aborted || Date.now() - beatMs < ports.settings.heartbeatMs) continue
    // Whoever has signed out meanwhile, or may no longer read, is told nothing more.
    const still = await ports.authenticate(request)
    if (still === null || !ports.mayDo(still, 'read')) return
    identity = still
    beatMs = Date.now()
    yield `id: ${position}\n: here\n\n`
  }
}

async function eventOf(
  { ports, identity, kinds }: Following,
  { kind, id, size, audiences }: LiveChange,
): Promise<string | null> {
  const { reader } = identity
  if (!kinds.includes(kind === 'incident-ended' ? 'incident' : kind) || !mayRead({ audiences }, reader))
    return null
  const viewer = { reader, surface: 'event-stream', now: ports.now() } as const
  if (kind === 'incident-ended') {
    // Whoever may not have had the incident under this id is not told that there was one.
    const before = await readItem(ports, INCIDENTS, viewer, id, size - 1)
    return before === null ? null : `id: ${size}\nevent: ${kind}\ndata: ${JSON.stringify({ id })}\n\n`
  }
  const deskKind = DESK_KINDS.find((one) => one.kind === kind)
  if (deskKind === undefined) return null
  const item = await readItem(ports, deskKind, viewer, id, null)
  return item === null ? null : `id: ${size}\nevent: ${kind}\ndata: ${JSON.stringify(item)}\n\n`
}

function lastEventOf(c: ServerContext): number | null {
  const given = c.req.header('last-event-id')
  if (given === undefined || given === '') return null
  if (/^\d{1,15}$/.test(given)) return Number(given)
  throw new ProblemError({
    code: 'query-unusable',
    problems: [{ path: 'Last-Event-ID', code: 'whole-number-expected' }],
  })
}
