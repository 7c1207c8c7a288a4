// SPDX-License-Identifier: Apache-2.0
import { createSumSheet, REACH, sumAround, sumSheet, type CellFrame } from './cell-frame.ts'
import { NO_HEAT, type HeatDay } from './heat-days.ts'

/** What is measured of a cell on a day to foretell its count; in this order the coefficients stand. */
export const CELL_TERMS = [
  'always',
  'season',
  'rare-season',
  'season-against-surroundings',
  'habit',
  'ring-1',
  'ring-2',
  'ring-4',
  'ring-7',
  'ring-1-squared',
  'ring-2-squared',
  'detections-per-cell-7',
  'detections-per-cell-2',
  'hot-yesterday',
  'count-yesterday',
  'ring-1-yesterday',
  'ring-7-yesterday',
  'hot-days-of-week',
  'hot-days-of-month',
  'detections-per-hot-day-of-month',
] as const

/** The terms that need nothing but the day itself: the first of the list. */
export const TERMS_OF_DAY_ALONE = CELL_TERMS.indexOf('hot-yesterday')

/** Days before a day that are looked back on. */
export const MEMORY_DAYS = 30
const WEEK_DAYS = 7

/** One day as the cells of a sheet see it. */
export interface DaySheet {
  /** Detections of the day by cell. */
  readonly counts: Int32Array
  /** Cells with heat that day among the surroundings of a cell. */
  hotAround(cell: number): number
  /** Writes the terms of a cell into `into`, from `at` on. Neither its own count nor anything later goes into them. */
  measure(cell: number, into: Float64Array | Float32Array, at: number): void
}

/**
 * Lays out a day: `heatOf(k)` is the heat k days before (0 is the day itself), `rate` the days with heat per day that the
 * season, the clouds and the weather let expect, `habit` the days a year on which each cell is hot.
 */
export function createDaySheet(
  frame: CellFrame,
  heatOf: (daysBefore: number) => HeatDay | undefined,
  rate: Float32Array,
  habit: Float32Array,
): DaySheet {
  const size = frame.rows * frame.columns
  const today = layOut(frame, heatOf(0) ?? NO_HEAT)
  const yesterday = layOut(frame, heatOf(1) ?? NO_HEAT)
  const rates = sumSheet(frame, rate, createSumSheet(frame))
  const daysOfWeek = new Uint8Array(size)
  const daysOfMonth = new Uint8Array(size)
  const countOfMonth = new Int32Array(size)
  for (let k = 2; k <= MEMORY_DAYS; k++) {
    const days = k <= WEEK_DAYS ? daysOfWeek : daysOfMonth
    const { cells, counts } = heatOf(k) ?? NO_HEAT
    for (let at = 0; at < cells.length; at++) {
      days[cells[at]!]!++
      countOfMonth[cells[at]!]! += counts[at]!
    }
  }
  const surroundings = (2 * REACH + 1) * (2 * REACH + 1) - 1
  return {
    counts: today.counts,
    hotAround: (cell) => sumAround(frame, today.hotSums, cell, REACH),
    measure(cell, into, at) {
      const own = Number(today.counts[cell]! > 0)
      const hot1 = sumAround(frame, today.hotSums, cell, 1)
      const hot2 = sumAround(frame, today.hotSums, cell, 2)
      const hot4 = sumAround(frame, today.hotSums, cell, 4)
      const hot7 = sumAround(frame, today.hotSums, cell, REACH)
      const count2 = sumAround(frame, today.countSums, cell, 2) - today.counts[cell]!
      const count7 = sumAround(frame, today.countSums, cell, REACH) - today.counts[cell]!
      const usual = rate[cell]!
      const around = (sumAround(frame, rates, cell, REACH) - usual) / surroundings
      const season = Math.log(usual)
      const before = yesterday.counts[cell]!
      const ownBefore = Number(before > 0)
      into[at] = 1
      into[at + 1] = season
      into[at + 2] = Math.min(0, season - RARE_SEASON)
      into[at + 3] = Math.log((usual + SLIGHT_RATE) / (around + SLIGHT_RATE))
      into[at + 4] = Math.log(habit[cell]! / 365 + SLIGHT_RATE)
      into[at + 5] = Math.log1p(2 * (hot1 - own))
      into[at + 6] = Math.log1p(hot2 - hot1)
      into[at + 7] = Math.log1p((hot4 - hot2) / 2)
      into[at + 8] = Math.log1p((hot7 - hot4) / 4)
      into[at + 9] = ((hot1 - own) * (hot1 - own)) / 16
      into[at + 10] = ((hot2 - hot1) * (hot2 - hot1)) / 64
      into[at + 11] = Math.log((count7 + 1) / (hot7 - own + 1))
      into[at + 12] = Math.log((count2 + 1) / (hot2 - own + 1))
      into[at + 13] = ownBefore
      into[at + 14] = Math.log1p(before)
      into[at + 15] = Math.log1p(sumAround(frame, yesterday.hotSums, cell, 1) - ownBefore)
      into[at + 16] = Math.log1p((sumAround(frame, yesterday.hotSums, cell, REACH) - ownBefore) / 8)
      into[at + 17] = Math.log1p(daysOfWeek[cell]!)
      into[at + 18] = Math.log1p(daysOfMonth[cell]!)
      into[at + 19] = Math.log(
        (countOfMonth[cell]! + before + 1) / (daysOfWeek[cell]! + daysOfMonth[cell]! + ownBefore + 1),
      )
    },
  }
}

/** Half a day with heat a month, in the logarithm: below it the season is told by few fires. */
const RARE_SEASON = -4
const SLIGHT_RATE = 0.002

function layOut(frame: CellFrame, { cells, counts }: HeatDay) {
  const ofCell = new Int32Array(frame.rows * frame.columns)
  cells.forEach((cell, k) => (ofCell[cell] = counts[k]!))
  const hot = ofCell.map((count) => Number(count > 0))
  return {
    counts: ofCell,
    hotSums: sumSheet(frame, hot, createSumSheet(frame)),
    countSums: sumSheet(frame, ofCell, createSumSheet(frame)),
  }
}
