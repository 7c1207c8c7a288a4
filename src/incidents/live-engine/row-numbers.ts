// SPDX-License-Identifier: Apache-2.0

/** A number for each row of a growing table that was given one. */
export interface RowNumbers {
  /** -1 where the row has none. */
  of(row: number): number
  /** -1 takes it away. */
  set(row: number, number: number): void
}

/** None yet; four bytes a row. */
export function createRowNumbers(): RowNumbers {
  let numbers = new Int32Array(1_024).fill(-1)
  return {
    of: (row) => (row < numbers.length ? numbers[row]! : -1),
    set(row, number) {
      if (row >= numbers.length) {
        const grown = new Int32Array(Math.max(2 * numbers.length, row + 1)).fill(-1)
        grown.set(numbers)
        numbers = grown
      }
      numbers[row] = number
    },
  }
}
