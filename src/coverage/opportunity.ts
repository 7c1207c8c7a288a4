// SPDX-License-Identifier: Apache-2.0
import type { Means } from '#agreement'
import type { Interval, Position } from '#kernel'

/** Whether a kind of sensor could have seen something of a place and time, whatever it did see. */
export type Opportunity =
  /** Nobody has worked it out: absence of a detection says nothing. */
  | { readonly kind: 'unknown' }
  /** It could not: no pass, an outage, a closed sky. Absence says nothing either, but is explained. */
  | { readonly kind: 'none'; readonly reason: 'no-pass' | 'outage' | 'cloud' | 'out-of-range' }
  /** So many independent looks, e.g. satellite passes under a clear sky. */
  | { readonly kind: 'looked'; readonly looks: number }

/** What fusion asks of coverage. */
export interface OpportunityPort {
  opportunityOf(means: Means, position: Position, during: Interval): Opportunity
}

/** Coverage that has not been computed: nothing can be said about what could have been seen. */
export const UNKNOWN_OPPORTUNITY: OpportunityPort = Object.freeze({
  opportunityOf: () => ({ kind: 'unknown' }) as const,
})
