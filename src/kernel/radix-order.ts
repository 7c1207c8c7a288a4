// SPDX-License-Identifier: Apache-2.0

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/**
 * Reorders `order` (row numbers) so that `keys[row]` ascends, rows with equal keys keeping their order: a radix sort by
 * digits of 11 bits (Knuth, TAOCP vol. 3, 5.2.5). Looks only at the lowest `bits` bits of the keys; `scratch` has the
 * length of `order` and is overwritten.
 */
export function radixOrder(order: Uint32Array, scratch: Uint32Array, keys: Uint32Array, bits: number): void {
  const size = order.length
  const counts = new Uint32Array(DIGITS)
  let from = order
  let to = scratch
  // The keys travel with the rows, so that every digit reads both in sequence.
  let keysFrom = new Uint32Array(size)
  let keysTo = new Uint32Array(size)
  for (let k = 0; k < size; k++) keysFrom[k] = keys[from[k]!]!
  for (let shift = 0; shift < bits; shift += DIGIT_BITS) {
    counts.fill(0)
    for (let k = 0; k < size; k++) counts[(keysFrom[k]! >>> shift) & (DIGITS - 1)]!++
    let start = 0
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = counts[digit]!
      counts[digit] = start
      start += count
    }
    for (let k = 0; k < size; k++) {
      const key = keysFrom[k]!
      const place = counts[(key >>> shift) & (DIGITS - 1)]!++
      to[place] = from[k]!
      keysTo[place] = key
    }
    const rows = from
    from = to
    to = rows
    const travelled = keysFrom
    keysFrom = keysTo
    keysTo = travelled
  }
  if (from !== order) order.set(from)
}
