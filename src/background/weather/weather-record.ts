// SPDX-License-Identifier: Apache-2.0
import { fromBase64, toBase64 } from '#evidence'
import * as z from 'zod'

import type { CellFrame } from '../cell-heat/cell-frame.ts'
import type { WeatherTerms } from './weather-terms.ts'

/** The weather in a background file: two bytes for each region and day. */
export const weatherRecordSchema = z.strictObject({
  /** What one unit of dryness and of warmth multiplies the rate of heat by, as logarithms. */
  exponents: z.strictObject({ dryness: z.number(), warmth: z.number() }),
  regions: z.array(z.string()).min(1).max(254),
  /** Cells of each region in rows: tenths of a degree of latitude, of the first longitude, cells eastward, number of the region. */
  ground: z.array(z.tuple([z.int(), z.int(), z.int().min(1), z.int().min(0)])),
  firstDay: z.int(),
  days: z.int().min(1),
  /** Base64, region by region and day by day: clearness in 1/200 (255 unknown), 128 and 50 times the logarithm of the multiplier. */
  values: z.string(),
})
export type WeatherRecord = z.infer<typeof weatherRecordSchema>

const CLEAR_STEPS = 200
const UNKNOWN = 255
const MULTIPLIER_STEPS = 50
const NO_EFFECT = 128

/** The written form of the weather with the exponents that were fitted. */
export function writeWeather(terms: WeatherTerms, exponents: WeatherRecord['exponents']): WeatherRecord {
  const bytes = new Uint8Array(2 * terms.clear.length)
  terms.clear.forEach((clear, at) => {
    const logarithm = exponents.dryness * terms.dryness[at]! + exponents.warmth * terms.warmth[at]!
    const steps = Number.isFinite(logarithm) ? Math.round(MULTIPLIER_STEPS * logarithm) : 0
    bytes[2 * at] = Number.isFinite(clear) ? Math.round(CLEAR_STEPS * clear) : UNKNOWN
    bytes[2 * at + 1] = Math.max(0, Math.min(255, NO_EFFECT + steps))
  })
  return {
    exponents,
    regions: [...terms.regions],
    ground: groundOf(terms),
    firstDay: terms.firstDay,
    days: terms.days,
    values: toBase64(bytes),
  }
}

function groundOf({ regions, points }: WeatherTerms): WeatherRecord['ground'] {
  const cells = points
    .map(({ region, position }) => ({
      north: Math.round(position.latitude * 10),
      east: Math.round(position.longitude * 10),
      region: regions.indexOf(region),
    }))
    .sort((a, b) => a.north - b.north || a.east - b.east || a.region - b.region)
  const ground: WeatherRecord['ground'] = []
  for (const { north, east, region } of cells) {
    const last = ground.at(-1)
    if (last !== undefined && last[0] === north && last[3] === region && last[1] + last[2] === east) last[2]++
    else ground.push([north, east, 1, region])
  }
  return ground
}

/** The weather by region and day, ready to be asked. */
export interface Weather {
  readonly exponents: WeatherRecord['exponents']
  /** Regions and one more: that of ground whose weather nobody told. */
  readonly regions: number
  /** Region of each cell of the sheet. */
  readonly regionOf: Uint8Array
  /** Share of a clear look, between 0.1 and 1; null where nothing is known. `day` counts from 1970-01-01. */
  clearLook(day: number, region: number): number | null
  /** The same as a multiple of the region's usual look; 1 where nothing is known. */
  clearness(day: number, region: number): number
  /** What the weather multiplies the rate of heat by; 1 where nothing is known. */
  multiplier(day: number, region: number): number
}

/** Reads the weather of a background for a sheet; null where it is damaged. */
export function readWeather(record: WeatherRecord, frame: CellFrame): Weather | null {
  const { regions, days, firstDay } = record
  const bytes = fromBase64(record.values)
  const sound =
    bytes !== null &&
    bytes.length === 2 * regions.length * days &&
    record.ground.every(([, , , region]) => region < regions.length)
  if (!sound) return null
  const at = (day: number, region: number): number | null => {
    const known = region < regions.length && day >= firstDay && day < firstDay + days
    return known ? 2 * (region * days + day - firstDay) : null
  }
  const clearLook = (day: number, region: number): number | null => {
    const place = at(day, region)
    const byte = place === null ? UNKNOWN : bytes[place]!
    return byte === UNKNOWN ? null : byte / CLEAR_STEPS
  }
  const usual = regions.map((_, region) => {
    let sum = 0
    let number = 0
    for (let day = firstDay; day < firstDay + days; day++) {
      const clear = clearLook(day, region)
      if (clear === null) continue
      sum += clear
      number++
    }
    return number === 0 ? 1 : sum / number
  })
  return {
    exponents: record.exponents,
    regions: regions.length + 1,
    regionOf: regionsOnSheet(record, frame),
    clearLook,
    clearness(day, region) {
      const clear = clearLook(day, region)
      return clear === null ? 1 : clear / usual[region]!
    },
    multiplier(day, region) {
      const place = at(day, region)
      return place === null ? 1 : Math.exp((bytes[place + 1]! - NO_EFFECT) / MULTIPLIER_STEPS)
    },
  }
}

/** The region of a cell is that of a told place in it or next to it; otherwise the one of which nothing is known. */
function regionsOnSheet({ regions, ground }: WeatherRecord, frame: CellFrame): Uint8Array {
  const byPlace = new Map<number, number>()
  for (const [north, east, cells, region] of ground) {
    for (let k = 0; k < cells; k++) byPlace.set(north * 4_096 + east + k, region)
  }
  const NEAREST = [0, 1, -1]
  return Uint8Array.from({ length: frame.rows * frame.columns }, (_, cell) => {
    const { latitude, longitude } = frame.centerOf(cell)
    const [south, west] = [Math.floor(latitude * 10), Math.floor(longitude * 10)]
    for (const north of NEAREST) {
      for (const east of NEAREST) {
        const region = byPlace.get((south + north) * 4_096 + west + east)
        if (region !== undefined) return region
      }
    }
    return regions.length
  })
}
