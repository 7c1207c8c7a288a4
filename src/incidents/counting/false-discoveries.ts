// SPDX-License-Identifier: Apache-2.0

/** Which of several findings stand if at most `share` of those that stand may be chance (Benjamini and Hochberg 1995); in the order of the p-values. */
export function withoutFalseDiscoveries(pValues: readonly number[], share: number): readonly boolean[] {
  const ascending = [...pValues].sort((a, b) => a - b)
  const last = ascending.findLastIndex((p, k) => p <= (share * (k + 1)) / pValues.length)
  const limit = last === -1 ? -1 : ascending[last]!
  return pValues.map((p) => p <= limit)
}
