// SPDX-License-Identifier: Apache-2.0
import { formatInstant, SECOND_MS, type Instant, type Interval, type Reason } from '#kernel'

import { reason } from './condition.ts'

/** From the first moment inside to the first moment outside; null where no end was agreed. */
export interface Force {
  readonly from: Instant
  readonly until: Instant | null
}

/** The time common to both. */
export function narrower(a: Force, b: Partial<Force>): Force {
  const from = b.from !== undefined && b.from > a.from ? b.from : a.from
  if (b.until === undefined || b.until === null) return { from, until: a.until }
  return { from, until: a.until === null || b.until < a.until ? b.until : a.until }
}

/** Where an interval, widened by its clock's error, stands to the time of force; the reason where it is not surely inside. */
export function standing(
  force: Force,
  interval: Interval,
): { readonly inForce: 'yes' | 'no' | 'unknown'; readonly why: Reason | null } {
  const slackMs = interval.clockErrorSeconds * SECOND_MS
  const earliest = interval.start - slackMs
  const latest = interval.end + slackMs
  const { from, until } = force
  if (latest < from) return { inForce: 'no', why: reason('not-yet-in-force', { from: formatInstant(from) }) }
  if (until !== null && earliest >= until) {
    return { inForce: 'no', why: reason('no-longer-in-force', { until: formatInstant(until) }) }
  }
  if (earliest < from) return uncertain(from)
  if (until !== null && latest >= until) return uncertain(until)
  return { inForce: 'yes', why: null }
}

const uncertain = (edge: Instant) => ({
  inForce: 'unknown' as const,
  why: reason('edge-of-force-uncertain', { edge: formatInstant(edge) }),
})
