// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { destination, geodesicMeters, type Position } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { madeObservation, type MadeObservation } from '../../../test/made-observation.ts'
import { sharedData } from '../../../test/shared-data.ts'
import type { FusionContext } from '../engine.ts'
import { createFirstEngine } from './first-engine.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** 23:30 UTC, deep night in the theatre. */
const NIGHT_MS = Date.UTC(2026, 5, 23, 23, 30)
const WORKS: Position = { latitude: 47.5, longitude: 35 }
const noLine: FusionContext = { distanceToLine: () => null }

function partitionOf(observations: readonly Observation[], context = noLine) {
  const table = createObservationTable()
  for (const observation of observations) table.append(observation)
  const partition = createFirstEngine().partition(table, context)
  return { ...partition, incidents: [...partition.incidents] }
}

const beside = (place: Position, bearing: number, meters: number) => destination(place, bearing, meters)

/** A works: two passes a night, a few hundred metres of scatter, much the same power. */
const works = (nights: number, change: Partial<MadeObservation> = {}) =>
  [...Array(2 * nights).keys()].map((k) =>
    madeObservation({
      ...beside(WORKS, k * 137, 80 + ((k * 53) % 200)),
      startMs: NIGHT_MS + Math.floor(k / 2) * DAY_MS + (k % 2) * HOUR_MS,
      frpMegawatts: 1.2 + (k % 3) * 0.3,
      ...change,
    }),
  )

describe('steady heat sources', () => {
  test('[I8] a works that is hot every night is masked with all its members, and says why', () => {
    const observations = works(4)
    const { incidents, steadySources } = partitionOf(observations)
    expect(incidents).toEqual([])
    expect(steadySources).toHaveLength(1)
    expect(steadySources[0]?.members).toHaveLength(observations.length)
    expect(geodesicMeters(steadySources[0]!.center, WORKS)).toBeLessThan(150)
    expect(steadySources[0]?.reasons).toContainEqual({
      code: 'steady-nights',
      params: { nights: 4, ofNights: 4 },
    })
    expect(steadySources[0]?.reasons).toContainEqual({ code: 'steady-passes', params: { passes: 8 } })
  })

  test('[I8] one day of data that touches two nights is enough, one night is not', () => {
    expect(partitionOf(works(2)).steadySources).toHaveLength(1)
    expect(partitionOf(works(1)).steadySources).toEqual([])
  })

  test('[I8] a detection beside the works whose pixel reaches it belongs to it', () => {
    const edge = madeObservation({
      ...beside(WORKS, 10, 800),
      startMs: NIGHT_MS + DAY_MS + 3 * HOUR_MS,
      radiusMeters: 560,
      frpMegawatts: 1.1,
    })
    expect(partitionOf([...works(4), edge]).incidents).toEqual([])
    const apart = madeObservation({ ...beside(WORKS, 10, 2_500), startMs: NIGHT_MS + DAY_MS })
    expect(partitionOf([...works(4), apart]).incidents.map((item) => item.id)).toEqual([apart.id])
  })

  test('[I8] fires of the day, of uneven power, or spread over a kilometre are no works', () => {
    expect(partitionOf(works(4, { night: false })).steadySources).toEqual([])
    const uneven = works(4).map((_, k) =>
      madeObservation({
        ...beside(WORKS, k * 137, 100),
        startMs: NIGHT_MS + k * 12 * HOUR_MS,
        frpMegawatts: [0.5, 40, 3, 90, 1, 15, 300, 6][k]!,
      }),
    )
    expect(partitionOf(uneven).steadySources).toEqual([])
    const spread = works(4).map((_, k) =>
      madeObservation({
        ...beside(WORKS, k * 45, 640),
        startMs: NIGHT_MS + k * 12 * HOUR_MS,
        frpMegawatts: 1,
      }),
    )
    expect(partitionOf(spread).steadySources).toEqual([])
  })

  test('[I9] a strike on the works stands out by its power and stays an incident', () => {
    const strike = madeObservation({
      ...WORKS,
      startMs: NIGHT_MS + 2 * DAY_MS + 2 * HOUR_MS,
      frpMegawatts: 60,
    })
    const { incidents, steadySources } = partitionOf([...works(4), strike])
    expect(steadySources[0]?.members).toHaveLength(8)
    expect(incidents.map((item) => item.id)).toEqual([strike.id])
    expect(incidents[0]?.reasons.map((reason) => reason.code)).toContain('above-steady-source')
  })

  test('[I9] a power that the place shows on other nights too is its habit', () => {
    const flares = [0, 2].map((night) =>
      madeObservation({
        ...WORKS,
        startMs: NIGHT_MS + night * DAY_MS + 2 * HOUR_MS,
        frpMegawatts: 60 + night,
      }),
    )
    expect(partitionOf([...works(4), ...flares]).incidents).toEqual([])
  })

  test('[I10] the same heat near the line is an incident, since shelling repeats there', () => {
    const atLine: FusionContext = { distanceToLine: () => ({ meters: 8_000, uncertaintyMeters: 1_000 }) }
    expect(partitionOf(works(4), atLine).steadySources).toEqual([])
    expect(partitionOf(works(10), atLine).steadySources).toHaveLength(1)
  })

  test('[I10] a shelled strip, hot every night but nowhere in particular, is not masked even without a line', () => {
    let state = 7
    const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 0x1_0000_0000
    const shelled = [...Array(600).keys()].map((k) =>
      madeObservation({
        latitude: WORKS.latitude + random() * 0.06,
        longitude: WORKS.longitude + random() * 0.09,
        startMs: NIGHT_MS + (k % 6) * DAY_MS + (k % 4) * HOUR_MS,
        frpMegawatts: 1 + random(),
      }),
    )
    const { steadySources } = partitionOf(shelled)
    expect(steadySources).toEqual([])
  })
})

const realDay = sharedData('firms/ukraine-2026-06/viirs-nrt-20260624-27.csv')

describe.skipIf(realDay === null)(
  'steady heat sources in real detections (skipped without the public data)',
  () => {
    test('[I8] a flare that three satellites saw ten times over four nights makes no incident within 1 km', () => {
      const flare = { latitude: 44.771, longitude: 33.861 }
      const partition = partitionOf(readDetections(realDay ?? ''))
      const near = (place: Position) => geodesicMeters(place, flare) < 1_000
      expect(partition.steadySources.filter((source) => near(source.center))).toHaveLength(1)
      expect(partition.incidents.filter((incident) => near(incident.geometry.center))).toEqual([])
      expect(partition.incidents.length).toBeGreaterThan(500)
    })
  },
)

/** Just enough of a reader for this test: the feed's own reader lives in `sources`. */
function readDetections(path: string): Observation[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    const time = cell('acq_time')
    const startMs = Date.parse(`${cell('acq_date')}T${time.slice(0, 2)}:${time.slice(2)}:00Z`)
    return madeObservation({
      latitude: Number(cell('latitude')),
      longitude: Number(cell('longitude')),
      startMs,
      lineage: `${cell('satellite')} ${startMs}`,
      radiusMeters: 707 * Math.max(Number(cell('scan')), Number(cell('track'))),
      frpMegawatts: Number(cell('frp')),
      night: cell('daynight') === 'N',
    })
  })
}
