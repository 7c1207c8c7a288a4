// SPDX-License-Identifier: Apache-2.0

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS

/**
 * Reorders `order` (row numbers) so that `keys[row]` ascends, rows with equal keys keeping their order: a radix sort by
 * digits of 11 bits (Knuth, TAOCP vol. 3, 5.2.5). Looks only at the lowest `bits` bits of the keys; `scratch` has the
 * length of `order` and is overwritten.
 */
export function radixOrder(order: Uint32Array, scratch: Uint32Array, keys: Uint32Array, bits: number): void {
  const counts = new Uint32Array(DIGITS)
  let from = order
  let to = scratch
  for (let shift = 0; shift < bits; shift += DIGIT_BITS) {
    counts.fill(0)
    for (let k = 0; k < from.length; k++) counts[(keys[from[k]!]! >>> shift) & (DIGITS - 1)]!++
    let start = 0
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = counts[digit]!
      counts[digit] = start
      start += count
    }
    for (let k = 0; k < from.length; k++) {
      const row = from[k]!
      to[counts[(keys[row]! >>> shift) & (DIGITS - 1)]!++] = row
    }
    const swapped = from
    from = to
    to = swapped
  }
  if (from !== order) order.set(from)
}
