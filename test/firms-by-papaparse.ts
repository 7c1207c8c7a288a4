// SPDX-License-Identifier: Apache-2.0
import Papa from 'papaparse'

import { utcMilliseconds, type Problem } from '#kernel'

import {
  appendRejected,
  appendRow,
  CONFIDENCE_HIGH,
  CONFIDENCE_LOW,
  CONFIDENCE_NOMINAL,
  createFirmsColumns,
  NO_TYPE,
  type FirmsColumns,
} from '../src/sources/firms/columns.ts'

/** Where a FIRMS file has what; -1 where it does not. */
interface Places {
  readonly width: number
  readonly names: readonly string[]
  readonly at: Readonly<Record<string, number>>
  readonly modis: boolean
}

const SATELLITE_NUMBERS = {
  viirs: new Map([
    ...names(0, 'n npp snpp s-npp'),
    ...names(1, 'n20 1 j1 noaa-20 noaa20'),
    ...names(2, 'n21 2 j2 noaa-21 noaa21'),
  ]),
  modis: new Map([...names(3, 'terra t'), ...names(4, 'aqua a')]),
}
const CLASSES = new Map([
  ...names(CONFIDENCE_LOW, 'l low'),
  ...names(CONFIDENCE_NOMINAL, 'n nominal'),
  ...names(CONFIDENCE_HIGH, 'h high'),
])

function names(number: number, spellings: string): readonly (readonly [string, number])[] {
  return spellings.split(' ').map((spelling) => [spelling, number] as const)
}

/**
 * FIRMS text to the same columns by papaparse in array mode and plain conversions of strings: what the byte reader is held to
 * in the tests and what it is measured against in the benchmark. Nothing here is shared with it but the columns themselves.
 */
export function readFirmsByPapaparse(text: string, capacity: number): FirmsColumns {
  const columns = createFirmsColumns(capacity)
  let places: Places | null = null
  for (const fields of parseByPapaparse(text)) {
    if (places === null) places = placesOf(fields)
    else convertFields(places, fields, fields.join(','), columns)
  }
  return columns
}

/** Every record's fields as strings. */
export const parseByPapaparse = (text: string): readonly (readonly string[])[] =>
  Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true }).data

/** Which column of a header holds what. */
export function placesOf(header: readonly string[]): Places {
  const lower = header.map((name) => name.trim().toLowerCase())
  const modis = lower.includes('brightness')
  const wanted =
    `latitude longitude scan track acq_date acq_time satellite confidence version frp daynight type ${
      modis ? 'brightness bright_t31' : 'bright_ti4 bright_ti5'
    }`.split(' ')
  const at = Object.fromEntries(wanted.map((name) => [name, lower.indexOf(name)]))
  return { width: header.length, names: lower, at, modis }
}

/** Converts and checks one row's fields and appends it, sound or with its problems. */
export function convertFields(
  places: Places,
  fields: readonly string[],
  raw: string,
  columns: FirmsColumns,
): void {
  if (fields.length !== places.width) {
    const params = { expected: places.width, found: fields.length }
    appendRejected(columns, raw, [{ path: '', code: 'column-count-wrong', params }])
    return
  }
  const { at } = places
  const text = (name: string): string => {
    const place = at[name] as number
    return place < 0 ? '' : (fields[place] as string).trim()
  }
  const latitude = decimal(text('latitude'))
  const longitude = decimal(text('longitude'))
  const day = dayMs(text('acq_date'))
  const minutes = minutesOf(text('acq_time'))
  const satelliteName = text('satellite').toLowerCase()
  const satellite = places.modis
    ? SATELLITE_NUMBERS.modis.get(satelliteName)
    : SATELLITE_NUMBERS.viirs.get(satelliteName)
  const confidenceText = text('confidence')
  const confidence = places.modis ? percent(confidenceText) : CLASSES.get(confidenceText.toLowerCase())
  const light = text('daynight').toUpperCase()
  const type = text('type')
  const version = text('version')
  const fire = decimal(text(places.modis ? 'brightness' : 'bright_ti4'))
  const background = decimal(text(places.modis ? 'bright_t31' : 'bright_ti5'))
  const scan = decimal(text('scan'))
  const track = decimal(text('track'))
  const frp = decimal(text('frp'))
  const sound =
    latitude >= -90 &&
    latitude <= 90 &&
    longitude >= -180 &&
    longitude <= 180 &&
    (latitude !== 0 || longitude !== 0) &&
    day >= 0 &&
    minutes >= 0 &&
    satellite !== undefined &&
    confidence !== undefined &&
    (light === 'D' || light === 'N') &&
    (type === '' || type === '0' || type === '1' || type === '2' || type === '3') &&
    isVersion(version) &&
    fire >= 150 &&
    fire <= 700 &&
    background >= 150 &&
    background <= 700 &&
    scan >= 0.1 &&
    scan <= 6 &&
    track >= 0.1 &&
    track <= 6 &&
    frp >= 0 &&
    frp <= 100_000
  if (!sound) {
    appendRejected(columns, raw, problemsOf(places, text))
    return
  }
  appendRow(columns, {
    timeMs: day + minutes * 60_000,
    latitude,
    longitude,
    brightnessKelvin: fire,
    backgroundKelvin: background,
    scanKilometres: scan,
    trackKilometres: track,
    frpMegawatts: frp,
    satellite,
    confidence,
    night: light === 'N' ? 1 : 0,
    hotSpotType: type === '' ? NO_TYPE : Number(type),
    version: version === '' ? null : version,
  })
}

