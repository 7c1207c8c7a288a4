// SPDX-License-Identifier: Apache-2.0
import { lifecycleRow, type Lifecycle } from '#kernel'

export const ATTRIBUTION_STATES = ['open', 'voting', 'decided'] as const
export type AttributionState = (typeof ATTRIBUTION_STATES)[number]

export const ATTRIBUTION_EVENTS = ['seated', 'recused', 'proposed', 'voted', 'decided', 'reopened'] as const
export type AttributionEventKind = (typeof ATTRIBUTION_EVENTS)[number]

const row = (refused: string, allowed: Partial<Record<AttributionEventKind, AttributionState>>) =>
  lifecycleRow<AttributionState, AttributionEventKind>(ATTRIBUTION_EVENTS, refused, allowed)

/** The complete table: a proposal is voted on by those who sit, and a new proposal starts the vote again. */
export const ATTRIBUTION_LIFECYCLE: Lifecycle<AttributionState, AttributionEventKind> = {
  name: 'attribution',
  initial: 'open',
  states: ATTRIBUTION_STATES,
  events: ATTRIBUTION_EVENTS,
  table: {
    open: row('nothing-proposed-yet', { seated: 'open', recused: 'open', proposed: 'voting' }),
    voting: row('vote-is-open', {
      seated: 'voting',
      recused: 'voting',
      proposed: 'voting',
      voted: 'voting',
      decided: 'decided',
    }),
    decided: row('already-decided', { reopened: 'open' }),
  },
}
