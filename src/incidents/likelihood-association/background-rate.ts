// SPDX-License-Identifier: Apache-2.0
import type { LikelihoodParameters } from './parameters.ts'
import {
  cosineOfDegrees,
  KILOMETERS_PER_DEGREE,
  LATEST,
  LATITUDE,
  LONGITUDE,
  RATE,
  WIDTH,
} from './uncertain-points.ts'

/** Cells of the estimate: fixed on the Earth, so that no observation moves another's cell. About 11 km at 48 degrees north. */
const ROWS_PER_DEGREE = 10
const COLUMNS_PER_DEGREE = 6

/** Counts are told apart in steps of this factor, so that one more observation seldom changes a rate. */
const STEPS_PER_DOUBLING = 2

/** Number of the cell and UTC day that the point at `at` falls in. */
export function cellDayOf(state: Float64Array, at: number): number {
  const row = Math.floor((state[at + LATITUDE]! + 90) * ROWS_PER_DEGREE)
  const column = Math.floor((state[at + LONGITUDE]! + 180) * COLUMNS_PER_DEGREE)
  const day = Math.floor(state[at + LATEST]!)
  return (day * 1_900 + row) * 2_200 + column
}

/** The step that a count of observations falls in. */
export const stepOf = (count: number, p: LikelihoodParameters): number =>
  Math.round(Math.log2(count + p.backgroundFloor) * STEPS_PER_DOUBLING)

/** Square kilometres of the cell that the point at `at` falls in. */
export function cellAreaOf(state: Float64Array, at: number): number {
  const row = Math.floor((state[at + LATITUDE]! + 90) * ROWS_PER_DEGREE)
  return AREAS[row] ?? 0
}

/** By row from the south pole, a row more than fit, for the pole itself. */
const AREAS = Float64Array.from(
  { length: 180 * ROWS_PER_DEGREE + 1 },
  (_, row) =>
    ((KILOMETERS_PER_DEGREE * KILOMETERS_PER_DEGREE) / (ROWS_PER_DEGREE * COLUMNS_PER_DEGREE)) *
    cosineOfDegrees(Math.min(row + 0.5, 180 * ROWS_PER_DEGREE - 0.5) / ROWS_PER_DEGREE - 90),
)

/** Logarithm of unrelated incidents per square kilometre and day where a cell of this area has so many observations a day. */
export const logRateOf = (step: number, area: number, p: LikelihoodParameters): number =>
  (step / STEPS_PER_DOUBLING) * Math.LN2 - Math.log(area * p.membersExpected * (p.membersExpected - 1))

/**
 * Writes the local rate of unrelated incidents of every point, estimated from the points themselves: observations of its
 * cell and day (plus a floor) over the cell's area and over the observations expected of one incident. It counts the
 * point's own incident too, and so errs towards keeping things apart.
 */
export function writeRates(state: Float64Array, size: number, p: LikelihoodParameters): void {
  let capacity = 1_024
  while (capacity < 2 * size) capacity *= 2
  // Open addressing in typed arrays: a million cells and days are counted without an object each.
  const keys = new Float64Array(capacity).fill(-1)
  const counts = new Uint32Array(capacity)
  const slots = new Uint32Array(size)
  for (let k = 0; k < size; k++) {
    const key = cellDayOf(state, WIDTH * k)
    let slot = (Math.imul(key % 0x7fff_ffff, 0x9e37_79b1) >>> 8) & (capacity - 1)
    while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & (capacity - 1)
    keys[slot] = key
    counts[slot]!++
    slots[k] = slot
  }
  // The rate of a cell and day is worked out once, and takes the place of its key.
  const rated = new Uint8Array(capacity)
  for (let k = 0; k < size; k++) {
    const slot = slots[k]!
    if (rated[slot] === 0) {
      rated[slot] = 1
      keys[slot] = logRateOf(stepOf(counts[slot]!, p), cellAreaOf(state, WIDTH * k), p)
    }
    state[WIDTH * k + RATE] = keys[slot]!
  }
}
