// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  buildBackground,
  parseBackground,
  writeBackground,
  type Background,
  type QuietFire,
} from '#background'
import { DAY_MS, type Reason } from '#kernel'
import { createObservationTable } from '#observations'

import { madeObservation, type MadeObservation } from '../../../test/made-observation.ts'
import type { FusionContext } from '../engine.ts'
import { sumOfLogOdds } from '../first-engine/first-engine.ts'
import { measureSurroundings, thermalEvidence, toRunFires } from '../thermal-evidence/index.ts'
import { createFusedEngine } from './fused-engine.ts'

const WORKS = { latitude: 50.543, longitude: 26.26 }
const FIELD = { latitude: 48.4, longitude: 35.2 }
const TOWN = { position: { latitude: 48.42, longitude: 35.2 }, population: 20_000 }

/** Works that are hot twice a month, and fields that burn in April. */
const QUIET: readonly QuietFire[] = [2018, 2019, 2020].flatMap((year) => {
  const start = Date.UTC(year, 0, 1)
  const works = Array.from({ length: 24 }, (_, k) => ({ ...WORKS, timeMs: start + 15 * k * DAY_MS }))
  const fields = Array.from({ length: 12 }, (_, k) => ({ ...FIELD, timeMs: start + (90 + k) * DAY_MS }))
  return [...works, ...fields]
})

function backgroundOf(withPlaces: boolean): Background {
  const built = buildBackground(
    [{ role: 'history', source: 'firms-history', name: 'a.csv', original: '0'.repeat(64), rows: 1 }],
    QUIET,
    withPlaces ? [TOWN] : null,
  )
  const parsed = built.ok ? parseBackground(writeBackground(built.value), 'quiet.json') : built
  if (!parsed.ok) throw new Error('no background')
  return parsed.value
}

const background = backgroundOf(true)
const NO_LINE: FusionContext = { distanceToLine: () => null }
const AT_THE_LINE: FusionContext = { distanceToLine: () => ({ meters: 2_000, uncertaintyMeters: 500 }) }
const NOON = Date.UTC(2022, 5, 20, 12)

function partitionOf(made: readonly MadeObservation[], context = NO_LINE, on = background) {
  const table = createObservationTable()
  for (const one of made) table.append(madeObservation(one))
  const { incidents, steadySources } = createFusedEngine(on).partition(table, context)
  return { incidents: [...incidents], steadySources }
}

const logOddsOf = (reasons: readonly Reason[], code: string): number =>
  reasons.find((one) => one.code === code)?.logOdds ?? Number.NaN

function evidenceOf(days: readonly number[], place = FIELD, on = background) {
  const today = Math.floor(NOON / DAY_MS)
  const all = [...days.map((ago) => today - ago), today]
  const run = toRunFires({
    latitude: Float64Array.from(all, () => place.latitude),
    longitude: Float64Array.from(all, () => place.longitude),
    day: Int32Array.from(all),
  })
  return thermalEvidence(measureSurroundings(on, run, place, today))
}

describe('evidence of surroundings', () => {
  test('[BG6] gives each term once, and says so where there is no gazetteer', () => {
    const codes = evidenceOf([]).map((one) => one.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toContain('people-near')
    const without = evidenceOf([], FIELD, backgroundOf(false)).map((one) => one.code)
    expect(without).not.toContain('people-near')
    expect(without).toContain('gazetteer-missing')
  })

  test('[BG7] days of heat beyond what is usual speak for, and a first day says nothing of days before', () => {
    const quiet = logOddsOf(evidenceOf([30]), 'fire-days-here')
    const busy = logOddsOf(evidenceOf([30, 12, 9, 7, 5, 3, 2, 1]), 'fire-days-here')
    expect(busy).toBeGreaterThan(quiet + 1)
    const first = evidenceOf([])
    const surroundings = first.find((one) => one.code === 'fire-days-here')
    expect(surroundings?.params).toEqual({ days: 0, expectedDays: 0, ofDays: 0 })
  })

  test('[BG7] the habit of heat at the place speaks against', () => {
    const field = logOddsOf(evidenceOf([], { latitude: 49.5, longitude: 31 }), 'yearly-heat-here')
    expect(logOddsOf(evidenceOf([], WORKS), 'yearly-heat-here')).toBeLessThan(field - 1)
  })
})

describe('the engine with a background', () => {
  const heatAt = (place: typeof WORKS, k: number, frpMegawatts = 5): MadeObservation => ({
    ...place,
    latitude: place.latitude + 0.0004 * (k % 3),
    startMs: NOON + k * DAY_MS,
    frpMegawatts,
    night: false,
  })
  const usual = Array.from({ length: 8 }, (_, k) => heatAt(WORKS, k))

  test('[BG8] sets the heat of known works apart, with the reason', () => {
    const { incidents, steadySources } = partitionOf([...usual, heatAt(FIELD, 0)])
    expect(steadySources).toHaveLength(1)
    expect(steadySources[0]?.members).toHaveLength(8)
    expect(steadySources[0]?.reasons.map((one) => one.code)).toEqual(['works-days', 'works-months'])
    expect(incidents).toHaveLength(1)
  })

  test('[BG8] lets a far stronger fire at the works alarm, more fires than ever, and works near the line', () => {
    const strike = partitionOf([...usual, heatAt(WORKS, 8, 400)])
    expect(strike.incidents).toHaveLength(1)
    expect(strike.incidents[0]?.reasons.map((one) => one.code)).toContain('above-steady-source')
    const many = Array.from({ length: 6 }, (_, k) => ({ ...heatAt(WORKS, 9), startMs: NOON + k * 60_000 }))
    expect(partitionOf([...usual, ...many]).incidents.length).toBeGreaterThan(0)
    expect(partitionOf(usual, AT_THE_LINE).steadySources).toEqual([])
  })

  test('[BG9] order and repetition change nothing, and reasons add up to the likelihood', () => {
    const fires = [...usual, heatAt(FIELD, 0), heatAt(FIELD, 1), heatAt({ latitude: 48.3, longitude: 37 }, 2)]
    const expected = partitionOf(fires)
    for (const { reasons, likelihood } of expected.incidents) {
      const probability = 1 / (1 + Math.exp(-sumOfLogOdds(reasons)))
      expect(likelihood.probability).toBeCloseTo(Math.min(0.99, Math.max(0.01, probability)), 6)
    }
    fc.assert(
      fc.property(fc.shuffledSubarray(fires, { minLength: fires.length }), (shuffled) => {
        expect(partitionOf([...shuffled, ...shuffled.slice(0, 4)])).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })
})
