// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from '#agreement'

const DAY_MS = 86_400_000

/** A confirmed violation, as far as patterns ask. */
export interface ConfirmedBreach {
  readonly case: string
  readonly provision: string
  /** RFC 3339 in UTC. */
  readonly breach: string
}

/** Confirmed violations of one provision that together reach the number the terms name. */
export interface Pattern {
  readonly provision: string
  readonly withinDays: number
  /** In the order of their breaches. */
  readonly cases: readonly string[]
  readonly from: string
  readonly to: string
}

/**
 * The patterns that the terms ask for: for each provision the windows in which at least so many confirmed violations began, each as
 * wide as it goes and none inside another.
 */
export function findPatterns(
  rules: Procedure['patterns'],
  breaches: readonly ConfirmedBreach[],
): readonly Pattern[] {
  return rules.flatMap(({ provision, findings, withinDays }) => {
    const sorted = breaches
      .filter((one) => one.provision === provision)
      .map((one) => ({ ...one, ms: Date.parse(one.breach) }))
      .sort((a, b) => a.ms - b.ms || (a.case < b.case ? -1 : 1))
    const patterns: Pattern[] = []
    let lastEnd = -1
    for (const [start, first] of sorted.entries()) {
      let end = start
      while (end + 1 < sorted.length && sorted[end + 1]!.ms - first.ms <= withinDays * DAY_MS) end += 1
      if (end - start + 1 < findings || end <= lastEnd) continue
      lastEnd = end
      patterns.push({
        provision,
        withinDays,
        cases: sorted.slice(start, end + 1).map((one) => one.case),
        from: first.breach,
        to: sorted[end]!.breach,
      })
    }
    return patterns
  })
}
