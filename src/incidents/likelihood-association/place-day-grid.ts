// SPDX-License-Identifier: Apache-2.0
import { cosineOfDegrees, KILOMETERS_PER_DEGREE } from './uncertain-points.ts'

const DAYS_FROM = -1_000_000
const COLUMNS = 40_000
const ROWS = 20_000
const NONE = -1

/** Points by place and UTC day, for a state that changes one point at a time. */
export interface PlaceDayGrid {
  add(point: number, latitude: number, longitude: number, days: number): void
  /** Takes out a point that was added with just these. */
  remove(point: number, latitude: number, longitude: number, days: number): void
  /** Calls `visit` with at least every point within `kilometers` and between the days, and with some beyond. */
  near(
    latitude: number,
    longitude: number,
    kilometers: number,
    fromDays: number,
    toDays: number,
    visit: (point: number) => void,
  ): void
}

/** A grid with rows of `cellKilometers` (at least 1.2) and columns of about as much. */
export function createPlaceDayGrid(cellKilometers: number): PlaceDayGrid {
  const rowsPerDegree = KILOMETERS_PER_DEGREE / cellKilometers
  /** The point added last to each cell and day, and for each point the one before it: a number each, no list. */
  const last = new Map<number, number>()
  let before = new Int32Array(1_024)
  const rowOf = (latitude: number): number => Math.floor((latitude + 90) * rowsPerDegree)
  const columnsPerDegree = (row: number): number =>
    rowsPerDegree * Math.max(0.05, cosineOfDegrees(row / rowsPerDegree - 90))
  const columnOf = (row: number, longitude: number): number =>
    Math.floor((longitude + 180) * columnsPerDegree(row))
  const keyOf = (day: number, row: number, column: number): number =>
    ((Math.floor(day) - DAYS_FROM) * ROWS + row) * COLUMNS + column
  return {
    add(point, latitude, longitude, days) {
      const row = rowOf(latitude)
      const key = keyOf(days, row, columnOf(row, longitude))
      if (point >= before.length) {
        const grown = new Int32Array(Math.max(2 * before.length, point + 1))
        grown.set(before)
        before = grown
      }
      before[point] = last.get(key) ?? NONE
      last.set(key, point)
    },
    remove(point, latitude, longitude, days) {
      const row = rowOf(latitude)
      const key = keyOf(days, row, columnOf(row, longitude))
      const first = last.get(key)
      if (first === undefined) return
      if (first === point) {
        if (before[point] === NONE) last.delete(key)
        else last.set(key, before[point]!)
        return
      }
      let after = first
      while (before[after] !== point) after = before[after]!
      before[after] = before[point]!
    },
    near(latitude, longitude, kilometers, fromDays, toDays, visit) {
      const reach = (kilometers / KILOMETERS_PER_DEGREE) * 1.001
      const width = reach / Math.max(0.05, cosineOfDegrees(Math.min(89, Math.abs(latitude) + reach)))
      for (let row = rowOf(latitude - reach); row <= rowOf(latitude + reach); row++) {
        const lastColumn = columnOf(row, longitude + width)
        for (let column = columnOf(row, longitude - width); column <= lastColumn; column++) {
          for (let day = Math.floor(fromDays); day <= toDays; day++) {
            let point = last.get(keyOf(day, row, column)) ?? NONE
            for (; point !== NONE; point = before[point]!) visit(point)
          }
        }
      }
    },
  }
}
