// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { createColumns, ENDED, putRows, takeRows } from './incident-columns.ts'
import { countRows, createFilterTest, densityOf, EVERYTHING, orderRows } from './situation-filter.ts'
import { writeRow, type SituationRow } from './situation-row.ts'

const ROWS = 100_000
const HOUR_MS = 3_600_000

/** Made in a fixed order, so that every run is the same. */
function manyIncidents(): ReturnType<typeof createColumns> {
  const columns = createColumns()
  for (let n = 0; n < ROWS; n += 1) {
    const startMs = ((n * 7_919) % ROWS) * HOUR_MS
    const row: SituationRow = [`${n}`, startMs, startMs + HOUR_MS, 30, 48, 100, n % 8, ((n * 31) % 100) / 100]
    writeRow(columns, n, row)
  }
  return columns
}

test('[WB11] list, map and timeline go by one filter, and agree on 100,000 incidents', () => {
  const columns = manyIncidents()
  const filter = { fromMs: 1_000 * HOUR_MS, toMs: 2_000 * HOUR_MS, hidden: [3], leastProbability: 0.5 }
  const isIn = createFilterTest(columns, filter)
  const order = orderRows(columns, filter, 'latest')
  const counted = Array.from({ length: ROWS }, (_, row) => row).filter(isIn)
  expect(order.length).toBe(counted.length)
  expect(new Set(order)).toEqual(new Set(counted))
  const { count, byHypothesis, withoutPlace } = countRows(columns, filter, 8)
  expect([count, withoutPlace]).toEqual([order.length, 0])
  expect(byHypothesis).toEqual(
    Array.from(
      { length: 9 },
      (_, place) => counted.filter((row) => columns.hypothesis[row] === place).length,
    ),
  )
  const starts = Array.from(order, (row) => columns.startMs[row] ?? 0)
  expect(starts).toEqual(starts.toSorted((a, b) => b - a))
  const density = densityOf(columns, EVERYTHING, 320)
  expect(density?.counts.reduce((sum, part) => sum + part, 0)).toBe(ROWS)
})

test('[WB11] what has ended is nowhere, and no incident at all is no timeline', () => {
  const columns = manyIncidents()
  columns.probability[5] = ENDED
  expect(orderRows(columns, EVERYTHING, 'likeliest')).not.toContain(5)
  expect(densityOf(createColumns(), EVERYTHING, 320)).toBeNull()
})

test('[WB11] rows handed from thread to thread arrive where they belong', () => {
  const columns = manyIncidents()
  const copy = createColumns()
  putRows(copy, takeRows(columns, Uint32Array.from([99_999, 3, 70_000])))
  expect([copy.size, copy.startMs[3], copy.startMs[70_000], copy.hypothesis[99_999]]).toEqual([
    ROWS,
    columns.startMs[3],
    columns.startMs[70_000],
    columns.hypothesis[99_999],
  ])
})
