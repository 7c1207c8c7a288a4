// SPDX-License-Identifier: Apache-2.0
import { createSumSheet, sumAround, sumSheet, type CellFrame } from './cell-frame.ts'
import type { HeatDays } from './heat-days.ts'

/** Days of the calendar in which years are circles. */
export const YEAR_DAYS = 366
/** Days to each side that tell of a day. */
const HALF_WINDOW_DAYS = 15
/** Cells to each side whose mean is the prior of a cell. */
const PRIOR_REACH = 2
const PRIOR_CELLS = (2 * PRIOR_REACH + 1) * (2 * PRIOR_REACH + 1)
/** Days with heat in a clear look at ground where there never was any: 1 in 50 000. */
const LEAST_RATE = 2e-5

/** How much of the ground the days of past years let be seen, region by region. */
export interface PastView {
  readonly regions: number
  /** Region of each cell of the sheet. */
  readonly regionOf: ArrayLike<number>
  /** Share of a clear look, as a multiple of the usual; `year` is a number of the years. */
  clearness(year: number, dayOfYear: number, region: number): number
}

/** What the years say of one day of the year. */
export interface DayOfYears {
  /** By year: days with heat of each cell within the window. */
  readonly hot: readonly Float32Array[]
  /** By year: what the window let be seen of each cell, in clear days. */
  readonly seen: readonly Float32Array[]
}

/** Adds up the window of 31 days around a day of the year, each year apart. */
export function gatherWindow(
  frame: CellFrame,
  years: readonly HeatDays[],
  view: PastView | null,
  dayOfYear: number,
): DayOfYears {
  const size = frame.rows * frame.columns
  const window = Array.from(
    { length: 2 * HALF_WINDOW_DAYS + 1 },
    (_, k) => (dayOfYear - HALF_WINDOW_DAYS + k + YEAR_DAYS) % YEAR_DAYS,
  )
  const hot = years.map((heat) => {
    const days = new Float32Array(size)
    for (const day of window) for (const cell of heat.get(day)?.cells ?? []) days[cell]!++
    return days
  })
  const seen = years.map((_, year) => {
    if (view === null) return new Float32Array(size).fill(window.length)
    const ofRegion = Array.from({ length: view.regions }, (__, region) =>
      window.reduce((sum, day) => sum + view.clearness(year, day, region), 0),
    )
    const days = new Float32Array(size)
    for (let cell = 0; cell < size; cell++) days[cell] = ofRegion[view.regionOf[cell]!]!
    return days
  })
  return { hot, seen }
}

/**
 * Days with heat per clear day at each cell: the mean of the Gamma posterior whose prior is the mean of the 5 by 5 cells
 * around, worth `strength` clear days (empirical Bayes). `without` leaves one year out; null takes all.
 */
export function seasonalRate(
  frame: CellFrame,
  { hot, seen }: DayOfYears,
  strength: number,
  without: readonly number[],
): Float32Array {
  const size = frame.rows * frame.columns
  const hotDays = new Float32Array(size)
  const clearDays = new Float32Array(size)
  for (let year = 0; year < hot.length; year++) {
    if (without.includes(year)) continue
    for (let cell = 0; cell < size; cell++) {
      hotDays[cell]! += hot[year]![cell]!
      clearDays[cell]! += seen[year]![cell]!
    }
  }
  const hotSums = sumSheet(frame, hotDays, createSumSheet(frame))
  const clearSums = sumSheet(frame, clearDays, createSumSheet(frame))
  const rate = new Float32Array(size).fill(LEAST_RATE)
  for (let row = PRIOR_REACH; row < frame.rows - PRIOR_REACH; row++) {
    for (let column = PRIOR_REACH; column < frame.columns - PRIOR_REACH; column++) {
      const cell = row * frame.columns + column
      const around = sumAround(frame, hotSums, cell, PRIOR_REACH)
      if (around === 0) continue
      const prior = around / Math.max(PRIOR_CELLS, sumAround(frame, clearSums, cell, PRIOR_REACH))
      rate[cell] = LEAST_RATE + (strength * prior + hotDays[cell]!) / (strength + clearDays[cell]!)
    }
  }
  return rate
}

/**
 * Strength of the prior in clear days by moments: what is left of the scatter of cells around the mean of their
 * neighbours once the scatter of counting is taken out. `Var = e m + e^2 m^2 / (m s)` solved for s.
 */
export function priorStrength(frame: CellFrame, windows: Iterable<DayOfYears>): number {
  let expectedScatter = 0
  let excess = 0
  for (const { hot, seen } of windows) {
    const size = frame.rows * frame.columns
    const hotDays = new Float32Array(size)
    const clearDays = new Float32Array(size)
    hot.forEach((ofYear, year) => {
      for (let cell = 0; cell < size; cell++) {
        hotDays[cell]! += ofYear[cell]!
        clearDays[cell]! += seen[year]![cell]!
      }
    })
    const hotSums = sumSheet(frame, hotDays, createSumSheet(frame))
    const clearSums = sumSheet(frame, clearDays, createSumSheet(frame))
    for (const cell of frame.cells) {
      // The cell itself is left out of the mean it is held against.
      const others = sumAround(frame, hotSums, cell, PRIOR_REACH) - hotDays[cell]!
      const mean = others / Math.max(1, sumAround(frame, clearSums, cell, PRIOR_REACH) - clearDays[cell]!)
      const expected = mean * clearDays[cell]!
      if (expected === 0) continue
      expectedScatter += expected * clearDays[cell]!
      excess += (hotDays[cell]! - expected) * (hotDays[cell]! - expected) - expected
    }
  }
  if (!(excess > 0)) return STRONGEST_DAYS
  return Math.min(STRONGEST_DAYS, Math.max(WEAKEST_DAYS, expectedScatter / excess))
}

const WEAKEST_DAYS = 5
const STRONGEST_DAYS = 1_000
