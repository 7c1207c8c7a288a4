// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from '#agreement'
import { type Actor, assertNever, nextState, ok, problem, refuse, type Problem, type Result } from '#kernel'

import type {
  AttributionConclusion,
  AttributionEvent,
  RecordedAttributionEvent,
} from './attribution-event.ts'
import { ATTRIBUTION_LIFECYCLE, type AttributionState } from './attribution-lifecycle.ts'
import { panelProblems, untestedRules, type PanelMember } from './panel.ts'

export interface Proposal {
  readonly conclusion: AttributionConclusion
  readonly intent: 'accidental' | 'deliberate' | 'unknown'
  readonly grounds: string
  readonly by: string
}

export interface Vote {
  readonly person: string
  readonly vote: 'for' | 'against' | 'abstain'
  readonly dissent: string | null
  readonly at: string
}

/** Who did it, as the Commission found: a record of its own, apart from what happened. */
export interface Attribution {
  readonly id: string
  readonly case: string
  readonly state: AttributionState
  readonly soleSourceNation: string | null
  readonly openedAt: string
  readonly changedAt: string
  readonly panel: readonly PanelMember[]
  readonly recused: readonly { readonly person: string; readonly reason: string }[]
  readonly proposal: Proposal | null
  readonly votes: readonly Vote[]
  readonly decidedAt: string | null
  /** Rules of the panel that were not met, and why; carried with the result. */
  readonly panelUnmet: { readonly rules: readonly string[]; readonly because: string } | null
  /** Rules that nobody could hold the panel to, since the terms do not say enough; carried likewise. */
  readonly panelUntested: readonly string[]
}

/** The attribution after one more event; `before` is null for the first, which must be `opened`. */
export function applyToAttribution(
  id: string,
  before: Attribution | null,
  recorded: RecordedAttributionEvent,
): Attribution {
  const { event, actor, at } = recorded
  if (before === null) {
    if (event.kind !== 'opened') throw new RangeError(`attribution ${id} begins with ${event.kind}`)
    return {
      id,
      case: event.case,
      state: ATTRIBUTION_LIFECYCLE.initial,
      soleSourceNation: event.soleSourceNation,
      openedAt: at,
      changedAt: at,
      panel: [],
      recused: [],
      proposal: null,
      votes: [],
      decidedAt: null,
      panelUnmet: null,
      panelUntested: [],
    }
  }
  if (event.kind === 'opened') throw new RangeError(`attribution ${id} is open already`)
  const next = ATTRIBUTION_LIFECYCLE.table[before.state][event.kind]
  const now = { ...before, state: typeof next === 'string' ? next : before.state, changedAt: at }
  const others = now.panel.filter(({ person }) => person !== actor.person)
  const votes = now.votes.filter(({ person }) => person !== actor.person)
  switch (event.kind) {
    case 'seated':
      return { ...now, panel: [...others, { ...actor, conflictOfInterest: event.conflictOfInterest }] }
    case 'recused':
      return {
        ...now,
        panel: others,
        votes,
        recused: [...now.recused, { person: actor.person, reason: event.reason }],
      }
    case 'proposed': {
      const { conclusion, intent, grounds } = event
      return { ...now, proposal: { conclusion, intent, grounds, by: actor.person }, votes: [] }
    }
    case 'voted':
      return {
        ...now,
        votes: [...votes, { person: actor.person, vote: event.vote, dissent: event.dissent ?? null, at }],
      }
    case 'decided':
      return {
        ...now,
        decidedAt: at,
        panelUnmet:
          event.panelUnmetBecause === undefined
            ? null
            : { rules: event.panelUnmet ?? [], because: event.panelUnmetBecause },
        panelUntested: event.panelUntested ?? [],
      }
    case 'reopened':
      return { ...now, proposal: null, votes: [], decidedAt: null, panelUnmet: null, panelUntested: [] }
    default:
      return assertNever(event)
  }
}

/**
 * Whether this may happen to the attribution now. Only those who sit vote; a decision needs the panel of the terms, or a reason why it
 * cannot be had, and more votes for than against among at least a quorum.
 */
export function decideAttribution(
  id: string,
  before: Attribution | null,
  event: AttributionEvent,
  setting: {
    readonly actor: Actor
    readonly at: string
    readonly rule: Procedure['panel']
    /** Ids of all parties: nobody else is found responsible. */
    readonly parties: readonly string[]
  },
): Result<RecordedAttributionEvent> {
  const recorded: RecordedAttributionEvent = { event, actor: setting.actor, at: setting.at }
  if (event.kind === 'opened') {
    return before === null ? ok(recorded) : refuse(problem('', 'attribution-exists', { attribution: id }))
  }
  if (before === null) return refuse(problem('', 'no-such-attribution'))
  const next = nextState(ATTRIBUTION_LIFECYCLE, before.state, event.kind)
  if (!next.ok) return next
  const problems = rulesBroken(before, event, setting)
  if (problems.length > 0) return refuse(...problems)
  if (event.kind !== 'decided') return ok(recorded)
  const unmet = panelProblems(before.panel, { rule: setting.rule, soleSourceNation: before.soleSourceNation })
  const { panelUnmet: _unmet, panelUntested: _untested, panelUnmetBecause: because, ...asked } = event
  const panelUntested = [...untestedRules(setting.rule, setting.parties)]
  const decided = panelUntested.length === 0 ? asked : { ...asked, panelUntested }
  return ok({
    ...recorded,
    event:
      because === undefined || unmet.length === 0
        ? decided
        : { ...decided, panelUnmetBecause: because, panelUnmet: [...new Set(unmet.map(({ code }) => code))] },
  })
}

function rulesBroken(
  before: Attribution,
  event: AttributionEvent,
  {
    actor,
    rule,
    parties,
  }: { readonly actor: Actor; readonly rule: Procedure['panel']; readonly parties: readonly string[] },
): readonly Problem[] {
  const sits = before.panel.some(({ person }) => person === actor.person)
  switch (event.kind) {
    case 'proposed': {
      const { conclusion } = event
      return [
        ...(sits ? [] : [problem('person', 'not-on-the-panel')]),
        ...(conclusion.kind === 'not-attributable' || parties.includes(conclusion.party)
          ? []
          : [problem('conclusion.party', 'no-such-party')]),
      ]
    }
    case 'voted':
    case 'recused':
      return sits ? [] : [problem('person', 'not-on-the-panel')]
    case 'decided': {
      const unmet = panelProblems(before.panel, { rule, soleSourceNation: before.soleSourceNation })
      const cast = before.votes.filter(({ vote }) => vote !== 'abstain')
      const inFavour = cast.filter(({ vote }) => vote === 'for').length
      return [
        ...(event.panelUnmetBecause === undefined ? unmet : []),
        ...(before.votes.length < Math.min(rule.quorum, before.panel.length) || before.votes.length === 0
          ? [problem('votes', 'quorum-has-not-voted', { votes: before.votes.length, quorum: rule.quorum })]
          : []),
        ...(inFavour * 2 <= cast.length
          ? [problem('votes', 'no-majority', { for: inFavour, of: cast.length })]
          : []),
      ]
    }
    default:
      return []
  }
}
