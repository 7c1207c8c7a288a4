// SPDX-License-Identifier: Apache-2.0
import { assertNever } from '#kernel'

import { readClock, type Clock } from './clock.ts'
import type { AgreedStep, RecordedResponseEvent, ResponseEvent } from './response-event.ts'
import { RESPONSE_LIFECYCLE, type ResponseState } from './response-lifecycle.ts'

type EventOf<K extends ResponseEvent['kind']> = Extract<ResponseEvent, { kind: K }>
type Done<T> = T & { readonly person: string; readonly at: string }

export interface StepVote {
  readonly person: string
  readonly nation: string
  readonly vote: 'for' | 'against' | 'abstain'
  readonly dissent: string | null
  readonly at: string
}

/** A step of the ladder and what became of it. */
export interface ResponseStep extends AgreedStep {
  readonly proposed: Done<EventOf<'escalation-proposed'>> | null
  readonly votes: readonly StepVote[]
  readonly decided: Done<EventOf<'step-decided'>> | Done<EventOf<'decided-elsewhere'>> | null
  /** How its clock ended where it did so undecided. */
  readonly ranOut: Done<EventOf<'clock-ran-out'>> | null
}

export interface Remedy {
  readonly remedy: string
  readonly what: string
  readonly by: string
  readonly dueAt: string
  readonly reports: readonly Done<EventOf<'remedy-reported'>>[]
  readonly verified: Done<EventOf<'remedy-verified'>> | null
}

/** What follows a confirmed violation until somebody has answered for it. */
export interface ResponseCase {
  readonly id: string
  readonly state: ResponseState
  readonly because: EventOf<'opened'>['because']
  readonly breach: string
  readonly firstKnowledge: string
  readonly openedAt: string
  readonly changedAt: string
  readonly owner: string
  /** What the Commission found; null until it did. `party` is null where responsibility cannot be attributed. */
  readonly responsibility: { readonly attribution: string; readonly party: string | null } | null
  readonly steps: readonly ResponseStep[]
  /** Decisions of others that belong to no agreed step. */
  readonly elsewhere: readonly Done<EventOf<'decided-elsewhere'>>[]
  readonly hotline: readonly Done<EventOf<'hotline-logged'>>[]
  readonly remedies: readonly Remedy[]
  readonly concluded: Done<EventOf<'concluded'>> | null
}

/** The response after one more event; `before` is null for the first, which must be `opened`. */
export function applyToResponse(
  id: string,
  before: ResponseCase | null,
  recorded: RecordedResponseEvent,
): ResponseCase {
  const { event, at } = recorded
  const { person, nation } = recorded.actor
  if (before === null) {
    if (event.kind !== 'opened') throw new RangeError(`response ${id} begins with ${event.kind}`)
    const { because, breach, firstKnowledge, owner } = event
    return {
      id,
      state: RESPONSE_LIFECYCLE.initial,
      because,
      breach,
      firstKnowledge,
      openedAt: at,
      changedAt: at,
      owner,
      responsibility: null,
      steps: [],
      elsewhere: [],
      hotline: [],
      remedies: [],
      concluded: null,
    }
  }
  if (event.kind === 'opened') throw new RangeError(`response ${id} is open already`)
  const next = RESPONSE_LIFECYCLE.table[before.state][event.kind]
  const now = { ...before, state: typeof next === 'string' ? next : before.state, changedAt: at }
  const done = <T extends ResponseEvent>(one: T): Done<T> => ({ ...one, person, at })
  switch (event.kind) {
    case 'owner-changed':
      return { ...now, owner: event.owner }
    case 'responsibility-found':
      return {
        ...now,
        responsibility: { attribution: event.attribution, party: event.party },
        // A clock that ran out stays so, whoever is found responsible.
        steps: event.steps.map((step) => ({
          ...step,
          proposed: null,
          votes: [],
          decided: null,
          ranOut: now.steps.find((known) => known.id === step.id)?.ranOut ?? null,
        })),
      }
    case 'escalation-proposed':
      return onStep(now, event.step, () => ({ proposed: done(event), votes: [] }))
    case 'voted': {
      const vote = { person, nation, vote: event.vote, dissent: event.dissent ?? null, at }
      return onStep(now, event.step, ({ votes }) => ({
        votes: [...votes.filter((one) => one.person !== person), vote],
      }))
    }
    case 'step-decided':
      return onStep(now, event.step, () => ({ decided: done(event) }))
    case 'decided-elsewhere':
      return event.step === null
        ? { ...now, elsewhere: [...now.elsewhere, done(event)] }
        : onStep(now, event.step, () => ({ decided: done(event) }))
    case 'clock-ran-out':
      return onStep(now, event.step, () => ({ ranOut: done(event) }))
    case 'hotline-logged':
      return { ...now, hotline: [...now.hotline, done(event)] }
    case 'remedy-set': {
      const { remedy, what, by, dueAt } = event
      return { ...now, remedies: [...now.remedies, { remedy, what, by, dueAt, reports: [], verified: null }] }
    }
    case 'remedy-reported':
      return onRemedy(now, event.remedy, ({ reports }) => ({ reports: [...reports, done(event)] }))
    case 'remedy-verified':
      return onRemedy(now, event.remedy, () => ({ verified: done(event) }))
    case 'concluded':
      return { ...now, concluded: done(event) }
    case 'reopened':
      return { ...now, concluded: null }
    default:
      return assertNever(event)
  }
}

/** Both clocks of each step as of `now`. */
export const clocksOf = (
  response: ResponseCase,
  now: string,
): readonly (Clock & { readonly step: string })[] =>
  response.steps.map(({ id, withinHours, decided }) => ({
    step: id,
    ...readClock({
      breach: response.breach,
      firstKnowledge: response.firstKnowledge,
      withinHours,
      doneAt: decided === null ? null : decided.kind === 'decided-elsewhere' ? decided.decidedAt : decided.at,
      now,
    }),
  }))

const onStep = (
  response: ResponseCase,
  id: string,
  change: (step: ResponseStep) => Partial<ResponseStep>,
): ResponseCase => ({
  ...response,
  steps: response.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)),
})

const onRemedy = (
  response: ResponseCase,
  id: string,
  change: (remedy: Remedy) => Partial<Remedy>,
): ResponseCase => ({
  ...response,
  remedies: response.remedies.map((one) => (one.remedy === id ? { ...one, ...change(one) } : one)),
})
