// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { UNKNOWN_OPPORTUNITY, type Opportunity, type OpportunityPort } from '#coverage'
import { toInstant } from '#kernel'

import { weighSensors, type Detection, type SensorModel } from './sensor-votes.ts'

const PLACE = { latitude: 48, longitude: 37 }
const DAY = { start: toInstant(0), end: toInstant(86_400_000), clockErrorSeconds: 0 }
const thermal: SensorModel = {
  means: 'satellite-thermal',
  detection: 0.4,
  falseAlarm: 0.02,
  correlation: 0.5,
}
const seen = (lineage: string): Detection => ({ means: 'satellite-thermal', lineage })
const always = (opportunity: Opportunity): OpportunityPort => ({ opportunityOf: () => opportunity })
const weigh = (detections: readonly Detection[], coverage = UNKNOWN_OPPORTUNITY) =>
  weighSensors(detections, [thermal], coverage, PLACE, DAY)

describe('votes of sensors', () => {
  test('[SV1] a lineage is one vote however many observations it made', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }), (lineages) => {
        expect(weigh(lineages.map(seen))).toEqual(weigh([...new Set(lineages)].map(seen)))
      }),
    )
    expect(weigh([seen('a')])).toEqual([
      {
        code: 'sensor-votes',
        params: { means: 'satellite-thermal', votes: 1 },
        logOdds: Math.round(Math.log(20) * 1e6) / 1e6,
      },
    ])
  })

  test('[SV2] votes that lean on each other add less, and never more than their number', () => {
    const [one, two, many] = [1, 2, 1_000].map((n) => weigh([...Array(n).keys()].map((k) => seen(String(k)))))
    const gain = (reasons: typeof one) => reasons![0]!.logOdds!
    expect(gain(two)).toBeGreaterThan(gain(one))
    expect(gain(two)).toBeLessThan(2 * gain(one))
    expect(gain(many)).toBeLessThan(gain(one) / thermal.correlation)
  })

  test('[SV3] absence weighs only where there was an opportunity', () => {
    expect(weigh([])).toEqual([{ code: 'opportunity-unknown', params: { means: 'satellite-thermal' } }])
    const cloudy = weigh([], always({ kind: 'none', reason: 'cloud' }))
    expect(cloudy[0]).not.toHaveProperty('logOdds')
    const [reason] = weigh([], always({ kind: 'looked', looks: 3 }))
    expect(reason?.logOdds).toBeCloseTo(3 * Math.log(0.6 / 0.98), 5)
  })
})
