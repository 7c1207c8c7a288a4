// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { buildBackground, parseBackground, writeBackground, type QuietFire } from '#background'
import { createFusedEngine } from '#incidents'
import { digestOf, geodesicMeters, parseInstant, type Position } from '#kernel'
import { createObservationTable } from '#observations'

import { madeObservation } from './made-observation.ts'
import { sharedData } from './shared-data.ts'

const folder = sharedData('firms/ukraine-history')
const reason = 'the public data lies not beside the project'

/** Cement works that published labels of war fires call war. */
const CLUSTERS: readonly Position[] = [
  { latitude: 50.543, longitude: 26.26 },
  { latitude: 48.747, longitude: 26.604 },
]
const QUIET = ['2013', '2016', '2018', '2019', '2020', '2021']
const SPRING = '2022-02-24_2022-05-31'
const NEAR_METERS = 1_000
const AROUND_METERS = 20_000

/** Detections of one file of the history near a place. */
function firesAround(period: string, center: Position, meters: number): readonly QuietFire[] {
  const [, ...rows] = readFileSync(join(folder!, `ukr_fire_data_${period}.csv`), 'utf8')
    .trim()
    .split('\n')
  return rows.flatMap((row) => {
    const [latitude = '', longitude = '', date = ''] = row.split(',')
    const place = { latitude: Number(latitude), longitude: Number(longitude) }
    if (Math.abs(place.latitude - center.latitude) > 0.3) return []
    if (Math.abs(place.longitude - center.longitude) > 0.5) return []
    if (geodesicMeters(place, center) > meters) return []
    const time = parseInstant(date.trim())
    return time.ok ? [{ ...place, timeMs: time.value }] : []
  })
}

describe.skipIf(folder === null)(`steady clusters (else skipped: ${reason})`, () => {
  test.each(CLUSTERS)('[BG8] $latitude N $longitude E is industrial heat, with the reason', (center) => {
    const quiet = QUIET.flatMap((year) => firesAround(year, center, AROUND_METERS))
    const rows = quiet.length
    const built = buildBackground(
      [{ role: 'history', source: 'firms-history', name: 'around', original: digestOf('around'), rows }],
      quiet,
      null,
    )
    const background = built.ok ? parseBackground(writeBackground(built.value), 'around') : built
    if (!background.ok) throw new Error(JSON.stringify(background.problems))
    const table = createObservationTable()
    for (const { timeMs, ...place } of firesAround(SPRING, center, NEAR_METERS)) {
      // The history tells neither hour nor power.
      table.append(madeObservation({ ...place, startMs: timeMs, measurements: {} }))
    }
    expect(table.size).toBeGreaterThan(0)
    const { steadySources, incidents } = createFusedEngine(background.value).partition(table, {
      distanceToLine: () => null,
    })
    const apart = steadySources.reduce((sum, { members }) => sum + members.length, 0)
    // Days with more heat than on 99 of 100 hot days of the works are left to alarm, here as anywhere.
    expect(apart).toBeGreaterThanOrEqual(0.85 * table.size)
    expect(apart + [...incidents].reduce((sum, { members }) => sum + members.length, 0)).toBe(table.size)
    for (const source of steadySources) {
      const codes = source.reasons.map(({ code }) => code)
      expect(codes).toEqual(['works-days', 'works-months'])
    }
  })
})
