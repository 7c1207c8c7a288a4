// SPDX-License-Identifier: Apache-2.0

const DIGIT_BITS = 16
const DIGITS = 1 << DIGIT_BITS
const MASK = DIGITS - 1
const SIGN = 0x80000000

/** Rows by falling key, in place; equal keys in the order of the rows. The plain form of `createRowSorter`. */
export const sortRowsPlainly = (rows: Uint32Array, key: ArrayLike<number>): Uint32Array =>
  rows.sort((a, b) => key[b]! - key[a]! || a - b)

export type RowSorter = (rows: Uint32Array<ArrayBuffer>, key: ArrayLike<number>) => void

/**
 * A sorter that compares nothing: digit by digit over the bits of the keys (least significant first, which keeps equal ones in order),
 * so that 100,000 rows take a few milliseconds. Rows must come in rising order and keys must not be NaN. It keeps its working space.
 */
export function createRowSorter(): RowSorter {
  let space = workingSpace(0)
  const counts = new Uint32Array(DIGITS)
  const digit = new Float64Array(1)
  const halves = new Uint32Array(digit.buffer)

  return (rows, key) => {
    const size = rows.length
    if (space.low.length < size) space = workingSpace(size * 2)
    const { low, high } = space
    for (let n = 0; n < size; n += 1) {
      // Zero has two forms, which are equal.
      digit[0] = key[rows[n]!]! + 0
      const upper = halves[1]!
      // Falling, therefore the other way round than numbers of this form are usually made comparable.
      const isNegative = upper >= SIGN
      low[n] = isNegative ? halves[0]! : ~halves[0]!
      high[n] = isNegative ? upper : ~upper ^ SIGN
    }
    let from = space.order
    let to = space.other
    for (let n = 0; n < size; n += 1) from[n] = n
    for (const [half, shift] of [
      [low, 0],
      [low, DIGIT_BITS],
      [high, 0],
      [high, DIGIT_BITS],
    ] as const) {
      counts.fill(0)
      for (let n = 0; n < size; n += 1) counts[(half[n]! >>> shift) & MASK]! += 1
      // All in one: nothing changes places.
      if (size > 0 && counts[(half[0]! >>> shift) & MASK] === size) continue
      let place = 0
      for (let n = 0; n < DIGITS; n += 1) {
        const count = counts[n]!
        counts[n] = place
        place += count
      }
      for (let n = 0; n < size; n += 1) {
        const at = from[n]!
        const part = (half[at]! >>> shift) & MASK
        const put = counts[part]!
        counts[part] = put + 1
        to[put] = at
      }
      ;[from, to] = [to, from]
    }
    const sorted = to
    for (let n = 0; n < size; n += 1) sorted[n] = rows[from[n]!]!
    rows.set(sorted.subarray(0, size))
  }
}

const workingSpace = (size: number) => ({
  low: new Uint32Array(size),
  high: new Uint32Array(size),
  order: new Uint32Array(size),
  other: new Uint32Array(size),
})
