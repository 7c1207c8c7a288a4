// SPDX-License-Identifier: Apache-2.0
import type { RegionPoint, WeatherDay } from './parse-weather.ts'

/** Daily weather as it bears on heat: how clear the look was, and how dry and warm for the time of year. */
export interface WeatherTerms {
  /** Sorted; the number of a region is its place here. */
  readonly regions: readonly string[]
  readonly points: readonly RegionPoint[]
  readonly firstDay: number
  readonly days: number
  /** By region and day: share of a clear look; NaN where nothing is known. */
  readonly clear: Float32Array
  /** By region and day: dryness and warmth, both about zero on an ordinary day of that time of year. */
  readonly dryness: Float32Array
  readonly warmth: Float32Array
}

/** Part of a look that full cloud takes away: heat is seen through gaps on days that count as overcast. */
const CLOUD_WEIGHT = 0.9
const RAIN_DAYS = 30
/** Days to each side over which the time of year is averaged. */
const SEASON_HALF_DAYS = 15
const CELSIUS_PER_WARMTH = 10

/** Works out the terms of all days; null where there are no days or no places of regions. */
export function toWeatherTerms(
  records: readonly WeatherDay[],
  points: readonly RegionPoint[],
): WeatherTerms | null {
  if (records.length === 0 || points.length === 0) return null
  const regions = [...new Set(points.map(({ region }) => region))].sort()
  const numberOf = new Map(regions.map((region, number) => [region, number]))
  const firstDay = records.reduce((least, { day }) => Math.min(least, day), Infinity)
  const days = records.reduce((most, { day }) => Math.max(most, day), -Infinity) - firstDay + 1
  const clear = new Float32Array(regions.length * days).fill(Number.NaN)
  const rain = clear.slice()
  const highest = clear.slice()
  for (const record of records) {
    const region = numberOf.get(record.region)
    if (region === undefined) continue
    const at = region * days + record.day - firstDay
    clear[at] = 1 - CLOUD_WEIGHT * record.cloudShare
    rain[at] = record.rainMillimetres
    highest[at] = record.highestCelsius
  }
  const dryness = new Float32Array(clear.length).fill(Number.NaN)
  const warmth = new Float32Array(clear.length).fill(Number.NaN)
  for (let region = 0; region < regions.length; region++) {
    const of = (values: Float32Array) => values.subarray(region * days, (region + 1) * days)
    const wet = rainBefore(of(rain)).map((sum) => Math.log1p(sum))
    of(dryness).set(anomaly(wet, firstDay).map((value) => -value))
    of(warmth).set(anomaly(of(highest), firstDay).map((value) => value / CELSIUS_PER_WARMTH))
  }
  return { regions, points, firstDay, days, clear, dryness, warmth }
}

/** Rain of the 30 days before each day; NaN where a day of them is missing. */
function rainBefore(rain: Float32Array): Float32Array {
  return rain.map((_, day) => {
    if (day < RAIN_DAYS) return Number.NaN
    let sum = 0
    for (let k = 1; k <= RAIN_DAYS; k++) sum += rain[day - k]!
    return sum
  })
}

/** What a value exceeds the mean of the same time of all years by. */
function anomaly(values: Float32Array, firstDay: number): Float32Array {
  const sums = new Float64Array(YEAR)
  const numbers = new Float64Array(YEAR)
  values.forEach((value, day) => {
    if (!Number.isFinite(value)) return
    const phase = phaseOf(firstDay + day)
    sums[phase]! += value
    numbers[phase]!++
  })
  const means = sums.map((_, phase) => {
    let sum = 0
    let number = 0
    for (let step = -SEASON_HALF_DAYS; step <= SEASON_HALF_DAYS; step++) {
      const other = (phase + step + YEAR) % YEAR
      sum += sums[other]!
      number += numbers[other]!
    }
    return sum / Math.max(1, number)
  })
  return values.map((value, day) => value - means[phaseOf(firstDay + day)]!)
}

/** Days of a mean year, so that no calendar is needed: half a day off at most over forty years. */
const YEAR = 365
const phaseOf = (day: number): number => Math.floor(((day % 1_461) * YEAR) / 365.25) % YEAR
