// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, utcMilliseconds, type Position } from '#kernel'

/** Side of a cell in degrees, as the Economist's war-fire model has it. */
export const CELL_DEGREES = 0.1

/** Days before and after the same day of the year that speak for it. */
const WINDOW_DAYS = 15

const DAYS_OF_YEAR = 366

/** One detection of an earlier year. */
export interface PastDetection {
  /** Days since 1970-01-01. */
  readonly day: number
  readonly position: Position
}

/** What a cell has been like at a time of the year. */
export interface CellBackground {
  /** Years that speak, each counted with its whole days. */
  readonly years: number
  /** Mean number of detections a day in the cell, over all years and the 31 days around this day of the year. */
  expected(cell: number, day: number): number
}

/** The cell of a place: row from the south pole times 3,600, plus column from 180 W. */
export const cellOf = ({ latitude, longitude }: Position): number =>
  Math.floor((latitude + 90) / CELL_DEGREES + 1e-9) * 3_600 +
  Math.floor((longitude + 180) / CELL_DEGREES + 1e-9)

export const cellCenter = (cell: number): Position => ({
  latitude: (Math.floor(cell / 3_600) + 0.5) * CELL_DEGREES - 90,
  longitude: ((cell % 3_600) + 0.5) * CELL_DEGREES - 180,
})

/** Days since 1 January of the day's year, and that year. */
export function dayOfYear(day: number): { readonly year: number; readonly index: number } {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  return { year, index: day - utcMilliseconds(year, 1, 1) / DAY_MS }
}

/** Collects earlier detections into daily means per cell; every year that has one counts as observed throughout. */
export function createCellBackground(past: Iterable<PastDetection>): CellBackground {
  const counts = new Map<number, Uint32Array>()
  const years = new Set<number>()
  for (const { day, position } of past) {
    const { year, index } = dayOfYear(day)
    years.add(year)
    const cell = cellOf(position)
    let ofCell = counts.get(cell)
    if (ofCell === undefined) counts.set(cell, (ofCell = new Uint32Array(DAYS_OF_YEAR)))
    ofCell[index]!++
  }
  const spread = (2 * WINDOW_DAYS + 1) * years.size
  return {
    years: years.size,
    expected(cell, day) {
      const ofCell = counts.get(cell)
      if (ofCell === undefined) return 0
      const { index } = dayOfYear(day)
      let sum = 0
      for (let k = index - WINDOW_DAYS; k <= index + WINDOW_DAYS; k++) {
        sum += ofCell[(k + DAYS_OF_YEAR) % DAYS_OF_YEAR]!
      }
      return sum / spread
    },
  }
}

/** A background that knows nothing: every expectation is zero. */
export const NO_BACKGROUND: CellBackground = { years: 0, expected: () => 0 }
