// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, ok, parseInstant, problem, refuse, type Position, type Problem, type Result } from '#kernel'
import Papa from 'papaparse'

/** The weather of one region on one UTC day. */
export interface WeatherDay {
  readonly region: string
  /** Days since 1970-01-01. */
  readonly day: number
  readonly cloudShare: number
  readonly rainMillimetres: number
  readonly highestCelsius: number
}

/** A place and the region whose weather it has. */
export interface RegionPoint {
  readonly region: string
  readonly position: Position
}

/** What a file of a weather folder holds. */
export type WeatherFile =
  | {
      readonly kind: 'days'
      readonly days: readonly WeatherDay[]
      /** Rows without a measurement, as forecasts of days to come have. */
      readonly unmeasured: number
    }
  | { readonly kind: 'regions'; readonly points: readonly RegionPoint[] }
  | { readonly kind: 'neither' }

const REGION = 'OBLAST_ID'
const DAY_COLUMNS = { date: 'ACQ_DATE', cloud: 'CLOUD_COVER', rain: 'RAIN_SUM', high: 'TEMPERATURE_2M_MAX' }

/**
 * Reads a table of daily weather by region, or of the places of regions; units behind a column's name are passed over.
 * Problems: `weather-row-unreadable` by row, the first twenty of them. Anything else is neither, and no problem.
 */
export function parseWeatherFile(text: string, name: string): Result<WeatherFile> {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true })
  const [header = [], ...rows] = data
  const column = (title: string) => header.findIndex((one) => one.trim().split(' ')[0] === title)
  const region = column(REGION)
  const [latitude, longitude] = [column('LATITUDE'), column('LONGITUDE')]
  const [date, cloud] = [column(DAY_COLUMNS.date), column(DAY_COLUMNS.cloud)]
  const [rain, high] = [column(DAY_COLUMNS.rain), column(DAY_COLUMNS.high)]
  if (region >= 0 && latitude >= 0 && longitude >= 0) {
    return readRows(
      rows,
      name,
      (row) => {
        const position = { latitude: toNumber(row[latitude]), longitude: toNumber(row[longitude]) }
        const known = Number.isFinite(position.latitude + position.longitude)
        return known ? { region: row[region] ?? '', position } : null
      },
      (points) => ({ kind: 'regions', points }),
    )
  }
  if (Math.min(region, date, cloud, rain, high) < 0) return ok({ kind: 'neither' })
  const measured = rows.filter((row) => [cloud, rain, high].every((one) => (row[one] ?? '').trim() !== ''))
  return readRows(
    measured,
    name,
    (row) => {
      const instant = parseInstant(row[date] ?? '')
      const cloudShare = toNumber(row[cloud]) / 100
      const day = {
        region: row[region] ?? '',
        day: instant.ok ? Math.floor(instant.value / DAY_MS) : Number.NaN,
        cloudShare,
        rainMillimetres: toNumber(row[rain]),
        highestCelsius: toNumber(row[high]),
      }
      const known = Number.isFinite(day.day + day.rainMillimetres + day.highestCelsius)
      return known && cloudShare >= 0 && cloudShare <= 1 ? day : null
    },
    (days) => ({ kind: 'days', days, unmeasured: rows.length - measured.length }),
  )
}

const MOST_PROBLEMS = 20

function readRows<T>(
  rows: readonly string[][],
  name: string,
  read: (row: readonly string[]) => T | null,
  wrap: (values: readonly T[]) => WeatherFile,
): Result<WeatherFile> {
  const problems: Problem[] = []
  const values: T[] = []
  rows.forEach((row, k) => {
    const value = read(row)
    if (value !== null) values.push(value)
    else if (problems.length < MOST_PROBLEMS)
      problems.push(problem(`${name} measured row ${k + 1}`, 'weather-row-unreadable'))
  })
  return problems.length > 0 ? refuse(...problems) : ok(wrap(values))
}

/** Number('') is 0; an empty field is no number. */
const toNumber = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text)
