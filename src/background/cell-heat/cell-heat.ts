// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, utcMilliseconds } from '#kernel'

import type { BinnedHistory } from '../history-codec.ts'
import type { Weather } from '../weather/weather-record.ts'
import { createCellFrame, type CellFrame } from './cell-frame.ts'
import { CELL_TERMS, createDaySheet, MEMORY_DAYS } from './day-sheet.ts'
import { applyWeather, habitDays, habitOf, type CellModel, type PastWeather } from './fit-cell-model.ts'
import { yearsOfHeat, type HeatDays } from './heat-days.ts'
import { predict, type Predictive } from './predictive.ts'
import { gatherWindow, seasonalRate, YEAR_DAYS } from './seasonal-rate.ts'

/** One day of a run as quiet years let expect it, cell by cell. */
export interface ForetoldDay {
  /** Detections of the day by cell. */
  readonly counts: Int32Array
  /** Days before that are known, at most 30: with fewer the day is foretold from itself alone. */
  readonly daysKnown: number
  predict(cell: number): Predictive
  /** Share of a clear look at a cell; null where nothing is known of clouds. */
  clearLook(cell: number): number | null
}

/** The counts of cells in quiet years, ready to foretell the days of a run. */
export interface CellHeat {
  readonly frame: CellFrame
  /** `heat` holds the run by day since 1970-01-01; `firstDay` is the first that the run covers. */
  foretell(heat: HeatDays, firstDay: number, day: number): ForetoldDay
}

/** The past of a weather series as the fit asks for it: years by number. */
export function pastWeather(weather: Weather, years: readonly number[]): PastWeather {
  const firstDays = years.map((year) => utcMilliseconds(year, 1, 1) / DAY_MS)
  return {
    regions: weather.regions,
    regionOf: weather.regionOf,
    clearness: (year, dayOfYear, region) => weather.clearness(firstDays[year]! + dayOfYear, region),
    multiplier: (year, dayOfYear, region) => weather.multiplier(firstDays[year]! + dayOfYear, region),
  }
}

/** Makes a model ready with the history it was fitted to; null where the history has no sheet. */
export function createCellHeat(
  history: BinnedHistory,
  model: CellModel,
  weatherOn: (frame: CellFrame) => Weather | null,
): CellHeat | null {
  const frame = createCellFrame(history)
  if (frame === null) return null
  const weather = weatherOn(frame)
  const years = yearsOfHeat(frame, history)
  const past = weather === null ? null : pastWeather(weather, history.years)
  const habit = habitDays(frame, years, [])
  const rates = new Map<number, Float32Array>()
  const rateOf = (dayOfYear: number): Float32Array => {
    const known = rates.get(dayOfYear)
    if (known !== undefined) return known
    const window = gatherWindow(frame, years, past, dayOfYear)
    const rate = seasonalRate(frame, window, model.priorStrengthDays, [])
    rates.set(dayOfYear, rate)
    return rate
  }
  const terms = new Float64Array(CELL_TERMS.length)
  return {
    frame,
    foretell(heat, firstDay, day) {
      const rate = rateOf(dayOfYearAt(day)).slice()
      if (weather !== null) {
        applyWeather(
          rate,
          weather,
          (region) => weather.clearness(day, region) * weather.multiplier(day, region),
        )
      }
      const sheet = createDaySheet(frame, (ago) => heat.get(day - ago), rate, habit)
      const daysKnown = Math.max(0, Math.min(MEMORY_DAYS, day - firstDay))
      const models = daysKnown === MEMORY_DAYS ? model.knowing : model.dayAlone
      return {
        counts: sheet.counts,
        daysKnown,
        predict(cell) {
          sheet.measure(cell, terms, 0)
          return predict(models[habitOf(habit[cell]!)]!, terms, 0)
        },
        clearLook: (cell) => weather?.clearLook(day, weather.regionOf[cell]!) ?? null,
      }
    },
  }
}

function dayOfYearAt(day: number): number {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  return (day - utcMilliseconds(year, 1, 1) / DAY_MS) % YEAR_DAYS
}
