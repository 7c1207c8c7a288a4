// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, digestOf, parseInstant, problem, toInstant, type Geometry } from '#kernel'
import type { Observation, ObservationContent } from '#observations'

import { circle, NOTHING_SAID } from '../plain-content.ts'
import { readDay, type TableRow } from '../text-table.ts'
import { columnsOf, type Amount, type Choice, type Moment, type TableMapping } from './mapping.ts'

/** Reads rows by a mapping; what a row lacks is reported to it. */
export function createMappedRowReader(mapping: TableMapping): (row: TableRow) => ObservationContent | null {
  const columns = columnsOf(mapping)
  const source = `table:${mapping.source}`
  return (row) => {
    const time = readTime(mapping, row)
    const geometry = readGeometry(mapping, row)
    const means = choose(mapping.means, row)
    const effect = choose(mapping.effect, row)
    const weaponClass = choose(mapping.weaponClass, row)
    const assessedContext = choose(mapping.assessedContext, row)
    const sensorConfidence =
      mapping.sensorConfidence === undefined ? null : choose(mapping.sensorConfidence, row)
    const asset = readAsset(mapping, row)
    const content = {
      ...NOTHING_SAID,
      source,
      asset,
      placeName: optionalText(mapping.placeName, row),
      count: readCount(mapping, row),
      flightDirectionDegrees: optionalNumber(mapping.flightDirectionDegrees, row, 0, 360),
      grades: mapping.grades,
      measurements: Object.fromEntries(
        Object.entries(mapping.measurements).map(([name, value]) => [name, readAmount(value, row)]),
      ),
      labels: mapping.labels.map((column) => row.text(column)).filter((label) => label !== ''),
      text: optionalText(mapping.text, row),
      owner: mapping.owner,
      audiences: mapping.audiences,
      originOfFire: mapping.originOfFire,
      sensorConfidence,
    }
    const calibreMillimetres = optionalNumber(mapping.calibreMillimetres, row, 1, 1_000)
    const missing =
      time === null || geometry === null || means === null || effect === null || weaponClass === null
    if (missing || assessedContext === null || row.problems.length > 0) return null
    return {
      ...content,
      means,
      effect,
      time,
      geometry,
      assessedContext,
      weapon: { weaponClass, calibreMillimetres },
      lineage: lineageOf(mapping, row, columns, asset),
    }
  }
}

function choose<T extends string>(choice: Choice<T>, row: TableRow): T | null {
  if (typeof choice === 'string') return choice
  const word = row.text(choice.column)
  const value = Object.hasOwn(choice.values, word) ? choice.values[word] : choice.otherwise
  if (value === undefined) row.fail(choice.column, 'word-not-in-mapping')
  return value ?? null
}

function readAmount(amount: Amount, row: TableRow, minimum?: number, maximum?: number): number {
  if (typeof amount === 'number') return amount
  if (amount.times === undefined) return row.number(amount.column, minimum, maximum)
  return row.number(amount.column, minimum, maximum) * amount.times
}

const optionalText = (from: { readonly column: string } | undefined, row: TableRow): string | null =>
  from === undefined ? null : row.text(from.column) || null

function optionalNumber(
  from: { readonly column: string } | undefined,
  row: TableRow,
  minimum: number,
  maximum: number,
): number | null {
  if (from === undefined || row.text(from.column) === '') return null
  return row.number(from.column, minimum, maximum)
}

function readAsset({ asset }: TableMapping, row: TableRow): string | null {
  return typeof asset === 'string' ? asset : optionalText(asset, row)
}

function readCount({ count }: TableMapping, row: TableRow): ObservationContent['count'] {
  if (count === undefined) return { value: 1, qualifier: 'exact' }
  return { value: row.number(count.column, 0), qualifier: count.qualifier }
}

/** Named by its column, else one vote per asset, else each different row a vote of its own. */
function lineageOf(
  mapping: TableMapping,
  row: TableRow,
  columns: readonly string[],
  asset: string | null,
): string {
  const named = mapping.lineage === undefined ? '' : row.text(mapping.lineage.column)
  if (named !== '') return `${mapping.source}/${named}`
  if (asset !== null) return `${mapping.source}/asset/${asset}`
  const said = columns.map((column) => row.text(column)).join('\n')
  return `${mapping.source}/row/${digestOf(said).slice(0, 24)}`
}

function readTime({ time }: TableMapping, row: TableRow): Observation['time'] | null {
  const start = readMoment(time.start, row)
  const end = time.end === undefined || row.text(time.end.column) === '' ? start : readMoment(time.end, row)
  if (start === null || end === null) return null
  if (end.ms + end.lengthMs < start.ms) {
    row.problems.push(problem(time.end?.column ?? time.start.column, 'end-before-start'))
    return null
  }
  const endMs = end.ms + Math.max(0, end.lengthMs - 1)
  return {
    start: toInstant(start.ms),
    end: toInstant(endMs),
    clockErrorSeconds: time.clockErrorSeconds,
    precision: end.lengthMs > 0 && end.ms === start.ms ? 'day' : endMs > start.ms ? 'interval' : 'instant',
  }
}

/** A moment, or a whole day where only a date stands there; a time without a zone needs the mapping's offset. */
function readMoment(
  { column, utcOffset }: Moment,
  row: TableRow,
): { readonly ms: number; readonly lengthMs: number } | null {
  const text = row.text(column)
  const offsetMs = utcOffset === undefined ? 0 : offsetMilliseconds(utcOffset)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const dayMs = readDay(text)
    if (!Number.isNaN(dayMs)) return { ms: dayMs - offsetMs, lengthMs: DAY_MS }
  }
  const hasZone = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text)
  const read = parseInstant(hasZone || utcOffset === undefined ? text : `${text}${utcOffset}`, column)
  if (read.ok) return { ms: read.value, lengthMs: 0 }
  row.fail(column, read.problems[0]?.code ?? 'instant-unreadable')
  return null
}

function offsetMilliseconds(utcOffset: string): number {
  const minutes = Number(utcOffset.slice(1, 3)) * 60 + Number(utcOffset.slice(4))
  return (utcOffset.startsWith('-') ? -minutes : minutes) * 60_000
}

function readGeometry({ place }: TableMapping, row: TableRow): Geometry | null {
  if (place.kind === 'point') {
    const center = row.position(place.latitude, place.longitude)
    const radiusMeters = readAmount(place.radiusMeters, row, 0)
    return row.problems.length > 0 ? null : circle(center, radiusMeters)
  }
  const latitude = readAmount(place.observerLatitude, row, -90, 90)
  const longitude = readAmount(place.observerLongitude, row, -180, 180)
  const bearingDegrees = readAmount(place.bearingDegrees, row, 0, 360)
  const bearingHalfWidthDegrees = readAmount(place.bearingHalfWidthDegrees, row, 0, 180)
  const rangeMinimumMeters = readAmount(place.rangeMinimumMeters, row, 0)
  const rangeMaximumMeters = readAmount(place.rangeMaximumMeters, row, 0)
  if (rangeMaximumMeters < rangeMinimumMeters) row.problems.push(problem('', 'range-maximum-below-minimum'))
  if (row.problems.length > 0) return null
  return {
    kind: 'sector',
    observer: { latitude, longitude },
    bearingDegrees,
    bearingHalfWidthDegrees,
    rangeMinimumMeters,
    rangeMaximumMeters,
  }
}
