// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import { nextState, ok, problem, refuse, type Actor, type Problem, type Result } from '#kernel'

import { clocksOf, type ResponseCase, type ResponseStep } from './response.ts'
import type { AgreedStep, RecordedResponseEvent, ResponseEvent } from './response-event.ts'
import { RESPONSE_LIFECYCLE } from './response-lifecycle.ts'

export interface ResponseSetting {
  readonly actor: Actor
  /** RFC 3339 in UTC. */
  readonly at: string
}

/**
 * The steps that the terms name for a breach by this party, frozen; none where it is nobody's, or where nothing was agreed. An empty
 * ladder is "no agreed response", never an invented one.
 */
export function agreedSteps(
  { ladders }: Pick<Agreement, 'ladders'>,
  party: string | null,
): readonly AgreedStep[] {
  const ladder = ladders.find(({ breachingParty }) => breachingParty === party)
  return (ladder?.steps ?? []).map(({ id, trigger, withinHours, decidedBy, elsewhere }) => ({
    id,
    trigger,
    withinHours,
    decidedBy,
    elsewhere: elsewhere ?? false,
  }))
}

/**
 * Whether this may happen to the response now: the table first, then every rule that it breaks. Escalation is proposed, voted on and
 * decided by two of different nations at least; what is not the mission's is recorded as decided elsewhere; no end without an outcome.
 */
export function decideResponse(
  id: string,
  before: ResponseCase | null,
  event: ResponseEvent,
  { actor, at }: ResponseSetting,
): Result<RecordedResponseEvent> {
  const recorded: RecordedResponseEvent = { event, actor, at }
  if (event.kind === 'opened') {
    return before === null ? ok(recorded) : refuse(problem('', 'response-exists', { response: id }))
  }
  if (before === null) return refuse(problem('', 'no-such-response'))
  const next = nextState(RESPONSE_LIFECYCLE, before.state, event.kind)
  if (!next.ok) return next
  const problems = rulesBroken(before, event, at)
  return problems.length > 0 ? refuse(...problems) : ok(recorded)
}

function rulesBroken(before: ResponseCase, event: ResponseEvent, at: string): readonly Problem[] {
  switch (event.kind) {
    case 'responsibility-found':
      return before.steps.some(({ decided }) => decided !== null)
        ? [problem('steps', 'steps-were-decided')]
        : []
    case 'escalation-proposed':
      return onOpenStep(before, event.step, ({ elsewhere }) =>
        elsewhere ? [problem('step', 'decided-elsewhere-only')] : [],
      )
    case 'voted':
      return onOpenStep(before, event.step, notProposed)
    case 'step-decided':
      return onOpenStep(before, event.step, (step) => [
        ...notProposed(step),
        ...voteProblems(step, event.decision),
      ])
    case 'decided-elsewhere':
      return [
        ...(Date.parse(event.decidedAt) > Date.parse(at) ? [problem('decidedAt', 'in-the-future')] : []),
        ...(event.step === null
          ? []
          : onOpenStep(before, event.step, ({ elsewhere }) =>
              elsewhere ? [] : [problem('step', 'ours-to-decide')],
            )),
      ]
    case 'clock-ran-out':
      return onOpenStep(before, event.step, (step) => runOutProblems(before, step, event.standing, at))
    case 'remedy-set':
      return before.remedies.some(({ remedy }) => remedy === event.remedy)
        ? [problem('remedy', 'remedy-there')]
        : []
    case 'remedy-reported':
    case 'remedy-verified':
      return remedyProblems(before, event.remedy)
    case 'concluded':
      return conclusionProblems(before, event.outcome)
    default:
      return []
  }
}

function onOpenStep(
  { steps }: ResponseCase,
  id: string,
  check: (step: ResponseStep) => readonly Problem[],
): readonly Problem[] {
  const step = steps.find((one) => one.id === id)
  if (step === undefined) return [problem('step', 'no-such-step', { step: id })]
  return step.decided === null ? check(step) : [problem('step', 'step-decided-already', { step: id })]
}

const notProposed = ({ proposed, id }: ResponseStep): readonly Problem[] =>
  proposed === null ? [problem('step', 'step-not-proposed', { step: id })] : []

/** A step is taken by a majority that two different nations are part of. */
function voteProblems({ votes }: ResponseStep, decision: 'taken' | 'not-taken'): readonly Problem[] {
  const cast = votes.filter(({ vote }) => vote !== 'abstain')
  const inFavour = cast.filter(({ vote }) => vote === 'for')
  const wins = inFavour.length * 2 > cast.length
  if (decision === 'not-taken') return wins ? [problem('votes', 'majority-took-it')] : []
  const nations = new Set(inFavour.map(({ nation }) => nation)).size
  return [
    ...(wins ? [] : [problem('votes', 'no-majority', { for: inFavour.length, of: cast.length })]),
    ...(nations < 2 ? [problem('votes', 'two-nations-needed', { nations })] : []),
  ]
}

function runOutProblems(
  before: ResponseCase,
  { id, ranOut }: ResponseStep,
  standing: 'overdue' | 'elapsed-before-knowledge',
  at: string,
): readonly Problem[] {
  if (ranOut !== null) return [problem('step', 'clock-fired-already', { step: id })]
  const clock = clocksOf(before, at).find(({ step }) => step === id)
  return clock?.standing === standing
    ? []
    : [problem('step', 'clock-says-otherwise', { standing: clock?.standing ?? '' })]
}

function remedyProblems({ remedies }: ResponseCase, id: string): readonly Problem[] {
  const remedy = remedies.find((one) => one.remedy === id)
  if (remedy === undefined) return [problem('remedy', 'no-such-remedy', { remedy: id })]
  return remedy.verified === null || remedy.verified.result !== 'done'
    ? []
    : [problem('remedy', 'remedy-is-done')]
}

function conclusionProblems(before: ResponseCase, outcome: string): readonly Problem[] {
  const { steps, remedies, elsewhere, responsibility } = before
  const undone = remedies.filter(({ verified }) => verified?.result !== 'done')
  const answered =
    elsewhere.length > 0 || steps.some(({ decided }) => decided !== null) || remedies.length > 0
  const pending = steps.filter(({ decided, ranOut }) => decided === null && ranOut === null)
  return [
    ...(responsibility === null ? [problem('responsibility', 'responsibility-unknown')] : []),
    ...(outcome === 'remedied' && (remedies.length === 0 || undone.length > 0)
      ? [problem('outcome', 'remedy-not-done', { undone: undone.length })]
      : []),
    ...(outcome === 'answered' && !answered ? [problem('outcome', 'nothing-answered')] : []),
    ...(outcome === 'no-agreed-response' && steps.length > 0
      ? [problem('outcome', 'steps-were-agreed', { steps: steps.length })]
      : []),
    ...(outcome === 'no-agreed-response' ? [] : pending.filter(({ trigger }) => trigger === 'breach')).map(
      ({ id }) => problem('steps', 'step-pending', { step: id }),
    ),
    ...(undone.length > 0 && outcome !== 'unresolved' && outcome !== 'remedied'
      ? [problem('remedies', 'remedy-not-done', { undone: undone.length })]
      : []),
  ]
}
