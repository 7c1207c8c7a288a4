// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { compileAgreement, createAgreementLines } from '#agreement'
import { createFusedEngine, createLiveEngine } from '#incidents'
import { canonicalJson, DAY_MS, digestOf, HOUR_MS, type Digest } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { madeObservation } from '../../../test/made-observation.ts'
import { shipped } from '../../../test/sample-terms.ts'
import { createLiveWindow, type LiveWindow } from './live-window.ts'

const TERMS = shipped('exercise-2026')
const START = Date.UTC(2026, 5, 1)
const FAR_DAYS = 90
const context = { distanceToLine: () => ({ meters: 9_000, uncertaintyMeters: 500 }) }
const dayOf = (ms: number): number => Math.floor(ms / DAY_MS)

/** Crowded enough for incidents to join, on two days at the beginning and two long after: too few nights for a steady source. */
const anyObservation = fc
  .record({
    day: fc.constantFrom(0, 1, FAR_DAYS, FAR_DAYS + 1),
    hour: fc.nat({ max: 23 }),
    north: fc.nat({ max: 8 }),
    frpMegawatts: fc.constantFrom(40, 80),
  })
  .map(({ day, hour, north, frpMegawatts }) =>
    madeObservation({
      latitude: 48 + north * 0.003,
      longitude: 37,
      startMs: START + day * DAY_MS + hour * HOUR_MS,
      frpMegawatts,
    }),
  )

/** What is on record, as the tables would have it. */
function tables() {
  const observations = new Map<Digest, Observation>()
  const incidents = new Map<
    Digest,
    { readonly members: readonly Digest[]; readonly documentDigest: Digest }
  >()
  let loads = 0
  return {
    observations,
    incidents,
    loads: () => loads,
    settle(window: LiveWindow): void {
      for (let needed = window.daysNeeded(); needed !== null; needed = window.daysNeeded()) {
        for (const day of needed) {
          const there = [...observations.values()].filter(({ time }) => dayOf(time.start) === day)
          const began = [...incidents].filter(([id]) => dayOf(observations.get(id)!.time.start) === day)
          if (there.length > 0) loads += 1
          window.load(
            day,
            there,
            began.map(([id, { documentDigest }]) => ({ id, documentDigest })),
          )
        }
        for (const { incident, records } of window.fuse()) {
          const document = records[0]?.kind === 'incident' ? records[0].body['document'] : null
          if (document === null || document === undefined) incidents.delete(incident)
          else {
            const { members } = document as unknown as { readonly members: readonly Digest[] }
            incidents.set(incident, { members, documentDigest: digestOf(canonicalJson(document)) })
          }
        }
      }
    },
  }
}

const newWindow = (): LiveWindow =>
  createLiveWindow(
    () => createLiveEngine(null, context),
    compileAgreement(TERMS, createAgreementLines(TERMS)),
  )

/** Each season by itself: how much a fire tells depends on what burned around it, and the window does not look back for months. */
function inBatches(observations: Iterable<Observation>) {
  const seasons = [createObservationTable(), createObservationTable()]
  for (const one of observations) seasons[one.time.start < START + 10 * DAY_MS ? 0 : 1]?.append(one)
  return new Map(
    seasons.flatMap((table) =>
      [...createFusedEngine(null).partition(table, context).incidents].map(({ id, members }) => [
        id,
        members,
      ]),
    ),
  )
}

const membersOf = (incidents: ReturnType<typeof tables>['incidents']) =>
  new Map([...incidents].map(([id, { members }]) => [id, members]))

describe('the live window', () => {
  test('[LG15] as days go by it holds no more of them, and what is on record stays', () => {
    const store = tables()
    const window = newWindow()
    const held = new Set<number>()
    let most = 0
    for (let day = 0; day < 120; day += 1) {
      const one = madeObservation({ latitude: 48, longitude: 37 + day / 10, startMs: START + day * DAY_MS })
      store.observations.set(one.id, one)
      window.add(one)
      const needed = window.daysNeeded() ?? []
      // Days that were held come again where it began anew.
      if (needed.some((again) => held.has(again))) held.clear()
      for (const again of needed) held.add(again)
      most = Math.max(most, held.size)
      store.settle(window)
    }
    expect(most).toBeLessThanOrEqual(40)
    expect(most).toBeGreaterThan(17)
    expect(store.incidents.size).toBe(120)
  })

  test('[LG15] whatever order days come in, and started anew at any time, what is on record is the partition of what lies near', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(anyObservation, { minLength: 1, maxLength: 6 }), fc.boolean()), {
          minLength: 1,
          maxLength: 8,
        }),
        (batches) => {
          const on = tables()
          let window = newWindow()
          for (const [batch, isStartedAnew] of batches) {
            const fresh = batch.filter(({ id }) => !on.observations.has(id))
            for (const one of fresh) on.observations.set(one.id, one)
            if (isStartedAnew) {
              window = newWindow()
              for (const { time } of fresh) window.touch(dayOf(time.start))
            } else for (const one of fresh) window.add(one)
            on.settle(window)
            expect(membersOf(on.incidents)).toEqual(inBatches(on.observations.values()))
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  test('[LG15] days that are held are not loaded again, and those far away let them go', () => {
    const on = tables()
    const window = newWindow()
    const come = (day: number, hour: number): void => {
      const one = madeObservation({
        latitude: 48,
        longitude: 37,
        startMs: START + day * DAY_MS + hour * HOUR_MS,
      })
      on.observations.set(one.id, one)
      window.add(one)
      on.settle(window)
    }
    come(0, 1)
    come(0, 3)
    come(1, 3)
    expect(on.loads()).toBe(1)
    come(FAR_DAYS, 1)
    expect(on.loads()).toBe(2)
    come(1, 5)
    expect(on.loads()).toBe(4)
  })
})
