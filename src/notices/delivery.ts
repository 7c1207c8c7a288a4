// SPDX-License-Identifier: Apache-2.0
import { lifecycleRow, type Lifecycle } from '#kernel'

export const DELIVERY_STATES = ['pending', 'retrying', 'delivered', 'given-up'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export const DELIVERY_EVENTS = ['accepted', 'failed', 'exhausted'] as const
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number]

const row = (refused: string, allowed: Partial<Record<DeliveryEvent, DeliveryState>>) =>
  lifecycleRow<DeliveryState, DeliveryEvent>(DELIVERY_EVENTS, refused, allowed)

/** A notice on its way by one channel: tried again until it is taken or too often refused, and both are on record. */
export const DELIVERY_LIFECYCLE: Lifecycle<DeliveryState, DeliveryEvent> = {
  name: 'delivery',
  initial: 'pending',
  states: DELIVERY_STATES,
  events: DELIVERY_EVENTS,
  table: {
    pending: row('not-tried-yet', { accepted: 'delivered', failed: 'retrying', exhausted: 'given-up' }),
    retrying: row('being-retried', { accepted: 'delivered', failed: 'retrying', exhausted: 'given-up' }),
    delivered: row('delivered-already', {}),
    'given-up': row('given-up', {}),
  },
}

/** A minute, doubled for each failure, at most six hours. */
const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 6 * 3_600_000
/** About two days of trying. */
export const MOST_ATTEMPTS = 16

/** Milliseconds to the next attempt after so many failures; `jitter` from 0 to 1 spreads those that failed together over half the wait. */
export function retryDelayMs(failures: number, jitter: number): number {
  let wait = FIRST_WAIT_MS
  for (let k = 1; k < failures && wait < LONGEST_WAIT_MS; k += 1) wait *= 2
  wait = Math.min(wait, LONGEST_WAIT_MS)
  return Math.round(wait * (0.5 + jitter / 2))
}
