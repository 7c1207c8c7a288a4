// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from '#agreement'
import { nextState, ok, problem, refuse, type Actor, type Problem, type Result } from '#kernel'

import { awaitsFinding, type Case } from './case.ts'
import type { CaseEvent, RecordedCaseEvent } from './case-event.ts'
import { CASE_LIFECYCLE } from './case-lifecycle.ts'

const HOUR_MS = 3_600_000

/** What a decision on a case leans on beyond the case itself. */
export interface CaseSetting {
  readonly actor: Actor
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly procedure: Procedure
  /** Ids of all parties: each is asked, in the same words and for the same time. */
  readonly parties: readonly string[]
  /** Whether a response with an outcome answers for this case; asked on closing. */
  hasAnsweredFor(response: string): boolean
}

/**
 * Whether this may happen to the case now: the table first, then every rule that it breaks. Author, verifier and releaser are three
 * persons; a second review is blind and comes first; the parties are heard before a release; no confirmed violation is closed unanswered.
 */
export function decideCase(
  state: Case | null,
  event: CaseEvent,
  setting: CaseSetting,
): Result<RecordedCaseEvent> {
  const recorded: RecordedCaseEvent = { event, actor: setting.actor, at: setting.at }
  if (event.kind === 'opened') {
    return state === null ? ok(recorded) : refuse(problem('', 'case-exists', { case: state.id }))
  }
  if (state === null) return refuse(problem('', 'no-such-case'))
  const next = nextState(CASE_LIFECYCLE, state.state, event.kind)
  if (!next.ok) return next
  const problems = rulesBroken(state, event, setting)
  if (problems.length > 0) return refuse(...problems)
  return ok(
    event.kind === 'sent-to-parties' ? { ...recorded, event: toEveryParty(state, event, setting) } : recorded,
  )
}

function rulesBroken(state: Case, event: CaseEvent, setting: CaseSetting): readonly Problem[] {
  const { actor } = setting
  switch (event.kind) {
    case 'hypothesis-added':
      return broken(
        state.hypotheses.some(({ hypothesis }) => hypothesis === event.hypothesis),
        'hypothesis',
        'hypothesis-there',
      )
    case 'evidence-weighed':
      return broken(
        state.hypotheses.every(({ hypothesis }) => hypothesis !== event.hypothesis),
        'hypothesis',
        'no-such-hypothesis',
      )
    case 'observation-included':
      return broken(
        state.excluded.every(({ observation }) => observation !== event.observation),
        'observation',
        'observation-not-excluded',
      )
    case 'evidence-withdrawn':
      return broken(
        state.weighed.every(({ evidence }) => evidence.id !== event.evidence),
        'evidence',
        'no-such-evidence',
      )
    case 'submitted':
      return submissionProblems(state)
    case 'second-review':
      return [
        ...broken(state.authors.includes(actor.person), 'person', 'same-person', { as: 'author' }),
        ...broken(
          state.secondReviews.some(({ person }) => person === actor.person),
          'person',
          'reviewed-already',
        ),
      ]
    case 'returned':
    case 'rejected':
      return broken(state.authors.includes(actor.person), 'person', 'same-person', { as: 'author' })
    case 'verified':
      return [
        ...broken(state.authors.includes(actor.person), 'person', 'same-person', { as: 'author' }),
        ...broken(state.secondReviews.length === 0, 'secondReview', 'second-review-missing'),
      ]
    case 'sent-to-parties':
      return hearingProblems(event, setting)
    case 'receipt-given':
      return [
        ...broken(!state.hearing?.parties.includes(event.party), 'party', 'no-such-party'),
        ...broken(
          state.hearing?.receipts.some(({ party }) => party === event.party) ?? false,
          'party',
          'receipt-there',
        ),
      ]
    case 'party-replied':
      return broken(
        state.hearing !== null && !state.hearing.parties.includes(event.party),
        'party',
        'no-such-party',
      )
    case 'window-ended':
      return broken(!windowIsOver(state, setting.at), 'until', 'window-still-open', {
        until: state.hearing?.until ?? '',
      })
    case 'finding-overdue':
      return overdueProblems(state, setting.at)
    case 'released':
      return releaseProblems(state, event, setting)
    case 'merged':
      return [
        ...broken(event.into === state.id, 'into', 'merged-into-itself'),
        ...broken(state.releases.length > 0, 'into', 'released-is-not-merged'),
      ]
    case 'closed':
      return closingProblems(state, event, setting)
    case 'answer-reopened':
      return broken(state.response !== event.response, 'response', 'no-such-response')
    default:
      return []
  }
}

function submissionProblems(state: Case): readonly Problem[] {
  const draft = state.drafts.at(-1)
  // Without an author nobody has drafted this version yet: what stands is the draft of before a correction.
  if (draft === undefined || state.authors.length === 0) return [problem('draft', 'draft-missing')]
  const settles = draft.outcome.kind === 'confirmed-violation' || draft.outcome.kind === 'no-violation'
  const unweighed = settles
    ? state.hypotheses.filter(({ hypothesis }) => state.weighed.every((one) => one.hypothesis !== hypothesis))
    : []
  return [
    ...unweighed.map(({ hypothesis }) => problem('hypotheses', 'hypothesis-unweighed', { hypothesis })),
    ...broken(
      draft.outcome.kind === 'confirmed-violation' &&
        state.means.length < 2 &&
        draft.singleMeansBecause === undefined,
      'singleMeansBecause',
      'second-means-missing',
    ),
    ...broken(state.isDraftStale, 'draft', 'draft-before-recomputation'),
  ]
}

