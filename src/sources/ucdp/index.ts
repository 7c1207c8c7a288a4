// SPDX-License-Identifier: Apache-2.0
import type { Effect } from '#agreement'
import { DAY_MS, problem, toInstant } from '#kernel'
import type { ObservationContent } from '#observations'

import { headlineLineage } from '../headline-lineage.ts'
import { circle, NOTHING_SAID } from '../plain-content.ts'
import { PUBLIC_FEED } from '../releasability.ts'
import type { Source } from '../source.ts'
import { openTextTable, type TableRow, type TextTable } from '../text-table.ts'

const WHERE_PRECISION = [1, 2, 3, 4, 5, 6, 7] as const
const DATE_PRECISION = [1, 2, 3, 4, 5] as const
const VIOLENCE = [1, 2, 3] as const
const CLARITY = [1, 2] as const

/**
 * 95 % radius in metres for each `where_prec` of the GED codebook: the place itself; within some 25 km of it; the district;
 * the province; a stretch or a part of a region; the country; waters or air outside.
 */
const RADIUS_METERS: Readonly<Record<(typeof WHERE_PRECISION)[number], number>> = {
  1: 5_000,
  2: 25_000,
  3: 50_000,
  4: 120_000,
  5: 120_000,
  6: 700_000,
  7: 700_000,
}

/** State-based and non-state violence is fighting between armed groups; one-sided violence is not. */
const EFFECTS: Readonly<Record<(typeof VIOLENCE)[number], Effect>> = {
  1: 'reported-ground-combat',
  2: 'reported-ground-combat',
  3: 'reported-damage',
}

const TABLE: TextTable = {
  delimiter: ',',
  legacyEncodings: true,
  required:
    'id type_of_violence where_prec latitude longitude event_clarity date_prec date_start date_end best high low'.split(
      ' ',
    ),
  read,
}

/** UCDP Georeferenced Event Dataset: lethal events, coded by people from published reports (docs/sources/ucdp.md). */
export const ucdp: Source = {
  id: 'ucdp',
  parserVersion: '1',
  needsMapping: false,
  open: (context) => openTextTable(TABLE, context),
}

function read(row: TableRow): ObservationContent | null {
  const id = row.text('id')
  if (id === '') row.fail('id', 'value-missing')
  const center = row.position('latitude', 'longitude')
  const wherePrecision = row.oneOf('where_prec', WHERE_PRECISION)
  const datePrecision = row.oneOf('date_prec', DATE_PRECISION)
  const violence = row.oneOf('type_of_violence', VIOLENCE)
  const clarity = row.oneOf('event_clarity', CLARITY)
  const startMs = row.day('date_start')
  const endMs = row.day('date_end')
  if (endMs < startMs) row.problems.push(problem('date_end', 'end-before-start'))
  const deathsBest = row.number('best', 0)
  const deathsHigh = row.number('high', 0)
  const deathsLow = row.number('low', 0)
  if (row.problems.length > 0) return null
  return {
    ...NOTHING_SAID,
    source: 'ucdp',
    means: 'open-source',
    lineage: lineageOf(row, id),
    time: {
      start: toInstant(startMs),
      end: toInstant(endMs + DAY_MS - 1),
      clockErrorSeconds: 0,
      precision: datePrecision === 1 ? 'day' : 'interval',
    },
    geometry: circle(center, RADIUS_METERS[wherePrecision]),
    placeName: row.text('where_coordinates') || null,
    effect: EFFECTS[violence],
    count: { value: 1, qualifier: clarity === 1 ? 'exact' : 'at-least' },
    grades: { source: 'B', information: clarity === 1 ? 2 : 3 },
    measurements: { deathsBest, deathsHigh, deathsLow },
    labels: [
      `ged-id ${id}`,
      `type-of-violence ${violence}`,
      `where-precision ${wherePrecision}`,
      `date-precision ${datePrecision}`,
    ],
    text: row.text('source_headline') || null,
    owner: 'UCDP',
    audiences: PUBLIC_FEED.audiences,
  }
}

/** Events coded from the very same articles lean on each other; without articles an event stands by itself. */
function lineageOf(row: TableRow, id: string): string {
  const articles = row.text('source_article') || row.text('source_headline')
  return articles === '' ? `ucdp-event/${id}` : headlineLineage(articles)
}
