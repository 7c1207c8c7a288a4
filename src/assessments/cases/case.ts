// SPDX-License-Identifier: Apache-2.0
import { assertNever, type Digest } from '#kernel'

import type { CaseBasis, CaseEvent, CaseSubject, Outcome, RecordedCaseEvent } from './case-event.ts'
import { CASE_LIFECYCLE, type CaseState } from './case-lifecycle.ts'

type EventOf<K extends CaseEvent['kind']> = Extract<CaseEvent, { kind: K }>

/** Something that a person did, as it is shown. */
export type Signed<T> = T & { readonly person: string; readonly at: string }

/** One line of the matrix: a way it may have been, and what would show that it was not. */
export interface CaseHypothesis {
  readonly hypothesis: string
  /** Empty for those that every case weighs; the catalogues word them. */
  readonly statement: string
  readonly disprovedBy: string
}

/** What the parties were asked and what they said; a party without a reply has none, which blocks nothing. */
export interface Hearing {
  readonly notice: string
  readonly roundKilometres: number
  readonly urgent: boolean
  readonly from: string
  readonly until: string
  readonly parties: readonly string[]
  readonly receipts: readonly Signed<EventOf<'receipt-given'>>[]
  readonly replies: readonly Signed<EventOf<'party-replied'>>[]
}

/** The clock of the urgent path; it goes on while a case is sent back, and ends with the first release. */
export interface FindingClock {
  readonly dueAt: string
  /** When it was found to have run out; null while it has not. */
  readonly overdueSince: string | null
  readonly releasedAt: string | null
}

/** A case as it stands: a fold over its events, nothing of it overwritten. */
export interface Case {
  readonly id: string
  readonly state: CaseState
  /** Counts up with every correction of what was released. */
  readonly version: number
  readonly openedBy: string
  readonly openedAt: string
  readonly changedAt: string
  readonly subject: CaseSubject
  readonly basis: readonly Signed<{ readonly basis: CaseBasis }>[]
  readonly hypotheses: readonly CaseHypothesis[]
  readonly weighed: readonly Signed<EventOf<'evidence-weighed'>>[]
  /** Observations left out of the assessment, with the reason of the last word on each. */
  readonly excluded: readonly Signed<{ readonly observation: Digest; readonly reason: string }>[]
  /** Evidence that counts no more, since whoever told it took back their consent. */
  readonly withdrawn: readonly Signed<EventOf<'evidence-withdrawn'>>[]
  readonly recomputed: readonly Signed<EventOf<'recomputed'>>[]
  /** Kinds of means as they are after what was excluded. */
  readonly means: readonly string[]
  readonly drafts: readonly Signed<EventOf<'drafted'>>[]
  /** Whether the assessment was recomputed after the last draft, which so speaks of other evidence. */
  readonly isDraftStale: boolean
  /** Those who weighed evidence, wrote or submitted for this version. */
  readonly authors: readonly string[]
  readonly secondReviews: readonly Signed<EventOf<'second-review'>>[]
  readonly sentBack: readonly Signed<EventOf<'returned'> | EventOf<'rejected'>>[]
  readonly verification: Signed<EventOf<'verified'>> | null
  readonly dissents: readonly Signed<EventOf<'dissent-recorded'>>[]
  readonly hearing: Hearing | null
  /** Null where the urgent path was not taken before a finding was out. */
  readonly findingClock: FindingClock | null
  readonly releases: readonly Signed<EventOf<'released'>>[]
  readonly corrections: readonly Signed<EventOf<'corrected'>>[]
  /** What it came to; null until it was verified. */
  readonly outcome: Outcome | null
  readonly mergedInto: string | null
  readonly response: string | null
}

/** Every case weighs these against what seems to have happened (Heuer's competing hypotheses; Ramsbotham and others on intent). */
export const STANDING_HYPOTHESES = [
  'as-it-seems',
  'accident-or-exercise',
  'the-other-side',
  'fabrication',
] as const

/** The case after its first event. Throws RangeError where that is not `opened`. */
export function openCase(id: string, { event, actor: { person }, at }: RecordedCaseEvent): Case {
  if (event.kind !== 'opened') throw new RangeError(`case ${id} begins with ${event.kind}`)
  return {
    id,
    state: CASE_LIFECYCLE.initial,
    version: 1,
    openedBy: person,
    openedAt: at,
    changedAt: at,
    subject: event.subject,
    basis: event.basis.map((basis) => ({ basis, person, at })),
    hypotheses: STANDING_HYPOTHESES.map((hypothesis) => ({ hypothesis, statement: '', disprovedBy: '' })),
    weighed: [],
    excluded: [],
    withdrawn: [],
    recomputed: [],
    means: event.subject.means,
    drafts: [],
    isDraftStale: false,
    authors: [],
    secondReviews: [],
    sentBack: [],
    verification: null,
    dissents: [],
    hearing: null,
    findingClock: null,
    releases: [],
    corrections: [],
    outcome: null,
    mergedInto: null,
    response: null,
  }
}

