// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { buildBackground, parseBackground, writeBackground } from '#background'
import { DAY_MS, HOUR_MS } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { madeObservation, type MadeObservation } from '../../../test/made-observation.ts'
import type { FusionContext, LiveEngine } from '../engine.ts'
import { createFusedEngine } from '../fused-engine/fused-engine.ts'
import type { Incident, Partition } from '../incident.ts'
import { createLiveEngine } from './live-engine.ts'

const START = Date.UTC(2022, 5, 20)
const NEAR_THE_LINE: FusionContext = { distanceToLine: () => ({ meters: 9_000, uncertaintyMeters: 500 }) }

const background = (() => {
  const fires = Array.from({ length: 40 }, (_, k) => ({
    latitude: 48 + 0.01 * (k % 7),
    longitude: 37 + 0.01 * (k % 5),
    timeMs: Date.UTC(2018 + (k % 3), 0, 1) + 9 * k * DAY_MS,
  }))
  const inputs = [
    { role: 'history' as const, source: 'firms-history', name: 'a', original: '0'.repeat(64), rows: 1 },
  ]
  const built = buildBackground(inputs, fires, null)
  const parsed = built.ok ? parseBackground(writeBackground(built.value), 'quiet') : built
  if (!parsed.ok) throw new Error('no background')
  return parsed.value
})()

/** Crowded enough for incidents to join and part, with stories told again, replays, reports of nothing and a works. */
const anyMade: fc.Arbitrary<MadeObservation> = fc
  .record({
    kind: fc.constantFrom('heat', 'heat', 'heat', 'works', 'story', 'nothing'),
    north: fc.integer({ min: 0, max: 12 }),
    east: fc.integer({ min: 0, max: 12 }),
    hours: fc.integer({ min: 0, max: 150 }),
    frpMegawatts: fc.constantFrom(3, 3, 20),
    story: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ kind, north, east, hours, frpMegawatts, story }) => {
    const place = { latitude: 48 + north * 0.003, longitude: 37 + east * 0.004 }
    const startMs = START + hours * HOUR_MS
    if (kind === 'heat') return { ...place, startMs, frpMegawatts }
    if (kind === 'works') return { latitude: 48.1, longitude: 37.1 + east * 1e-5, startMs, frpMegawatts: 5 }
    return {
      ...place,
      startMs,
      endMs: startMs + 9 * HOUR_MS,
      radiusMeters: 2_000,
      effect: kind === 'story' ? ('reported-shelling' as const) : ('reported-other' as const),
      means: 'open-source' as const,
      lineage: `story/${story}`,
    }
  })

const batchesOf = (made: fc.Arbitrary<MadeObservation>) =>
  fc.array(fc.array(made.map(madeObservation), { maxLength: 12 }), { maxLength: 6 })

function wholeOf(partition: Partition) {
  return {
    incidents: [...partition.incidents],
    steadySources: partition.steadySources,
    setAside: [...partition.setAside].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

function batchOf(observations: readonly Observation[], on: typeof background | null) {
  const table = createObservationTable()
  for (const observation of observations) table.append(observation)
  return wholeOf(createFusedEngine(on).partition(table, NEAR_THE_LINE))
}

describe('the live engine', () => {
  test('[LE1] after a refresh it stands as the fused engine over the same set', () => {
    fc.assert(
      fc.property(
        batchesOf(anyMade),
        fc.constantFrom(null, background),
        fc.nat({ max: 5 }),
        (batches, on, k) => {
          const live = createLiveEngine(on, NEAR_THE_LINE)
          batches.forEach((batch, number) => {
            live.add([...batch, ...batch.slice(0, 2)])
            if (number === k) live.refresh()
          })
          live.refresh()
          expect(wholeOf(live.partition())).toEqual(batchOf(batches.flat(), on))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('[LE1] without anything steady it stands so after every batch', () => {
    const free = anyMade.filter(({ latitude }) => latitude !== 48.1)
    fc.assert(
      fc.property(batchesOf(free), fc.constantFrom(null, background), (batches, on) => {
        const live = createLiveEngine(on, NEAR_THE_LINE)
        const arrived: Observation[] = []
        for (const batch of batches) {
          live.add(batch)
          arrived.push(...batch)
          const expected = batchOf(arrived, on)
          fc.pre(expected.steadySources.length === 0)
          expect(wholeOf(live.partition())).toEqual(expected)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('[LE2] who applies the changes holds the incidents of the partition', () => {
    fc.assert(
      fc.property(batchesOf(anyMade), (batches) => {
        const live = createLiveEngine(null, NEAR_THE_LINE)
        const held = new Map<string, Incident>()
        const apply = ({ changed, ended }: ReturnType<LiveEngine['add']>) => {
          for (const id of ended) held.delete(id)
          for (const incident of changed) held.set(incident.id, incident)
        }
        for (const batch of batches) {
          apply(live.add(batch))
          const members = [...live.partition().incidents].map((incident) => incident.members)
          const byId = [...held.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
          expect(byId.map((incident) => incident.members)).toEqual(
            members.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
          )
        }
        apply(live.refresh())
        expect(new Set(held.keys())).toEqual(new Set([...live.partition().incidents].map(({ id }) => id)))
      }),
      { numRuns: 40 },
    )
  })

  test('[LE3] tells of observations that a steady source takes from their incidents', () => {
    const works = Array.from({ length: 24 }, (_, k) =>
      madeObservation({
        latitude: 48.1,
        longitude: 37.1,
        startMs: START + 12 * k * HOUR_MS + k,
        frpMegawatts: 5 + 0.01 * k,
      }),
    )
    const live = createLiveEngine(null, { distanceToLine: () => null })
    live.add(works)
    const open = new Set([...live.partition().incidents].flatMap(({ members }) => members))
    const { withdrawn } = live.refresh()
    expect(live.partition().steadySources).toHaveLength(1)
    expect(new Set(withdrawn)).toEqual(open)
    expect(open.size).toBeGreaterThan(0)
  })
})
