// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, utcMilliseconds } from '#kernel'

import type { CellFrame } from '../cell-heat/cell-frame.ts'
import { applyWeather, type PastWeather } from '../cell-heat/fit-cell-model.ts'
import type { HeatDays } from '../cell-heat/heat-days.ts'
import { solveByNewton } from '../cell-heat/newton.ts'
import { gatherWindow, seasonalRate, YEAR_DAYS } from '../cell-heat/seasonal-rate.ts'
import type { WeatherRecord } from './weather-record.ts'
import type { WeatherTerms } from './weather-terms.ts'

/** Always, dryness, warmth. */
const TERMS = 3
/** Prior of the seasonal rate in clear days while the weather is fitted; the sums of a region hardly depend on it. */
const STRENGTH_DAYS = 30
/** Days of the year that are looked at, one in so many. */
const EVERY_DAYS = 3

/**
 * How dryness and warmth multiply the rate of heat: Poisson regression of each region's cells with heat on a day on what
 * the season of the other years and the clouds let expect; drawn towards zero, since those years had weather too. Zero where fewer than two years have weather.
 */
export function fitWeather(
  frame: CellFrame,
  years: readonly HeatDays[],
  calendarYears: readonly number[],
  terms: WeatherTerms,
  past: PastWeather,
): WeatherRecord['exponents'] {
  const rows = regionDays(frame, years, calendarYears, terms, past)
  if (rows.length < FEWEST_ROWS || years.length < 2) return { dryness: 0, warmth: 0 }
  const flat = Float32Array.from(rows.flatMap(({ dryness, warmth }) => [1, dryness, warmth]))
  const [, dryness = 0, warmth = 0] = solveByNewton(TERMS, (coefficients, add) => {
    rows.forEach((row, k) => {
      const [always = 0, dry = 0, warm = 0] = coefficients
      const expected = row.expected * Math.exp(always + dry * row.dryness + warm * row.warmth)
      add(flat, k * TERMS, expected - row.hot, expected)
    })
  })
  return { dryness: round(dryness), warmth: round(warmth) }
}

const FEWEST_ROWS = 500
const round = (value: number): number => Math.round(value * 1e6) / 1e6

interface RegionDay {
  readonly dryness: number
  readonly warmth: number
  readonly hot: number
  readonly expected: number
}

function regionDays(
  frame: CellFrame,
  years: readonly HeatDays[],
  calendarYears: readonly number[],
  terms: WeatherTerms,
  past: PastWeather,
): readonly RegionDay[] {
  const rows: RegionDay[] = []
  for (let dayOfYear = 0; dayOfYear < YEAR_DAYS; dayOfYear += EVERY_DAYS) {
    const window = gatherWindow(frame, years, past, dayOfYear)
    years.forEach((heat, year) => {
      const day = utcMilliseconds(calendarYears[year]!, 1, 1) / DAY_MS + dayOfYear - terms.firstDay
      if (day < 0 || day >= terms.days) return
      const rate = seasonalRate(frame, window, STRENGTH_DAYS, [year])
      applyWeather(rate, past, (region) => past.clearness(year, dayOfYear, region))
      const expected = new Float64Array(past.regions)
      const hot = new Float64Array(past.regions)
      for (const cell of frame.cells) expected[past.regionOf[cell]!]! += rate[cell]!
      for (const cell of heat.get(dayOfYear)?.cells ?? []) hot[past.regionOf[cell]!]!++
      terms.regions.forEach((_, region) => {
        const at = region * terms.days + day
        const [dryness, warmth] = [terms.dryness[at]!, terms.warmth[at]!]
        if (!Number.isFinite(dryness + warmth) || expected[region] === 0) return
        rows.push({ dryness, warmth, hot: hot[region]!, expected: expected[region]! })
      })
    })
  }
  return rows
}