/** The case after one more event; which events may come is `decideCase`'s to say. */
export function applyToCase(before: Case, { event, actor: { person }, at }: RecordedCaseEvent): Case {
  const next = event.kind === 'opened' ? before.state : CASE_LIFECYCLE.table[before.state][event.kind]
  const state = typeof next === 'string' ? next : before.state
  const now: Case = { ...before, state, changedAt: at }
  const signed = { person, at }
  switch (event.kind) {
    case 'opened':
      throw new RangeError(`case ${before.id} is open already`)
    case 'material-added':
      return { ...now, basis: [...now.basis, { basis: event.basis, ...signed }] }
    case 'hypothesis-added': {
      const { hypothesis, statement, disprovedBy } = event
      return {
        ...now,
        hypotheses: [...now.hypotheses, { hypothesis, statement, disprovedBy }],
        authors: withPerson(now.authors, person),
      }
    }
    case 'evidence-weighed':
      return {
        ...now,
        weighed: [...now.weighed, { ...event, ...signed }],
        authors: withPerson(now.authors, person),
      }
    case 'observation-excluded': {
      const { observation, reason } = event
      return {
        ...now,
        excluded: [...without(now, observation), { observation, reason, ...signed }],
        authors: withPerson(now.authors, person),
      }
    }
    case 'observation-included':
      return {
        ...now,
        excluded: without(now, event.observation),
        authors: withPerson(now.authors, person),
      }
    case 'evidence-withdrawn':
      return {
        ...(isOut(before)
          ? correctedBy(now, { kind: 'corrected', reason: EVIDENCE_WITHDRAWN, ...signed })
          : reopened(now)),
        weighed: now.weighed.filter(({ evidence }) => evidence.id !== event.evidence),
        withdrawn: [...now.withdrawn, { ...event, ...signed }],
        isDraftStale: true,
      }
    case 'recomputed':
      return {
        ...now,
        recomputed: [...now.recomputed, { ...event, ...signed }],
        means: event.means,
        isDraftStale: true,
      }
    case 'drafted':
      return {
        ...now,
        drafts: [...now.drafts, { ...event, ...signed }],
        isDraftStale: false,
        authors: withPerson(now.authors, person),
      }
    case 'submitted':
      return { ...now, authors: withPerson(now.authors, person), secondReviews: [] }
    case 'second-review':
      return { ...now, secondReviews: [...now.secondReviews, { ...event, ...signed }] }
    case 'returned':
    case 'rejected':
      return { ...reopened(now), sentBack: [...now.sentBack, { ...event, ...signed }] }
    case 'verified':
      return { ...now, verification: { ...event, ...signed }, outcome: now.drafts.at(-1)?.outcome ?? null }
    case 'dissent-recorded':
      return { ...now, dissents: [...now.dissents, { ...event, ...signed }] }
    case 'sent-to-parties': {
      const { notice, roundKilometres, urgent, until = at, parties = [], findingBy: dueAt } = event
      return {
        ...now,
        hearing: { notice, roundKilometres, urgent, from: at, until, parties, receipts: [], replies: [] },
        findingClock:
          dueAt === undefined ? now.findingClock : { dueAt, overdueSince: null, releasedAt: null },
      }
    }
    case 'party-replied':
      return now.hearing === null
        ? now
        : { ...now, hearing: { ...now.hearing, replies: [...now.hearing.replies, { ...event, ...signed }] } }
    case 'receipt-given':
      return now.hearing === null
        ? now
        : {
            ...now,
            hearing: { ...now.hearing, receipts: [...now.hearing.receipts, { ...event, ...signed }] },
          }
    case 'window-ended':
      return now
    case 'finding-overdue':
      return withFindingClock(now, ({ overdueSince }) => ({ overdueSince: overdueSince ?? at }))
    case 'released':
      return {
        ...withFindingClock(now, ({ releasedAt }) => ({ releasedAt: releasedAt ?? at })),
        releases: [...now.releases, { ...event, ...signed }],
      }
    case 'corrected':
      return correctedBy(now, { ...event, ...signed })
    case 'merged':
      return { ...now, mergedInto: event.into }
    case 'closed':
      return { ...now, response: event.response }
    case 'answer-reopened':
      return { ...now, response: null }
    default:
      return assertNever(event)
  }
}

/** The case that these events make, first to last; null where there are none. */
export function caseOf(id: string, events: readonly RecordedCaseEvent[]): Case | null {
  const [first, ...others] = events
  if (first === undefined) return null
  let state = openCase(id, first)
  for (const event of others) state = applyToCase(state, event)
  return state
}

/** Said as a code, which the catalogues word: a finding takes it outside, where nobody is told that there was a person to take anything back. */
const EVIDENCE_WITHDRAWN = 'evidence-withdrawn'

/** Whether the finding that the urgent path promised is still owed, and nobody has said yet that it is late. */
export const awaitsFinding = (clock: FindingClock | null): clock is FindingClock =>
  clock !== null && clock.overdueSince === null && clock.releasedAt === null

const withFindingClock = (state: Case, change: (clock: FindingClock) => Partial<FindingClock>): Case =>
  state.findingClock === null
    ? state
    : { ...state, findingClock: { ...state.findingClock, ...change(state.findingClock) } }

const isOut = ({ state }: Case): boolean => state === 'released' || state === 'closed'

const correctedBy = (state: Case, correction: Signed<EventOf<'corrected'>>): Case => ({
  ...reopened(state),
  version: state.version + 1,
  authors: [],
  response: null,
  corrections: [...state.corrections, correction],
})

const reopened = (state: Case): Case => ({
  ...state,
  verification: null,
  outcome: null,
  hearing: null,
  secondReviews: [],
})

const without = ({ excluded }: Case, observation: Digest): Case['excluded'] =>
  excluded.filter((one) => one.observation !== observation)

const withPerson = (people: readonly string[], person: string): readonly string[] =>
  people.includes(person) ? people : [...people, person]
