// SPDX-License-Identifier: Apache-2.0
import { CELL_TERMS } from './day-sheet.ts'

/** Cell-days to fit to, one row of terms each. */
export interface TermRows {
  readonly length: number
  /** Row by row, `CELL_TERMS.length` numbers each. */
  readonly terms: Float32Array
  readonly count: Float32Array
  /** How many cell-days of its kind a row stands for. */
  readonly weight: Float32Array
}

export interface GrowingRows {
  /** Where to write the terms of the next row; the array may change from call to call. */
  next(): { readonly terms: Float32Array; readonly at: number }
  /** Keeps the row that was written last. */
  keep(count: number, weight: number): void
  finish(): TermRows
}

const WIDTH = CELL_TERMS.length

/** Rows that grow as they are found. */
export function growRows(): GrowingRows {
  let terms = new Float32Array(1_024 * WIDTH)
  const counts: number[] = []
  const weights: number[] = []
  return {
    next() {
      const at = counts.length * WIDTH
      if (at + WIDTH > terms.length) {
        const larger = new Float32Array(2 * terms.length)
        larger.set(terms)
        terms = larger
      }
      return { terms, at }
    },
    keep(count, weight) {
      counts.push(count)
      weights.push(weight)
    },
    finish: () => ({
      length: counts.length,
      terms: terms.subarray(0, counts.length * WIDTH),
      count: Float32Array.from(counts),
      weight: Float32Array.from(weights),
    }),
  }
}
