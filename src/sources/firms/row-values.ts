// SPDX-License-Identifier: Apache-2.0
import { problem, utcMilliseconds, type Problem } from '#kernel'

import { excerpt } from '../text/excerpt.ts'
import { readNumber } from '../text/number.ts'
import { placeProblems } from '../place.ts'
import type { AreaOfInterest } from '../source.ts'
import { CONFIDENCE_HIGH, CONFIDENCE_LOW, CONFIDENCE_NOMINAL, NO_TYPE, type FirmsRow } from './columns.ts'
import * as layoutKinds from './layout.ts'
import type { FirmsLayout } from './layout.ts'
import { BRIGHTNESS_RANGE, FRP_RANGE, PIXEL_RANGE, YEAR_RANGE, type Range } from './limits.ts'
import { satelliteNumber } from './satellites.ts'

const NO_RANGE: Range = { minimum: -Infinity, maximum: Infinity }

const CLASSES: ReadonlyMap<string, number> = new Map([
  ['l', CONFIDENCE_LOW],
  ['low', CONFIDENCE_LOW],
  ['n', CONFIDENCE_NOMINAL],
  ['nominal', CONFIDENCE_NOMINAL],
  ['h', CONFIDENCE_HIGH],
  ['high', CONFIDENCE_HIGH],
])

/** Either a checked row or everything that is wrong with it: this is what a FIRMS row means, the byte reader only does it faster. */
export function readRowValues(
  layout: FirmsLayout,
  fields: readonly string[],
  areaOfInterest: AreaOfInterest | undefined,
): FirmsRow | readonly Problem[] {
  const expected = layout.names.length
  if (fields.length !== expected) {
    return [problem('', 'column-count-wrong', { expected, found: fields.length })]
  }
  const problems: Problem[] = []
  const text = (kind: number): string => fields[layout.kinds.indexOf(kind)]?.trim() ?? ''
  const name = (kind: number): string => layout.names[layout.kinds.indexOf(kind)] ?? ''
  const number = (kind: number, range: Range): number => {
    const value = readNumber(text(kind), name(kind), problems)
    if (value < range.minimum || value > range.maximum) {
      problems.push(problem(name(kind), 'out-of-range', { value, ...range }))
    }
    return value
  }
  const fail = (kind: number, code: string): number => {
    problems.push(
      text(kind) === ''
        ? problem(name(kind), 'value-missing')
        : problem(name(kind), code, { text: excerpt(text(kind)) }),
    )
    return Number.NaN
  }

  const latitude = number(layoutKinds.LATITUDE, NO_RANGE)
  const longitude = number(layoutKinds.LONGITUDE, NO_RANGE)
  problems.push(...placeProblems(latitude, longitude, areaOfInterest))

  const day = readDay(text(layoutKinds.DATE))
  if (Number.isNaN(day)) fail(layoutKinds.DATE, 'date-unreadable')
  const minutes = readMinutes(text(layoutKinds.TIME))
  if (Number.isNaN(minutes)) fail(layoutKinds.TIME, 'time-unreadable')

  const satellite = satelliteNumber(layout.instrument, text(layoutKinds.SATELLITE))
  if (satellite < 0) fail(layoutKinds.SATELLITE, 'satellite-unknown')
  const confidence = readConfidence(layout, text(layoutKinds.CONFIDENCE))
  if (Number.isNaN(confidence)) fail(layoutKinds.CONFIDENCE, 'confidence-unknown')
  const daynight = text(layoutKinds.DAYNIGHT).toUpperCase()
  if (daynight !== 'D' && daynight !== 'N') fail(layoutKinds.DAYNIGHT, 'daynight-unknown')
  const hotSpotType = text(layoutKinds.HOT_SPOT_TYPE)
  if (!/^[0-3]?$/.test(hotSpotType)) fail(layoutKinds.HOT_SPOT_TYPE, 'type-unknown')
  const version = text(layoutKinds.VERSION)
  if (!/^[\x20-\x7e]{0,32}$/.test(version)) fail(layoutKinds.VERSION, 'version-unreadable')

  const row: FirmsRow = {
    timeMs: day + minutes * 60_000,
    latitude,
    longitude,
    brightnessKelvin: number(layoutKinds.BRIGHTNESS, BRIGHTNESS_RANGE),
    backgroundKelvin: number(layoutKinds.BACKGROUND, BRIGHTNESS_RANGE),
    scanKilometres: number(layoutKinds.SCAN, PIXEL_RANGE),
    trackKilometres: number(layoutKinds.TRACK, PIXEL_RANGE),
    frpMegawatts: number(layoutKinds.FRP, FRP_RANGE),
    satellite,
    confidence,
    night: daynight === 'N' ? 1 : 0,
    hotSpotType: hotSpotType === '' ? NO_TYPE : Number(hotSpotType),
    version: version === '' ? null : version,
  }
  return problems.length === 0 ? row : problems
}

/** `2026-06-24` as milliseconds of its UTC midnight, or NaN. */
function readDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return Number.NaN
  const year = Number(match[1])
  if (year < YEAR_RANGE.minimum || year > YEAR_RANGE.maximum) return Number.NaN
  return utcMilliseconds(year, Number(match[2]), Number(match[3]))
}

/** Minutes of the day from HHMM, whose leading zeros may be lost (`58` is 00:58), or from HH:MM; else NaN. */
function readMinutes(text: string): number {
  const match = /^(\d{0,2}?)(\d{1,2})$/.exec(text) ?? /^(\d{1,2}):(\d{2})$/.exec(text)
  if (match === null) return Number.NaN
  const hour = Number(match[1])
  const minute = Number(match[2])
  return hour < 24 && minute < 60 ? hour * 60 + minute : Number.NaN
}

function readConfidence(layout: FirmsLayout, text: string): number {
  if (layout.instrument === 'VIIRS') return CLASSES.get(text.toLowerCase()) ?? Number.NaN
  return /^\d{1,3}$/.test(text) && Number(text) <= 100 ? Number(text) : Number.NaN
}
