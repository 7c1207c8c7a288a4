// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '#kernel'

/**
 * One name for one story: headlines that differ in case, spacing, punctuation or typographic marks get the same. A copied
 * wire story is one vote, however many outlets carry it; a rewritten one is not recognised.
 */
export function headlineLineage(headline: string): string {
  const words =
    headline
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const told = words.length > 0 ? words.join(' ') : headline
  return `story/${digestOf(told).slice(0, 24)}`
}
