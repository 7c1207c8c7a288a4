// SPDX-License-Identifier: Apache-2.0

/**
 * What a stretch of time without a detection says. `demonstrated-quiet`: had there been as many as would matter, at least
 * one would have been seen with 95 %. `nothing-seen`: nobody knows whether it was quiet.
 */
export const QUIETS = ['something-seen', 'demonstrated-quiet', 'nothing-seen'] as const
export type Quiet = (typeof QUIETS)[number]

/**
 * Tells quiet from blindness. `expectedDetections` is how many would have been detected, given what was looked at and how
 * well, had there been as many as would matter; null where nobody knows what was looked at.
 */
export function quietOf(seen: number, expectedDetections: number | null): Quiet {
  if (seen > 0) return 'something-seen'
  return expectedDetections !== null && expectedDetections >= ENOUGH_TO_SEE_ONE
    ? 'demonstrated-quiet'
    : 'nothing-seen'
}

/** A Poisson count of this mean is zero in one case of twenty. */
const ENOUGH_TO_SEE_ONE = -Math.log(0.05)
