// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { HYPOTHESES, MEANS, type Means } from '#agreement'
import { UNKNOWN_OPPORTUNITY, type Opportunity, type OpportunityPort } from '#coverage'
import { toInstant } from '#kernel'

import { weighSensors, type Detection, type SensorModel, type SharesByHypothesis } from './sensor-votes.ts'

const PLACE = { latitude: 48, longitude: 37 }
const DAY = { start: toInstant(0), end: toInstant(86_400_000), clockErrorSeconds: 0 }
const shares = (share: number, unknown: number): SharesByHypothesis =>
  Object.fromEntries(
    HYPOTHESES.map((one) => [one, one === 'unknown' ? unknown : share]),
  ) as SharesByHypothesis
const thermal: SensorModel = { told: shares(0.4, 0.02), again: shares(0.3, 0.02), correlation: 0.5 }
const models = Object.fromEntries(MEANS.map((means) => [means, thermal])) as Record<Means, SensorModel>
const seen = (lineage: string): Detection => ({ means: 'satellite-thermal', lineage })
const always = (opportunity: Opportunity): OpportunityPort => ({ opportunityOf: () => opportunity })
const weigh = (detections: readonly Detection[], coverage = UNKNOWN_OPPORTUNITY) =>
  weighSensors(detections, ['satellite-thermal'], models, coverage, PLACE, DAY)

/** How much more the finding speaks for shelling than for nothing. */
const gainOf = ([finding]: ReturnType<typeof weigh>): number =>
  (finding?.logLikelihood?.('shelling') ?? Number.NaN) - (finding?.logLikelihood?.('unknown') ?? Number.NaN)

describe('votes of sensors', () => {
  test('[SV1] a lineage is one vote however many observations it made', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), (lineages) => {
        const [all, each] = [weigh(lineages.map(seen)), weigh([...new Set(lineages)].map(seen))]
        expect(all[0]?.params).toEqual(each[0]?.params)
        expect(gainOf(all)).toBe(gainOf(each))
      }),
    )
    expect(gainOf(weigh([seen('a')]))).toBeCloseTo(Math.log(20), 9)
  })

  test('[SV2] votes that lean on each other add less, and never more than their number', () => {
    const [one, two, many] = [1, 2, 1_000].map((n) =>
      gainOf(weigh([...Array(n).keys()].map((k) => seen(String(k))))),
    ) as [number, number, number]
    expect(two).toBeGreaterThan(one)
    expect(two).toBeLessThan(one + Math.log(15))
    expect(many).toBeLessThan(one + Math.log(15) / thermal.correlation)
  })

  test('[SV3] absence weighs only where there was an opportunity, and only of what was at work', () => {
    expect(weigh([])).toEqual([
      { code: 'opportunity-unknown', params: { means: 'satellite-thermal' }, logLikelihood: null },
    ])
    expect(weigh([], always({ kind: 'none', reason: 'cloud' }))[0]?.logLikelihood).toBeNull()
    const looked = weigh([], always({ kind: 'looked', looks: 3 }))
    expect(gainOf(looked)).toBeCloseTo(3 * Math.log(0.6 / 0.98), 9)
    expect(weighSensors([], [], models, UNKNOWN_OPPORTUNITY, PLACE, DAY)).toEqual([])
  })
})
