// SPDX-License-Identifier: Apache-2.0
import type { CellFrame } from './cell-frame.ts'
import { CELL_TERMS, createDaySheet, TERMS_OF_DAY_ALONE } from './day-sheet.ts'
import { fitCountModel } from './fit-count-model.ts'
import type { HeatDays } from './heat-days.ts'
import type { CountModel } from './predictive.ts'
import { gatherWindow, priorStrength, seasonalRate, YEAR_DAYS, type PastView } from './seasonal-rate.ts'
import { growRows, type TermRows } from './term-rows.ts'

/** What the years taught of the counts of cells: one model for each habit of heat. */
export interface CellModel {
  /** Clear days that the neighbourhood of a cell is worth against its own. */
  readonly priorStrengthDays: number
  /** By habit: for days whose days before are known, and for those whose are not. */
  readonly knowing: readonly CountModel[]
  readonly dayAlone: readonly CountModel[]
}

/** Days a year with heat from which on a cell belongs to the next habit: hardly ever, now and then, as a rule. */
export const HABIT_EDGES = [20, 60] as const

/** Which habit a cell has that is hot on so many days a year. */
export const habitOf = (daysPerYear: number): number =>
  HABIT_EDGES.filter((edge) => daysPerYear > edge).length

/** Years needed: one to be foretold and two to foretell it. */
const FEWEST_YEARS = 3
/** Cell-days with heat that a habit must have for a model of its own. */
const FEWEST_HOT = 300
/** Share of the cell-days without heat that is looked at: where heat is near or usual, and elsewhere. */
const LIVELY_SHARE = 0.2
const STILL_SHARE = 0.01
/** The middle of each month, about: enough to tell how much cells scatter. */
const STRENGTH_STEP_DAYS = 30

/** The share of a usual clear day that weather and clouds leave, year by year; see `PastView`. */
export interface PastWeather extends PastView {
  /** What the weather of that day multiplies the rate of heat by. */
  multiplier(year: number, dayOfYear: number, region: number): number
}

/** Days a year with heat of each cell, over the years that are not left out. */
export function habitDays(
  frame: CellFrame,
  years: readonly HeatDays[],
  without: readonly number[],
): Float32Array {
  const days = new Float32Array(frame.rows * frame.columns)
  const kept = years.filter((_, year) => !without.includes(year))
  for (const heat of kept) for (const { cells } of heat.values()) for (const cell of cells) days[cell]!++
  return days.map((sum) => sum / Math.max(1, kept.length))
}

/**
 * Fits the counts of cells, each year foretold from the others; null where there are fewer than three years, or hardly any heat.
 */
export function fitCellModel(
  frame: CellFrame,
  years: readonly HeatDays[],
  weather: PastWeather | null,
): CellModel | null {
  if (years.length < FEWEST_YEARS || hotCellDays(years) < FEWEST_HOT) return null
  const priorStrengthDays = Math.round(priorStrength(frame, everyMonth(frame, years, weather)) * 10) / 10
  const rows = gatherRows(frame, years, weather, priorStrengthDays)
  const hot = rows.map(({ count }) => count.reduce((sum, n) => sum + Number(n > 0), 0))
  if (hot[0]! < FEWEST_HOT) return null
  const fit = (terms: number): readonly CountModel[] => {
    const models: CountModel[] = []
    rows.forEach((ofHabit, habit) => {
      models.push(hot[habit]! < FEWEST_HOT ? models[habit - 1]! : fitCountModel(ofHabit, terms))
    })
    return models
  }
  return { priorStrengthDays, knowing: fit(CELL_TERMS.length), dayAlone: fit(TERMS_OF_DAY_ALONE) }
}

const hotCellDays = (years: readonly HeatDays[]): number => {
  let sum = 0
  for (const heat of years) for (const { cells } of heat.values()) sum += cells.length
  return sum
}

function* everyMonth(frame: CellFrame, years: readonly HeatDays[], view: PastView | null) {
  for (let day = STRENGTH_STEP_DAYS / 2; day < YEAR_DAYS; day += STRENGTH_STEP_DAYS) {
    yield gatherWindow(frame, years, view, day)
  }
}

function gatherRows(
  frame: CellFrame,
  years: readonly HeatDays[],
  weather: PastWeather | null,
  strength: number,
): readonly TermRows[] {
  const rows = [0, ...HABIT_EDGES].map(growRows)
  const habits = years.map((_, year) => habitDays(frame, years, [year]))
  for (let dayOfYear = 0; dayOfYear < YEAR_DAYS; dayOfYear++) {
    const window = gatherWindow(frame, years, weather, dayOfYear)
    years.forEach((heat, year) => {
      const rate = seasonalRate(frame, window, strength, [year])
      if (weather !== null)
        applyWeather(
          rate,
          weather,
          (region) =>
            weather.clearness(year, dayOfYear, region) * weather.multiplier(year, dayOfYear, region),
        )
      const habit = habits[year]!
      const sheet = createDaySheet(frame, (ago) => heat.get(dayOfYear - ago), rate, habit)
      for (const cell of frame.cells) {
        const count = sheet.counts[cell]!
        const lively = habit[cell]! > HABIT_EDGES[0] || sheet.hotAround(cell) > LIVELY_CELLS
        const share = count > 0 ? 1 : lively ? LIVELY_SHARE : STILL_SHARE
        if (share < 1 && lot(year, dayOfYear, cell) >= share) continue
        const into = rows[habitOf(habit[cell]!)]!
        const { terms, at } = into.next()
        sheet.measure(cell, terms, at)
        into.keep(count, 1 / share)
      }
    })
  }
  return rows.map((ofHabit) => ofHabit.finish())
}

const LIVELY_CELLS = 2

/** Multiplies the rate of each cell by what its region's clouds and weather make of the day. */
export function applyWeather(
  rate: Float32Array,
  { regionOf, regions }: PastView,
  factorOf: (region: number) => number,
): void {
  const factors = Array.from({ length: regions }, (_, region) => factorOf(region))
  for (let cell = 0; cell < rate.length; cell++) rate[cell]! *= factors[regionOf[cell]!]!
}

/** A number from 0 to 1 that a cell-day always draws again. */
function lot(year: number, day: number, cell: number): number {
  let mixed = Math.imul(year * 512 + day + 1, 0x9e3779b1) ^ Math.imul(cell + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
}
