// SPDX-License-Identifier: Apache-2.0

/** Rows of a growing table by a number that those which matter to each other share; others may share it by chance. */
export interface RowChains {
  add(hash: number, row: number): void
  /** The row added last under this number; -1 where there is none. */
  lastOf(hash: number): number
  /** The one added before it; -1 where there is none. */
  before(row: number): number
}

const HEADS = 1 << 20

/** Chains in typed arrays: a million rows take eight bytes each and no object. */
export function createRowChains(): RowChains {
  const heads = new Int32Array(HEADS).fill(-1)
  let previous = new Int32Array(1_024)
  const headOf = (hash: number): number => (Math.imul(hash | 0, 0x9e37_79b1) >>> 8) & (HEADS - 1)
  return {
    add(hash, row) {
      if (row >= previous.length) {
        const grown = new Int32Array(Math.max(2 * previous.length, row + 1))
        grown.set(previous)
        previous = grown
      }
      const head = headOf(hash)
      previous[row] = heads[head]!
      heads[head] = row
    },
    lastOf: (hash) => heads[headOf(hash)]!,
    before: (row) => previous[row]!,
  }
}
