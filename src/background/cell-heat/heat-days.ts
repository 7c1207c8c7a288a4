// SPDX-License-Identifier: Apache-2.0
import type { BinnedHistory } from '../history-codec.ts'
import type { CellFrame } from './cell-frame.ts'

/** The cells with heat on one day and the detections in each. */
export interface HeatDay {
  readonly cells: Int32Array
  readonly counts: Int32Array
}

/** Heat day by day; a day that nobody knows of is empty. */
export type HeatDays = ReadonlyMap<number, HeatDay>

/** One detection in whole terms: the cell it lies in, its day, and how many there were. */
interface CellCount {
  readonly cell: number
  readonly day: number
  readonly count: number
}

/** Adds up counts by day and cell; what lies off the sheet (cell -1) is left out. */
export function toHeatDays(counts: Iterable<CellCount>): HeatDays {
  const days = new Map<number, Map<number, number>>()
  for (const { cell, day, count } of counts) {
    if (cell < 0) continue
    const ofDay = days.get(day) ?? new Map<number, number>()
    ofDay.set(cell, (ofDay.get(cell) ?? 0) + count)
    days.set(day, ofDay)
  }
  return new Map(
    [...days].map(([day, ofDay]) => {
      const cells = Int32Array.from(ofDay.keys()).sort()
      return [day, { cells, counts: cells.map((cell) => ofDay.get(cell)!) }]
    }),
  )
}

/** Heat of each year of a history by day of the year. */
export function yearsOfHeat(frame: CellFrame, history: BinnedHistory): readonly HeatDays[] {
  const { years, latitude, longitude, year, dayOfYear, count } = history
  const rows: CellCount[][] = years.map(() => [])
  for (let k = 0; k < count.length; k++) {
    const cell = frame.cellAt({ latitude: latitude[k]!, longitude: longitude[k]! })
    rows[year[k]!]!.push({ cell, day: dayOfYear[k]!, count: count[k]! })
  }
  return rows.map(toHeatDays)
}

export const NO_HEAT: HeatDay = { cells: new Int32Array(0), counts: new Int32Array(0) }
