// SPDX-License-Identifier: Apache-2.0
import { lifecycleRow, type Lifecycle } from '#kernel'

/** Where the work on a case stands; what it came to is its outcome, which is another thing. */
export const CASE_STATES = [
  'open',
  'submitted',
  'verified',
  'with-parties',
  'releasable',
  'released',
  'closed',
  'merged',
] as const
export type CaseState = (typeof CASE_STATES)[number]

export const CASE_EVENTS = [
  'material-added',
  'hypothesis-added',
  'evidence-weighed',
  'observation-excluded',
  'observation-included',
  'evidence-withdrawn',
  'recomputed',
  'drafted',
  'submitted',
  'second-review',
  'returned',
  'rejected',
  'verified',
  'dissent-recorded',
  'sent-to-parties',
  'receipt-given',
  'party-replied',
  'window-ended',
  'finding-overdue',
  'released',
  'corrected',
  'merged',
  'closed',
  'answer-reopened',
] as const
export type CaseEventKind = (typeof CASE_EVENTS)[number]

const row = (refused: string, allowed: Partial<Record<CaseEventKind, CaseState>>) =>
  lifecycleRow<CaseState, CaseEventKind>(CASE_EVENTS, refused, allowed)

/**
 * The complete table. Material that arrives late is kept in every state but the last two, yet only an open case is worked on: what was
 * submitted or verified stays as it was read until somebody returns or corrects it.
 */
export const CASE_LIFECYCLE: Lifecycle<CaseState, CaseEventKind> = {
  name: 'case',
  initial: 'open',
  states: CASE_STATES,
  events: CASE_EVENTS,
  table: {
    open: row('not-submitted-yet', {
      'material-added': 'open',
      'hypothesis-added': 'open',
      'evidence-weighed': 'open',
      'observation-excluded': 'open',
      'observation-included': 'open',
      'evidence-withdrawn': 'open',
      'finding-overdue': 'open',
      recomputed: 'open',
      drafted: 'open',
      submitted: 'submitted',
      'dissent-recorded': 'open',
      merged: 'merged',
    }),
    submitted: row('waits-for-its-verifier', {
      'material-added': 'submitted',
      'evidence-withdrawn': 'open',
      'finding-overdue': 'submitted',
      'second-review': 'submitted',
      returned: 'open',
      rejected: 'open',
      verified: 'verified',
      'dissent-recorded': 'submitted',
    }),
    verified: row('already-verified', {
      'material-added': 'verified',
      'evidence-withdrawn': 'open',
      'finding-overdue': 'verified',
      returned: 'open',
      'dissent-recorded': 'verified',
      'sent-to-parties': 'with-parties',
    }),
    'with-parties': row('parties-are-being-heard', {
      'material-added': 'with-parties',
      'evidence-withdrawn': 'open',
      'receipt-given': 'with-parties',
      'party-replied': 'with-parties',
      returned: 'open',
      'dissent-recorded': 'with-parties',
      'window-ended': 'releasable',
      'finding-overdue': 'with-parties',
    }),
    releasable: row('waits-for-its-release', {
      'material-added': 'releasable',
      'evidence-withdrawn': 'open',
      'finding-overdue': 'releasable',
      'receipt-given': 'releasable',
      'party-replied': 'releasable',
      returned: 'open',
      'dissent-recorded': 'releasable',
      released: 'released',
    }),
    released: row('already-released', {
      'material-added': 'released',
      'evidence-withdrawn': 'open',
      'receipt-given': 'released',
      'party-replied': 'released',
      'dissent-recorded': 'released',
      released: 'released',
      corrected: 'open',
      closed: 'closed',
    }),
    closed: row('case-closed', {
      'receipt-given': 'closed',
      'party-replied': 'closed',
      'evidence-withdrawn': 'open',
      corrected: 'open',
      'answer-reopened': 'released',
    }),
    merged: row('case-merged', {}),
  },
}
