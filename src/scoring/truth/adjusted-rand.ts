// SPDX-License-Identifier: Apache-2.0

/**
 * How well two partitions of the same things agree, corrected for chance (adjusted Rand index, Hubert and Arabie 1985):
 * 1 for equal partitions, 0 on average for unrelated ones. Group numbers are whole and not negative. Time grows with the
 * number of things. Two partitions that are both trivial (all alone, or all together) and equal give 1; NaN of none.
 */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  if (a.length !== b.length) throw new RangeError(`partitions of ${a.length} and ${b.length} things`)
  const sizesA = sizesOf(a)
  const sizesB = sizesOf(b)
  const together = pairsWithinBoth(a, b, sizesA, sizesB.length)
  const pairsA = sizesA.reduce((sum, size) => sum + pairsOf(size), 0)
  const pairsB = sizesB.reduce((sum, size) => sum + pairsOf(size), 0)
  const all = pairsOf(a.length)
  if (a.length === 0) return Number.NaN
  const expected = all === 0 ? 0 : (pairsA / all) * pairsB
  const greatest = (pairsA + pairsB) / 2
  return greatest === expected ? 1 : (together - expected) / (greatest - expected)
}

const pairsOf = (size: number): number => (size * (size - 1)) / 2

function sizesOf(groups: Int32Array): Float64Array {
  const sizes = new Float64Array(groups.reduce((most, group) => Math.max(most, group), -1) + 1)
  for (const group of groups) sizes[group]!++
  return sizes
}

/** Pairs that are together in both, group of `a` by group of `a`, with one counter for all groups of `b`. */
function pairsWithinBoth(a: Int32Array, b: Int32Array, sizesA: Float64Array, groupsB: number): number {
  const next = new Uint32Array(sizesA.length + 1)
  for (let group = 0; group < sizesA.length; group++) next[group + 1] = next[group]! + sizesA[group]!
  const start = next.slice()
  const ordered = new Uint32Array(a.length)
  for (let k = 0; k < a.length; k++) ordered[next[a[k]!]!++] = b[k]!
  const counts = new Uint32Array(groupsB)
  let pairs = 0
  for (let group = 0; group < sizesA.length; group++) {
    const to = start[group + 1]!
    // Each one that joins makes as many pairs as are there already.
    for (let k = start[group]!; k < to; k++) pairs += counts[ordered[k]!]!++
    for (let k = start[group]!; k < to; k++) counts[ordered[k]!] = 0
  }
  return pairs
}
