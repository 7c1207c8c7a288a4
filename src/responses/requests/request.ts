// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { instantTextSchema as instant } from '#assessments'

import {
  type Actor,
  assertNever,
  lifecycleRow,
  nextState,
  ok,
  problem,
  refuse,
  type Lifecycle,
  type Problem,
  type Recorded,
  type Result,
} from '#kernel'

const text = z.string().trim().min(1).max(20_000)
const name = z.string().min(1).max(200)

export const REQUEST_STATES = ['received', 'accepted', 'answered', 'declined'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const REQUEST_EVENTS = ['accepted', 'declined', 'answered', 'deadline-passed', 'withdrawn'] as const
export type RequestEventKind = (typeof REQUEST_EVENTS)[number]

const row = (refused: string, allowed: Partial<Record<RequestEventKind, RequestState>>) =>
  lifecycleRow<RequestState, RequestEventKind>(REQUEST_EVENTS, refused, allowed)

/** A party's request that something be verified: it is answered by a day, or declined with a reason. */
export const REQUEST_LIFECYCLE: Lifecycle<RequestState, RequestEventKind> = {
  name: 'verification-request',
  initial: 'received',
  states: REQUEST_STATES,
  events: REQUEST_EVENTS,
  table: {
    received: row('not-taken-up-yet', {
      accepted: 'accepted',
      declined: 'declined',
      'deadline-passed': 'received',
      withdrawn: 'declined',
    }),
    accepted: row('taken-up', { answered: 'answered', 'deadline-passed': 'accepted', withdrawn: 'declined' }),
    answered: row('request-answered', {}),
    declined: row('request-declined', { accepted: 'accepted' }),
  },
}

export const requestEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('received'),
    party: name,
    provision: name.nullable(),
    text,
    answerBy: instant,
  }),
  z.strictObject({ kind: z.literal('accepted'), owner: name }),
  z.strictObject({ kind: z.literal('declined'), reason: text }),
  z.strictObject({ kind: z.literal('answered'), text, case: name.nullable() }),
  z.strictObject({ kind: z.literal('deadline-passed') }),
  z.strictObject({ kind: z.literal('withdrawn'), reason: text }),
])
export type RequestEvent = z.infer<typeof requestEventSchema>

export type RecordedRequestEvent = Recorded<RequestEvent>

export interface VerificationRequest {
  readonly id: string
  readonly state: RequestState
  readonly party: string
  readonly provision: string | null
  readonly text: string
  readonly receivedAt: string
  readonly changedAt: string
  readonly answerBy: string
  readonly owner: string | null
  /** When its day passed without an answer. */
  readonly overdueSince: string | null
  readonly answer: { readonly text: string; readonly case: string | null; readonly at: string } | null
  readonly declined: { readonly reason: string; readonly at: string } | null
}

/** The request after one more event; `before` is null for the first, which must be `received`. */
export function applyToRequest(
  id: string,
  before: VerificationRequest | null,
  { event, at }: RecordedRequestEvent,
): VerificationRequest {
  if (before === null) {
    if (event.kind !== 'received') throw new RangeError(`request ${id} begins with ${event.kind}`)
    const { party, provision, text: asked, answerBy } = event
    return {
      id,
      state: REQUEST_LIFECYCLE.initial,
      party,
      provision,
      text: asked,
      receivedAt: at,
      changedAt: at,
      answerBy,
      owner: null,
      overdueSince: null,
      answer: null,
      declined: null,
    }
  }
  if (event.kind === 'received') throw new RangeError(`request ${id} was received already`)
  const next = REQUEST_LIFECYCLE.table[before.state][event.kind]
  const now = { ...before, state: typeof next === 'string' ? next : before.state, changedAt: at }
  switch (event.kind) {
    case 'accepted':
      return { ...now, owner: event.owner, declined: null }
    case 'declined':
    case 'withdrawn':
      return { ...now, declined: { reason: event.reason, at } }
    case 'answered':
      return { ...now, answer: { text: event.text, case: event.case, at } }
    case 'deadline-passed':
      return { ...now, overdueSince: at }
    default:
      return assertNever(event)
  }
}

/** Whether this may happen to the request now; its deadline passes once, and only when it has. */
export function decideRequest(
  id: string,
  before: VerificationRequest | null,
  event: RequestEvent,
  { actor, at }: { readonly actor: Actor; readonly at: string },
): Result<RecordedRequestEvent> {
  if (event.kind === 'received') {
    return before === null ? ok({ event, actor, at }) : refuse(problem('', 'request-exists', { request: id }))
  }
  if (before === null) return refuse(problem('', 'no-such-request'))
  const next = nextState(REQUEST_LIFECYCLE, before.state, event.kind)
  if (!next.ok) return next
  const problems: readonly Problem[] =
    event.kind === 'deadline-passed'
      ? [
          ...(before.overdueSince === null ? [] : [problem('', 'clock-fired-already')]),
          ...(Date.parse(at) < Date.parse(before.answerBy) ? [problem('', 'clock-says-otherwise')] : []),
        ]
      : []
  return problems.length > 0 ? refuse(...problems) : ok({ event, actor, at })
}
