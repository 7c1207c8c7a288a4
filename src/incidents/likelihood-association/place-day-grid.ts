// SPDX-License-Identifier: Apache-2.0
import { cosineOfDegrees, KILOMETERS_PER_DEGREE } from './uncertain-points.ts'

const DAYS_FROM = -1_000_000
const COLUMNS = 40_000
const ROWS = 20_000

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
  const cells = new Map<number, number[]>()
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
      const cell = cells.get(key)
      if (cell === undefined) cells.set(key, [point])
      else cell.push(point)
    },
    remove(point, latitude, longitude, days) {
      const row = rowOf(latitude)
      const cell = cells.get(keyOf(days, row, columnOf(row, longitude)))
      if (cell !== undefined) cell.splice(cell.indexOf(point), 1)
    },
    near(latitude, longitude, kilometers, fromDays, toDays, visit) {
      const reach = (kilometers / KILOMETERS_PER_DEGREE) * 1.001
      const width = reach / Math.max(0.05, cosineOfDegrees(Math.min(89, Math.abs(latitude) + reach)))
      for (let row = rowOf(latitude - reach); row <= rowOf(latitude + reach); row++) {
        const last = columnOf(row, longitude + width)
        for (let column = columnOf(row, longitude - width); column <= last; column++) {
          for (let day = Math.floor(fromDays); day <= toDays; day++) {
            cells.get(keyOf(day, row, column))?.forEach(visit)
          }
        }
      }
    },
  }
}
