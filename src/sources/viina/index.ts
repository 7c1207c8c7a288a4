// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, HOUR_MS, toInstant, utcMilliseconds } from '#kernel'
import type { Observation, ObservationContent } from '#observations'

import { headlineLineage } from '../headline-lineage.ts'
import { circle, NOTHING_SAID } from '../plain-content.ts'
import { PUBLIC_FEED } from '../releasability.ts'
import type { Source } from '../source.ts'
import { openTextTable, type TableRow, type TextTable } from '../text-table.ts'
import { countInHeadline, effectInHeadline } from './headline.ts'
import { meaningOf, readLabels } from './labels.ts'
import { placeKind, RADIUS_METERS } from './places.ts'

/** The written time may be Kyiv time (UTC+2, in summer UTC+3) or UTC: the moment lies up to this much before it. */
const ZONE_DOUBT_MS = 3 * HOUR_MS

/** How long before a report appears the reported thing may have happened. A judgement: the feed does not say. */
const REPORTING_LAG_MS = 6 * HOUR_MS

const TABLE: TextTable = {
  delimiter: ',',
  legacyEncodings: true,
  required: ['datetime', 'lon', 'lat', 'event_type', 'headline'],
  read,
}

/** VIINA: event reports out of the news, labelled by machine and geocoded to places (docs/sources/viina.md). */
export const viina: Source = {
  id: 'viina',
  parserVersion: '2',
  needsMapping: false,
  open: (context) => openTextTable(TABLE, context),
}

function read(row: TableRow): ObservationContent | null {
  const center = row.position('lat', 'lon')
  const time = readTime(row.text('datetime'))
  if (time === null) row.fail('datetime', 'datetime-unreadable')
  const headline = row.text('headline')
  if (headline === '') row.fail('headline', 'value-missing')
  if (time === null || row.problems.length > 0) return null
  const labels = readLabels(row.text('event_type'))
  const meaning = meaningOf(labels)
  const placeName = row.text('place_name')
  return {
    ...NOTHING_SAID,
    source: 'viina',
    means: 'open-source',
    lineage: headlineLineage(headline),
    time,
    geometry: circle(center, RADIUS_METERS[placeKind(placeName, center)]),
    placeName: placeName === '' ? null : placeName,
    effect: meaning.effect ?? effectInHeadline(headline) ?? 'reported-other',
    count: countInHeadline(headline),
    weapon: { weaponClass: meaning.weaponClass, calibreMillimetres: null },
    labels,
    text: headline,
    owner: 'VIINA',
    audiences: PUBLIC_FEED.audiences,
  }
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/

/**
 * When the reported thing happened: from the reporting lag and the doubt about the zone before the written time, up to it.
 * A time of 00:00:00 says the date only, and the day's end is the end.
 */
function readTime(text: string): Observation['time'] | null {
  const match = DATE_TIME.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const written = utcMilliseconds(year ?? 0, month ?? 0, day ?? 0, hour, minute, second)
  if (Number.isNaN(written)) return null
  const dateOnly = written % DAY_MS === 0
  return {
    start: toInstant(written - ZONE_DOUBT_MS - REPORTING_LAG_MS),
    end: toInstant(dateOnly ? written + DAY_MS - 1 : written),
    clockErrorSeconds: 0,
    precision: dateOnly ? 'day' : 'interval',
  }
}
