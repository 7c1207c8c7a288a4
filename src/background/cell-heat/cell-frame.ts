// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import type { BinnedHistory } from '../history-codec.ts'

/** Cells of a tenth of a degree on one sheet around the ground of a history; a cell is its number on the sheet, row by row from the south. */
export interface CellFrame {
  readonly rows: number
  readonly columns: number
  /** Cells that count: those with heat in themselves or next door in any year. */
  readonly cells: Int32Array
  /** -1 off the sheet, or so near its edge that the surroundings would not fit on it. */
  cellAt(position: Position): number
  centerOf(cell: number): Position
}

/** Cells to each side that the surroundings of a cell reach. */
export const REACH = 7

const CELLS_PER_DEGREE = 10
/** Keeps places on the edge of a cell in the cell they belong to, despite the last digit of a product. */
const NUDGE = 1e-9
/** A sheet of 50 by 50 degrees: wider ground would need more than one. */
const MOST_CELLS = 250_000

const rowOf = (latitude: number): number => Math.floor((latitude + 90) * CELLS_PER_DEGREE + NUDGE)
const columnOf = (longitude: number): number => Math.floor((longitude + 180) * CELLS_PER_DEGREE + NUDGE)

/** The sheet around all places of a history; null where they lie too far apart for one sheet. */
export function createCellFrame({ latitude, longitude }: BinnedHistory): CellFrame | null {
  let south = Infinity
  let north = -Infinity
  let west = Infinity
  let east = -Infinity
  for (let k = 0; k < latitude.length; k++) {
    const row = rowOf(latitude[k]!)
    const column = columnOf(longitude[k]!)
    south = Math.min(south, row)
    north = Math.max(north, row)
    west = Math.min(west, column)
    east = Math.max(east, column)
  }
  const margin = REACH + 1
  const rows = north - south + 1 + 2 * margin
  const columns = east - west + 1 + 2 * margin
  if (!(rows * columns <= MOST_CELLS)) return null
  const firstRow = south - margin
  const firstColumn = west - margin
  const frame = {
    rows,
    columns,
    cellAt(position: Position): number {
      const row = rowOf(position.latitude) - firstRow
      const column = columnOf(position.longitude) - firstColumn
      const fits = row >= REACH && row < rows - REACH && column >= REACH && column < columns - REACH
      return fits ? row * columns + column : -1
    },
    centerOf: (cell: number): Position => ({
      latitude: (Math.floor(cell / columns) + firstRow + 0.5) / CELLS_PER_DEGREE - 90,
      longitude: ((cell % columns) + firstColumn + 0.5) / CELLS_PER_DEGREE - 180,
    }),
  }
  const near = new Uint8Array(rows * columns)
  for (let k = 0; k < latitude.length; k++) {
    const cell = frame.cellAt({ latitude: latitude[k]!, longitude: longitude[k]! })
    for (let up = -columns; up <= columns; up += columns) {
      for (let aside = -1; aside <= 1; aside++) near[cell + up + aside] = 1
    }
  }
  return { ...frame, cells: Int32Array.from(near.keys()).filter((cell) => near[cell] === 1) }
}

/** Sums of a value over all cells to the south and west: the sum over any rectangle is then four look-ups. */
export function sumSheet(frame: CellFrame, values: ArrayLike<number>, sums: Float64Array): Float64Array {
  const width = frame.columns + 1
  for (let row = 0; row < frame.rows; row++) {
    let ofRow = 0
    for (let column = 0; column < frame.columns; column++) {
      ofRow += values[row * frame.columns + column]!
      sums[(row + 1) * width + column + 1] = sums[row * width + column + 1]! + ofRow
    }
  }
  return sums
}

export const createSumSheet = (frame: CellFrame): Float64Array =>
  new Float64Array((frame.rows + 1) * (frame.columns + 1))

/** The sum over the square that reaches `reach` cells to each side of a cell, which must fit on the sheet. */
export function sumAround(frame: CellFrame, sums: Float64Array, cell: number, reach: number): number {
  const width = frame.columns + 1
  const row = Math.floor(cell / frame.columns)
  const column = cell % frame.columns
  const top = (row + reach + 1) * width
  const bottom = (row - reach) * width
  const right = column + reach + 1
  const left = column - reach
  return sums[top + right]! - sums[top + left]! - sums[bottom + right]! + sums[bottom + left]!
}