type SentToParties = Extract<CaseEvent, { kind: 'sent-to-parties' }>

const hearingProblems = (event: SentToParties, { procedure: { release } }: CaseSetting): readonly Problem[] =>
  broken(event.roundKilometres < release.roundKilometres, 'roundKilometres', 'finer-than-agreed', {
    least: release.roundKilometres,
  })

/** All parties are asked at the same time and for the time agreed, whoever was named. */
function toEveryParty(
  state: Case,
  { findingBy: _asked, ...event }: SentToParties,
  { at, procedure, parties }: CaseSetting,
): SentToParties {
  const { urgentHours, hours } = procedure.comment
  const until = hoursAfter(at, event.urgent ? urgentHours : hours)
  const heard: SentToParties = { ...event, until, parties: [...parties] }
  // One clock a case: a finding that is out already, or was promised before, is not promised anew.
  const beginsClock = event.urgent && state.findingClock === null && state.releases.length === 0
  return beginsClock
    ? { ...heard, findingBy: hoursAfter(state.subject.firstKnowledge, procedure.reviewedFindingHours) }
    : heard
}

const hoursAfter = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * HOUR_MS).toISOString()

function overdueProblems({ findingClock }: Case, at: string): readonly Problem[] {
  if (findingClock === null) return [problem('', 'clock-says-otherwise')]
  return [
    ...broken(!awaitsFinding(findingClock), '', 'clock-fired-already'),
    ...broken(Date.parse(at) < Date.parse(findingClock.dueAt), '', 'clock-says-otherwise'),
  ]
}

const windowIsOver = ({ hearing }: Case, at: string): boolean =>
  hearing === null ||
  Date.parse(at) >= Date.parse(hearing.until) ||
  hearing.parties.every((party) => hearing.replies.some((reply) => reply.party === party))

function releaseProblems(
  state: Case,
  event: Extract<CaseEvent, { kind: 'released' }>,
  { actor, at, procedure, parties }: CaseSetting,
): readonly Problem[] {
  const told = parties.filter((party) => event.audiences.includes(`party:${party}`))
  const isPublic = event.audiences.includes('public')
  const before = new Set(state.releases.flatMap(({ audiences }) => audiences))
  const forgotten = isPublic ? [] : [...before].filter((name) => !event.audiences.includes(name))
  const isOut = state.releases.some(
    (one) => Math.max(Date.parse(one.embargoUntil), Date.parse(one.at)) <= Date.parse(at),
  )
  const outside = event.audiences.some((name) => name === 'public' || name.startsWith('party:'))
  const { delayHours, roundKilometres } = procedure.release
  const earliest = Date.parse(state.subject.breach) + delayHours * HOUR_MS
  return [
    ...broken(state.authors.includes(actor.person), 'person', 'same-person', { as: 'author' }),
    ...broken(state.verification?.person === actor.person, 'person', 'same-person', { as: 'verifier' }),
    ...broken(outside && event.roundKilometres < roundKilometres, 'roundKilometres', 'finer-than-agreed', {
      least: roundKilometres,
    }),
    ...broken(
      outside && Math.max(Date.parse(event.embargoUntil), Date.parse(at)) < earliest,
      'embargoUntil',
      'earlier-than-agreed',
      { hours: delayHours },
    ),
    ...broken(
      !isPublic && told.length > 0 && told.length < parties.length,
      'audiences',
      'parties-told-apart',
    ),
    ...forgotten.map((name) => problem('audiences', 'audience-forgotten', { audience: name })),
    // A later release takes the place of the one before: who has that would have nothing until the embargo.
    ...broken(isOut && Date.parse(event.embargoUntil) > Date.parse(at), 'embargoUntil', 'out-already'),
    ...broken(
      isPublic && state.outcome?.kind !== 'confirmed-violation' && restsOnIndications(state),
      'audiences',
      'indication-is-not-public',
    ),
  ]
}

const restsOnIndications = ({ basis }: Case): boolean =>
  basis.every(({ basis: one }) => one.kind === 'indication')

function closingProblems(
  state: Case,
  event: Extract<CaseEvent, { kind: 'closed' }>,
  { hasAnsweredFor }: CaseSetting,
): readonly Problem[] {
  if (state.outcome?.kind !== 'confirmed-violation') return []
  return broken(
    event.response === null || !hasAnsweredFor(event.response),
    'response',
    'confirmed-needs-an-answer',
  )
}

const broken = (
  isBroken: boolean,
  path: string,
  code: string,
  params?: Readonly<Record<string, string | number>>,
): readonly Problem[] => (isBroken ? [problem(path, code, params)] : [])

/** What somebody may see who could still become the blind reviewer: everything but what the authors concluded. */
export function blindView(state: Case, person: string): Case {
  const mustReviewFirst =
    (state.state === 'open' || state.state === 'submitted') &&
    state.authors.length > 0 &&
    !state.authors.includes(person) &&
    state.secondReviews.every((one) => one.person !== person)
  return mustReviewFirst ? { ...state, drafts: [], secondReviews: [], dissents: [] } : state
}
