// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

import type { InstrumentName } from './satellites.ts'

/** What a column of a FIRMS file holds; `IGNORED` columns are counted and passed over. */
export const IGNORED = 0
export const LATITUDE = 1
export const LONGITUDE = 2
/** Brightness of the fire channel: VIIRS I4 or MODIS 21/22, kelvin. */
export const BRIGHTNESS = 3
export const SCAN = 4
export const TRACK = 5
export const DATE = 6
export const TIME = 7
export const SATELLITE = 8
export const CONFIDENCE = 9
export const VERSION = 10
/** Brightness of the background channel: VIIRS I5 or MODIS 31, kelvin. */
export const BACKGROUND = 11
export const FRP = 12
export const DAYNIGHT = 13
export const HOT_SPOT_TYPE = 14

const COLUMNS: Readonly<Record<InstrumentName, Readonly<Record<string, number>>>> = {
  VIIRS: columnsOf('bright_ti4', 'bright_ti5'),
  MODIS: columnsOf('brightness', 'bright_t31'),
}

function columnsOf(fire: string, background: string): Readonly<Record<string, number>> {
  return {
    latitude: LATITUDE,
    longitude: LONGITUDE,
    [fire]: BRIGHTNESS,
    scan: SCAN,
    track: TRACK,
    acq_date: DATE,
    acq_time: TIME,
    satellite: SATELLITE,
    confidence: CONFIDENCE,
    [background]: BACKGROUND,
    frp: FRP,
    daynight: DAYNIGHT,
    version: VERSION,
    type: HOT_SPOT_TYPE,
  }
}

/** Left out by some copies and by near-real-time files. */
const OPTIONAL: readonly string[] = ['version', 'type']

/** Which column of a file holds what; made once from its header. */
export interface FirmsLayout {
  readonly instrument: InstrumentName
  /** Names as the file writes them, lower case, for the paths of problems. */
  readonly names: readonly string[]
  /** One of the constants above for each column. */
  readonly kinds: Uint8Array
}

/** Reads a header; order and letter case are free, other columns are passed over, every missing or repeated one is listed. */
export function readFirmsLayout(header: readonly string[]): Result<FirmsLayout> {
  const names = header.map((name) => name.trim().toLowerCase())
  const instrument: InstrumentName =
    names.includes('brightness') && !names.includes('bright_ti4') ? 'MODIS' : 'VIIRS'
  const columns = COLUMNS[instrument]
  const problems: Problem[] = []
  for (const name of Object.keys(columns)) {
    const times = names.filter((one) => one === name).length
    if (times === 0 && !OPTIONAL.includes(name))
      problems.push(problem(name, 'column-missing', { column: name }))
    if (times > 1) problems.push(problem(name, 'column-repeated', { column: name, times }))
  }
  if (problems.length > 0) return refuse(...problems)
  const kindOf = (name: string): number =>
    Object.hasOwn(columns, name) ? (columns[name] ?? IGNORED) : IGNORED
  return ok({ instrument, names, kinds: Uint8Array.from(names, kindOf) })
}
