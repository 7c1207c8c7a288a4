// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { HOUR_MS } from '#kernel'
import { createObservationTable } from '#observations'

import { madeObservation, type MadeObservation } from '../../../test/made-observation.ts'
import type { FusionContext } from '../engine.ts'
import { sumOfLogOdds } from '../first-engine/first-engine.ts'
import { createFusedEngine, type FusedOptions } from './fused-engine.ts'

const NOON = Date.UTC(2026, 6, 10, 12)
const AT_THE_LINE: FusionContext = { distanceToLine: () => ({ meters: 2_000, uncertaintyMeters: 500 }) }
const FAR_OFF: FusionContext = { distanceToLine: () => ({ meters: 80_000, uncertaintyMeters: 500 }) }

function partitionOf(
  made: readonly MadeObservation[],
  context = AT_THE_LINE,
  options: Partial<FusedOptions> = {},
) {
  const table = createObservationTable()
  for (const one of made) table.append(madeObservation(one))
  const { incidents, setAside } = createFusedEngine(null, options).partition(table, context)
  return { incidents: [...incidents], setAside }
}

const report = (lineage: string, rest: Partial<MadeObservation> = {}): MadeObservation => ({
  latitude: 48,
  longitude: 37,
  radiusMeters: 5_000,
  startMs: NOON,
  endMs: NOON + 9 * HOUR_MS,
  means: 'open-source',
  source: 'viina',
  effect: 'reported-shelling',
  count: { value: 7, qualifier: 'about' },
  measurements: {},
  sensorConfidence: null,
  lineage,
  ...rest,
})
const fire = (hours: number, rest: Partial<MadeObservation> = {}): MadeObservation => ({
  latitude: 48.001,
  longitude: 37.001,
  startMs: NOON + hours * HOUR_MS,
  frpMegawatts: 9,
  ...rest,
})

/** Sources, kinds and places enough for groups of every make. */
const anyMade: fc.Arbitrary<MadeObservation> = fc
  .record({
    step: fc.integer({ min: 0, max: 12 }),
    hours: fc.integer({ min: 0, max: 30 }),
    story: fc.constantFrom('a', 'b', 'c'),
    heat: fc.boolean(),
  })
  .map(({ step, hours, story, heat }) => {
    const at = { latitude: 48 + step * 0.004, longitude: 37 }
    return heat
      ? fire(hours, at)
      : report(story, { ...at, startMs: NOON + hours * HOUR_MS, endMs: NOON + (hours + 9) * HOUR_MS })
  })

describe('the fused engine', () => {
  test('[I18] reasons add up to the log-odds, hypotheses to one, and three of them to the likelihood', () => {
    fc.assert(
      fc.property(fc.array(anyMade, { minLength: 1, maxLength: 25 }), (made) => {
        for (const { reasons, likelihood, hypotheses } of partitionOf(made).incidents) {
          const probability = 1 / (1 + Math.exp(-sumOfLogOdds(reasons)))
          expect(likelihood.probability).toBeCloseTo(Math.min(0.99, Math.max(0.01, probability)), 6)
          const millionths = hypotheses.map((one) => Math.round(one.probability * 1e6))
          expect(millionths.reduce((a, b) => a + b, 0)).toBe(1e6)
          const military = millionths.slice(0, 3).reduce((a, b) => a + b, 0)
          expect(military).toBe(Math.round(likelihood.probability * 1e6))
        }
      }),
    )
  })

  test('[I18] order, batches and repetition change nothing, and a source that is taken away leaves nothing behind', () => {
    fc.assert(
      fc.property(fc.array(anyMade, { maxLength: 25 }), fc.func(fc.integer()), (made, shuffle) => {
        const expected = partitionOf(made)
        const mixed = [...made, ...made.slice(0, 5)].toSorted(
          (a, b) => shuffle(a.startMs) - shuffle(b.startMs),
        )
        expect(partitionOf(mixed)).toEqual(expected)
        const ofOne = made.filter((one) => one.source !== 'viina')
        const text = JSON.stringify(partitionOf(ofOne))
        const gone = made.filter((one) => one.source === 'viina').map((one) => madeObservation(one).id)
        expect(gone.filter((id) => text.includes(id))).toEqual([])
        expect(text).not.toContain('open-source')
      }),
      { numRuns: 50 },
    )
  })

  test('[I18] the prior is named, comes first and moves the answer; a missing background is told of heat alone', () => {
    const [war] = partitionOf([fire(1)], AT_THE_LINE, { prior: 'war' }).incidents
    const [truce] = partitionOf([fire(1)], AT_THE_LINE, { prior: 'ceasefire' }).incidents
    expect(war?.reasons[0]).toMatchObject({ code: 'prior', params: { prior: 'war' } })
    expect(war?.likelihood.probability).toBeGreaterThan(truce?.likelihood.probability ?? 1)
    const codes = truce?.reasons.map(({ code }) => code)
    expect(codes).toContain('background-missing')
    expect(codes).toContain('recalibration')
    const [told] = partitionOf([report('a')]).incidents
    expect(told?.reasons.map(({ code }) => code)).not.toContain('background-missing')
  })

  test('[I19] a lone rumour far off makes no incident; told twice, or near the line, it does', () => {
    const rumour = report('a', { count: { value: 1, qualifier: 'at-least' } })
    const alone = partitionOf([rumour], FAR_OFF)
    expect(alone.incidents).toEqual([])
    expect(alone.setAside[0]?.reasons[0]?.code).toBe('likelier-nothing')
    expect(partitionOf([rumour], AT_THE_LINE).incidents).toHaveLength(1)
    expect(partitionOf([rumour, { ...rumour, lineage: 'b' }], FAR_OFF).incidents).toHaveLength(1)
  })

  test('[I5] what tells of no effect and what is replayed is set aside once, with the reason', () => {
    const { incidents, setAside } = partitionOf([
      report('a', { effect: 'reported-other' }),
      fire(1),
      fire(49),
    ])
    expect(incidents).toHaveLength(1)
    expect(setAside.map(({ reasons }) => reasons[0]?.code)).toEqual(['tells-of-no-effect', 'replayed'])
  })

  test('[I20] all who name one place are one vote for it, however many they are', () => {
    const [one] = partitionOf([report('a')]).incidents
    const [three] = partitionOf([report('a'), report('b'), report('c')]).incidents
    expect(three?.independentSources).toBe(3)
    expect(three?.geometry).toEqual(one?.geometry)
    expect(one?.geometry.semiMajorMeters).toBeGreaterThan(30_000)
  })
})
