// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, ok, problem, refuse, type Result } from '#kernel'

import { dayOfYearOf } from './background.ts'
import { BACKGROUND_SCHEMA, type BackgroundDocument, type BackgroundInput } from './document.ts'
import { createCellFrame, fitCellModel, pastWeather, yearsOfHeat } from './cell-heat/index.ts'
import { binHistory, encodeHistory, type BinnedHistory } from './history-codec.ts'
import type { Settlement } from './settlements.ts'
import { fitWeather, readWeather, writeWeather, type WeatherTerms } from './weather/index.ts'

/** One detection of heat in a quiet year. */
export interface QuietFire {
  readonly latitude: number
  readonly longitude: number
  readonly timeMs: number
}

/** Builds the document of a background; the order of the detections changes nothing. Refuses a history without any. Takes some seconds a year. */
export function buildBackground(
  inputs: readonly BackgroundInput[],
  fires: readonly QuietFire[],
  settlements: readonly Settlement[] | null,
  weather: WeatherTerms | null = null,
): Result<BackgroundDocument> {
  if (fires.length === 0) return refuse(problem('--history', 'background-without-detections'))
  const dated = fires.map((fire) => ({ ...fire, ...dayOfYearOf(Math.floor(fire.timeMs / DAY_MS)) }))
  const years = [...new Set(dated.map((fire) => fire.year))].sort((a, b) => a - b)
  if (years.length > 32)
    return refuse(problem('--history', 'background-too-many-years', { years: years.length }))
  const numbers = new Map(years.map((year, number) => [year, number]))
  const history = binHistory(
    years,
    dated.map(({ latitude, longitude, year, dayOfYear }) => ({
      latitude,
      longitude,
      dayOfYear,
      year: numbers.get(year) ?? 0,
    })),
  )
  return ok({
    schema: BACKGROUND_SCHEMA,
    inputs: [...inputs].sort((a, b) => (a.original < b.original ? -1 : a.original > b.original ? 1 : 0)),
    years,
    detections: fires.length,
    history: encodeHistory(history),
    settlements:
      settlements
        ?.map(({ position, population }): [number, number, number] => [
          Math.round(position.latitude * 1e5) / 1e5,
          Math.round(position.longitude * 1e5) / 1e5,
          population,
        ])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) ?? null,
    ...fitCells(history, weather),
  })
}

function fitCells(
  history: BinnedHistory,
  terms: WeatherTerms | null,
): Pick<BackgroundDocument, 'cells' | 'weather'> {
  const frame = createCellFrame(history)
  if (frame === null) return { cells: null, weather: null }
  const heat = yearsOfHeat(frame, history)
  if (terms === null) return { cells: fitCellModel(frame, heat, null), weather: null }
  const withExponents = (exponents: { readonly dryness: number; readonly warmth: number }) => {
    const record = writeWeather(terms, exponents)
    const weather = readWeather(record, frame)
    if (weather === null) throw new TypeError('weather that was just written cannot be read')
    return { record, past: pastWeather(weather, history.years) }
  }
  const plain = withExponents({ dryness: 0, warmth: 0 })
  const { record, past } = withExponents(fitWeather(frame, heat, history.years, terms, plain.past))
  return { cells: fitCellModel(frame, heat, past), weather: record }
}
