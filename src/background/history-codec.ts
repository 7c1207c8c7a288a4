// SPDX-License-Identifier: Apache-2.0
import { fromBase64, toBase64 } from '#evidence'

import { createBinGrid } from './bin-grid.ts'

/** Detections of past years, boiled down to bins of 0.005 degree (about 550 by 350 m) and days. */
export interface BinnedHistory {
  readonly years: readonly number[]
  /** Per bin and day: place, number of the year in `years`, day of the year from 0, detections. Ascending, none twice. */
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  readonly year: Uint8Array
  readonly dayOfYear: Uint16Array
  readonly count: Uint16Array
}

const GRID = createBinGrid(200)
const DAYS = 2 ** 9
const YEARS = 2 ** 5
const SPAN = DAYS * YEARS
const MOST_COUNT = 0xffff

/** One detection of the past: its year as a number of `years`. */
export interface PastFire {
  readonly latitude: number
  readonly longitude: number
  readonly year: number
  readonly dayOfYear: number
}

/** Counts detections per bin, year and day of the year, whatever their order. */
export function binHistory(years: readonly number[], fires: readonly PastFire[]): BinnedHistory {
  if (years.length > YEARS) throw new RangeError(`at most ${YEARS} years, not ${years.length}`)
  const codes = Float64Array.from(
    fires,
    (fire) => GRID.keyOf(fire) * SPAN + fire.year * DAYS + fire.dayOfYear,
  )
  codes.sort()
  const distinct: number[] = []
  const counts: number[] = []
  for (const code of codes) {
    if (distinct.at(-1) === code) counts[counts.length - 1] = Math.min(MOST_COUNT, counts.at(-1)! + 1)
    else {
      distinct.push(code)
      counts.push(1)
    }
  }
  return fromCodes(years, Float64Array.from(distinct), Uint16Array.from(counts))
}

function fromCodes(years: readonly number[], codes: Float64Array, count: Uint16Array): BinnedHistory {
  const centers = Array.from(codes, (code) => GRID.centerOf(Math.floor(code / SPAN)))
  return {
    years,
    latitude: Float64Array.from(centers, (center) => center.latitude),
    longitude: Float64Array.from(centers, (center) => center.longitude),
    year: Uint8Array.from(codes, (code) => Math.floor((code % SPAN) / DAYS)),
    dayOfYear: Uint16Array.from(codes, (code) => code % DAYS),
    count,
  }
}

/** Base64 of pairs (step to the next bin and day, detections less one) as unsigned LEB128. */
export function encodeHistory(history: BinnedHistory): string {
  const bytes: number[] = []
  let last = 0
  for (let k = 0; k < history.count.length; k++) {
    const key = GRID.keyOf({ latitude: history.latitude[k]!, longitude: history.longitude[k]! })
    const code = key * SPAN + history.year[k]! * DAYS + history.dayOfYear[k]!
    writeNumber(bytes, code - last)
    writeNumber(bytes, history.count[k]! - 1)
    last = code
  }
  return toBase64(Uint8Array.from(bytes))
}

/** Reads what `encodeHistory` wrote; null for any other text. */
export function decodeHistory(years: readonly number[], text: string): BinnedHistory | null {
  const bytes = fromBase64(text)
  if (bytes === null) return null
  const codes: number[] = []
  const counts: number[] = []
  let at = 0
  let code = 0
  const read = (): number => {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = bytes[at++]
      if (byte === undefined || scale > 2 ** 49) return Number.NaN
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 128
    }
  }
  while (at < bytes.length) {
    const step = read()
    const count = read() + 1
    code += step
    const inRange =
      step > 0 &&
      count <= MOST_COUNT &&
      code < 180 * 200 * GRID.stride * SPAN &&
      Math.floor((code % SPAN) / DAYS) < years.length &&
      code % DAYS < 366
    if (!inRange) return null
    codes.push(code)
    counts.push(count)
  }
  return fromCodes(years, Float64Array.from(codes), Uint16Array.from(counts))
}

function writeNumber(bytes: number[], value: number): void {
  let left = value
  while (left >= 128) {
    bytes.push((left % 128) | 0x80)
    left = Math.floor(left / 128)
  }
  bytes.push(left)
}
