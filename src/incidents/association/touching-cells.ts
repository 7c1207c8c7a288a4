// SPDX-License-Identifier: Apache-2.0
import type { CellIndex } from './cell-index.ts'

/** Finds the cells that touch a cell; to be asked of cells in ascending order, since it walks along with them. */
export interface TouchingCells {
  /** Fills `from` and `to` with the first and the end of each run of sorted points; gives the number of runs. */
  around(cell: number): number
  /** The same for the touching cells that come later: each pair of cells is met once. */
  after(cell: number): number
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** Starts a walk over the cells of an index. The cell itself is never among the runs. */
export function createTouchingCells(index: CellIndex): TouchingCells {
  const { cells, cellKey, cellStart } = index
  const { rowStride } = index.grid
  const from = new Uint32Array(8)
  const to = new Uint32Array(8)
  let below = 0
  let above = 0
  let found = 0

  const take = (cell: number): void => {
    from[found] = cellStart[cell]!
    to[found] = cellStart[cell + 1]!
    found++
  }
  const after = (cell: number): number => {
    const key = cellKey[cell]!
    found = 0
    if (cell + 1 < cells && cellKey[cell + 1] === key + 1) take(cell + 1)
    while (above < cells && cellKey[above]! < key + rowStride - 1) above++
    for (let k = above; k < cells && cellKey[k]! <= key + rowStride + 1; k++) take(k)
    return found
  }
  const around = (cell: number): number => {
    const key = cellKey[cell]!
    after(cell)
    if (cell > 0 && cellKey[cell - 1] === key - 1) take(cell - 1)
    while (cellKey[below]! < key - rowStride - 1) below++
    for (let k = below; k < cell && cellKey[k]! <= key - rowStride + 1; k++) take(k)
    return found
  }
  return { around, after, from, to }
}
