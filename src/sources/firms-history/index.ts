// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, formatDay, toInstant } from '#kernel'
import type { ObservationContent } from '#observations'

import { FIRMS_OWNER } from '../firms/to-observation.ts'
import { circle, NOTHING_SAID } from '../plain-content.ts'
import { PUBLIC_FEED } from '../releasability.ts'
import type { Source } from '../source.ts'
import { openTextTable, type TableRow, type TextTable } from '../text-table.ts'

/**
 * 95 % radius in metres where the instrument is not said: MODIS pixels are 1 km wide below the satellite and wider aside,
 * VIIRS pixels 0.375 km; a radius of 1 km holds all but the widest of the coarser ones.
 */
const RADIUS_METERS = 1_000

const TABLE: TextTable = {
  delimiter: ',',
  legacyEncodings: false,
  required: ['latitude', 'longitude', 'acq_date'],
  read,
}

/** Years of FIRMS detections boiled down to place and day, for the background rate (docs/sources/firms-history.md). */
export const firmsHistory: Source = {
  id: 'firms-history',
  parserVersion: '1',
  needsMapping: false,
  open: (context) => openTextTable(TABLE, context),
}

function read(row: TableRow): ObservationContent | null {
  const center = row.position('latitude', 'longitude')
  const dayMs = row.day('acq_date')
  if (row.problems.length > 0) return null
  const start = toInstant(dayMs)
  return {
    ...NOTHING_SAID,
    source: 'firms-history',
    means: 'satellite-thermal',
    // No satellite and no hour: whatever was seen on one day counts as one vote.
    lineage: `satellite-day/${formatDay(start)}`,
    time: { start, end: toInstant(dayMs + DAY_MS - 1), clockErrorSeconds: 0, precision: 'day' },
    geometry: circle(center, RADIUS_METERS),
    effect: 'heat',
    grades: { source: 'B', information: 6 },
    owner: FIRMS_OWNER,
    audiences: PUBLIC_FEED.audiences,
  }
}