function problemsOf(places: Places, text: (name: string) => string): readonly Problem[] {
  const problems: Problem[] = []
  const add = (path: string, code: string): void => {
    if (text(path) === '') problems.push({ path, code: 'value-missing' })
    else problems.push({ path, code, params: { text: text(path).slice(0, 60) } })
  }
  const ranged = (path: string, minimum: number, maximum: number): void => {
    const value = decimal(text(path))
    if (Number.isNaN(value)) add(path, 'number-unreadable')
    else if (value < minimum || value > maximum) {
      problems.push({ path, code: 'out-of-range', params: { value, minimum, maximum } })
    }
  }
  const latitude = decimal(text('latitude'))
  const longitude = decimal(text('longitude'))
  if (Number.isNaN(latitude)) add('latitude', 'number-unreadable')
  if (Number.isNaN(longitude)) add('longitude', 'number-unreadable')
  if (!Number.isNaN(latitude) && !Number.isNaN(longitude)) {
    ranged('latitude', -90, 90)
    ranged('longitude', -180, 180)
    const bad = Math.abs(latitude) > 90 || Math.abs(longitude) > 180
    if (bad && Math.abs(longitude) <= 90 && Math.abs(latitude) <= 180) {
      problems.push({ path: '', code: 'coordinates-look-swapped' })
    }
    if (latitude === 0 && longitude === 0) problems.push({ path: '', code: 'coordinates-zero' })
  }
  if (Number.isNaN(dayMs(text('acq_date')))) add('acq_date', 'date-unreadable')
  if (Number.isNaN(minutesOf(text('acq_time')))) add('acq_time', 'time-unreadable')
  const satellites = places.modis ? SATELLITE_NUMBERS.modis : SATELLITE_NUMBERS.viirs
  if (!satellites.has(text('satellite').toLowerCase())) add('satellite', 'satellite-unknown')
  const confidence = text('confidence')
  if ((places.modis ? percent(confidence) : CLASSES.get(confidence.toLowerCase())) === undefined) {
    add('confidence', 'confidence-unknown')
  }
  if (!['D', 'N'].includes(text('daynight').toUpperCase())) add('daynight', 'daynight-unknown')
  if (!['', '0', '1', '2', '3'].includes(text('type'))) add('type', 'type-unknown')
  if (!isVersion(text('version'))) add('version', 'version-unreadable')
  ranged(places.modis ? 'brightness' : 'bright_ti4', 150, 700)
  ranged(places.modis ? 'bright_t31' : 'bright_ti5', 150, 700)
  ranged('scan', 0.1, 6)
  ranged('track', 0.1, 6)
  ranged('frp', 0, 100_000)
  return problems
}

/** What Number makes of the text, unless that is empty or in one of the forms that only programs write (0x1f, Infinity). */
function decimal(text: string): number {
  const value = Number(text)
  if (text === '' || text.length > 40 || value === Infinity || value === -Infinity) return Number.NaN
  const second = text.charCodeAt(1)
  return second === 120 || second === 98 || second === 111 || second === 88 || second === 66 || second === 79
    ? Number.NaN
    : value
}

function dayMs(text: string): number {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return Number.NaN
  const year = digits(text.slice(0, 4))
  if (!(year >= 2000 && year <= 2099)) return Number.NaN
  const month = digits(text.slice(5, 7))
  const day = digits(text.slice(8))
  return Number.isNaN(month) || Number.isNaN(day) ? Number.NaN : utcMilliseconds(year, month, day)
}

const digits = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

function minutesOf(text: string): number {
  const colon = text.indexOf(':')
  const plain = colon < 0 ? text.padStart(4, '0') : text.padStart(5, '0').replace(':', '')
  if (plain.length !== 4 || text === '' || (colon >= 0 && colon !== text.length - 3) || colon === 0)
    return Number.NaN
  const hour = digits(plain.slice(0, 2))
  const minute = digits(plain.slice(2))
  return hour < 24 && minute < 60 ? hour * 60 + minute : Number.NaN
}

function percent(text: string): number | undefined {
  const value = text.length > 3 ? Number.NaN : digits(text)
  return value <= 100 ? value : undefined
}

const isVersion = (text: string): boolean => text.length <= 32 && /^[ -~]*$/.test(text)
