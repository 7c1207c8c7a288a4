// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '#kernel'

/** Confidence as stored in the column: 0 to 100 is MODIS per cent, above are the VIIRS classes. */
export const CONFIDENCE_LOW = 201
export const CONFIDENCE_NOMINAL = 202
export const CONFIDENCE_HIGH = 203

/** A `type` or `version` that the file does not have. */
export const NO_TYPE = 255
export const NO_VERSION = 65_535

/** A row that is no observation, with everything that is wrong with it. */
export interface RejectedRow {
  /** Place in the block. */
  readonly index: number
  readonly raw: string
  readonly problems: readonly Problem[]
}

/** A block of FIRMS rows, checked, column by column; a row of `sound` 0 has zeros elsewhere and stands in `rejected`. */
export interface FirmsColumns {
  size: number
  readonly sound: Uint8Array
  readonly timeMs: Float64Array
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  readonly brightnessKelvin: Float64Array
  readonly backgroundKelvin: Float64Array
  readonly scanKilometres: Float64Array
  readonly trackKilometres: Float64Array
  readonly frpMegawatts: Float64Array
  readonly satellite: Uint8Array
  readonly confidence: Uint8Array
  readonly night: Uint8Array
  readonly hotSpotType: Uint8Array
  /** Place in `versions`. */
  readonly version: Uint16Array
  readonly versions: string[]
  readonly rejected: RejectedRow[]
}

/** Room for `capacity` rows, all zero. */
export function createFirmsColumns(capacity: number): FirmsColumns {
  return {
    size: 0,
    sound: new Uint8Array(capacity),
    timeMs: new Float64Array(capacity),
    latitude: new Float64Array(capacity),
    longitude: new Float64Array(capacity),
    brightnessKelvin: new Float64Array(capacity),
    backgroundKelvin: new Float64Array(capacity),
    scanKilometres: new Float64Array(capacity),
    trackKilometres: new Float64Array(capacity),
    frpMegawatts: new Float64Array(capacity),
    satellite: new Uint8Array(capacity),
    confidence: new Uint8Array(capacity),
    night: new Uint8Array(capacity),
    hotSpotType: new Uint8Array(capacity),
    version: new Uint16Array(capacity),
    versions: [],
    rejected: [],
  }
}

/** Makes the block empty for the next rows. */
export function clearFirmsColumns(columns: FirmsColumns): void {
  columns.size = 0
  columns.versions.length = 0
  columns.rejected.length = 0
}

/** One checked row. */
export interface FirmsRow {
  readonly timeMs: number
  readonly latitude: number
  readonly longitude: number
  readonly brightnessKelvin: number
  readonly backgroundKelvin: number
  readonly scanKilometres: number
  readonly trackKilometres: number
  readonly frpMegawatts: number
  readonly satellite: number
  readonly confidence: number
  readonly night: number
  readonly hotSpotType: number
  readonly version: string | null
}

/** Appends a checked row. */
export function appendRow(columns: FirmsColumns, row: FirmsRow): void {
  const k = columns.size++
  columns.sound[k] = 1
  columns.timeMs[k] = row.timeMs
  columns.latitude[k] = row.latitude
  columns.longitude[k] = row.longitude
  columns.brightnessKelvin[k] = row.brightnessKelvin
  columns.backgroundKelvin[k] = row.backgroundKelvin
  columns.scanKilometres[k] = row.scanKilometres
  columns.trackKilometres[k] = row.trackKilometres
  columns.frpMegawatts[k] = row.frpMegawatts
  columns.satellite[k] = row.satellite
  columns.confidence[k] = row.confidence
  columns.night[k] = row.night
  columns.hotSpotType[k] = row.hotSpotType
  columns.version[k] = row.version === null ? NO_VERSION : versionNumber(columns, row.version)
}

/** Appends a row that is no observation. */
export function appendRejected(columns: FirmsColumns, raw: string, problems: readonly Problem[]): void {
  const k = columns.size++
  columns.sound[k] = 0
  columns.timeMs[k] = 0
  columns.latitude[k] = 0
  columns.longitude[k] = 0
  columns.brightnessKelvin[k] = 0
  columns.backgroundKelvin[k] = 0
  columns.scanKilometres[k] = 0
  columns.trackKilometres[k] = 0
  columns.frpMegawatts[k] = 0
  columns.satellite[k] = 0
  columns.confidence[k] = 0
  columns.night[k] = 0
  columns.hotSpotType[k] = 0
  columns.version[k] = 0
  columns.rejected.push({ index: k, raw, problems })
}

/** The place of a version text in the block's list, added where it is new; a block holds fewer rows than the column can number. */
export function versionNumber(columns: FirmsColumns, version: string): number {
  const found = columns.versions.indexOf(version)
  if (found >= 0) return found
  columns.versions.push(version)
  return columns.versions.length - 1
}
