// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_PROCEDURE } from '#agreement'
import {
  applyToCase,
  awaitsFinding,
  CASE_LIFECYCLE,
  caseEventSchema,
  decideCase,
  openCase,
  type Case,
  type CaseEvent,
} from '#assessments'

import type { Proceeding } from './proceeding.ts'

/** Cases are the Mechanism's; what the parties and others see of one is its messages and its released findings. */
export const CASES: Proceeding<Case, CaseEvent> = {
  name: 'cases',
  recordKind: 'case',
  lifecycle: CASE_LIFECYCLE,
  eventSchema: caseEventSchema,
  begins: 'opened',
  decide: (_id, before, event, { actor, at, agreement, isResponseConcluded }) =>
    decideCase(before, event, {
      actor,
      at,
      procedure: agreement.procedure ?? DEFAULT_PROCEDURE,
      parties: agreement.parties.map(({ id }) => id),
      hasAnsweredFor: isResponseConcluded,
    }),
  apply: (id, before, recorded) => (before === null ? openCase(id, recorded) : applyToCase(before, recorded)),
  summarise: (kase) => ({
    state: kase.state,
    openedAt: kase.openedAt,
    changedAt: kase.changedAt,
    from: kase.subject.breach,
    until: kase.subject.breach,
    place: kase.subject.place,
    dueAt:
      deadlinesOf(kase)
        .map(({ at }) => at)
        .sort()[0] ?? null,
  }),
  audiencesOf: () => ['mechanism'],
  dueEvents: (kase, at) =>
    deadlinesOf(kase)
      .filter((deadline) => Date.parse(deadline.at) <= Date.parse(at))
      .map(({ kind }) => ({ kind })),
  actionFor: ({ kind }) => ACTIONS_OF_CASES[kind],
}

/** The clocks of a case that have not fired: the parties' time to answer, and the reviewed finding of the urgent path. */
function deadlinesOf({ state, hearing, findingClock }: Case): readonly {
  readonly kind: 'window-ended' | 'finding-overdue'
  readonly at: string
}[] {
  return [
    ...(state === 'with-parties' && hearing !== null
      ? [{ kind: 'window-ended', at: hearing.until } as const]
      : []),
    ...(state !== 'merged' && awaitsFinding(findingClock)
      ? [{ kind: 'finding-overdue', at: findingClock.dueAt } as const]
      : []),
  ]
}

/** A party answers through its messages; windows end and assessments are worked out again by the service itself. */
const ACTIONS_OF_CASES = {
  opened: 'open-case',
  'material-added': 'draft-finding',
  'hypothesis-added': 'draft-finding',
  'evidence-weighed': 'draft-finding',
  'observation-excluded': 'draft-finding',
  'observation-included': 'draft-finding',
  'evidence-withdrawn': null,
  recomputed: null,
  drafted: 'draft-finding',
  submitted: 'draft-finding',
  'second-review': 'verify-finding',
  returned: 'verify-finding',
  rejected: 'verify-finding',
  verified: 'verify-finding',
  'dissent-recorded': 'record-dissent',
  'sent-to-parties': 'release',
  'receipt-given': null,
  'party-replied': null,
  'window-ended': 'release',
  'finding-overdue': null,
  released: 'release',
  corrected: 'release',
  merged: 'draft-finding',
  closed: 'release',
  'answer-reopened': null,
} as const satisfies Record<CaseEvent['kind'], string | null>
