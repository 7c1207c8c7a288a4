// SPDX-License-Identifier: Apache-2.0
import { parseRunRecord } from '#reports'
import { describe, expect, test } from 'vitest'

import type { FusionContext, Incident, IncidentEngine } from '#incidents'
import { toLikelihood, type Digest } from '#kernel'
import type { ObservationTable } from '#observations'

import { inventRun } from '../../../test/invented-run.ts'
import { madeObservation } from '../../../test/made-observation.ts'
import { makeUnits, type Detection } from '../ranking/units.ts'
import { createRunCollector } from './collect-run.ts'
import { dayEndScores, scoresFromProbabilities } from './day-end-scores.ts'
import { scoreRunLabels } from './score-run-labels.ts'

const DAY_MS = 86_400_000
const START_MS = Date.UTC(2026, 5, 1)

const noLine: FusionContext = { distanceToLine: () => null }

/** Makes one incident of everything; the more there is, the surer it is. */
const crowdEngine: IncidentEngine = {
  name: 'crowd',
  version: '1',
  parameters: {},
  partition(table: ObservationTable) {
    const members = [...table.sorted()].map((row) => table.idAt(row))
    const incident = {
      id: members[0] as Digest,
      members,
      likelihood: toLikelihood(members.length / 100),
    } as unknown as Incident
    return {
      engine: { name: 'crowd', version: '1', parameters: {} },
      incidents: [incident],
      steadySources: [],
      setAside: [],
    }
  },
}

const heatOn = (day: number, latitude: number) =>
  madeObservation({ latitude, longitude: 37, startMs: START_MS + day * DAY_MS + 3_600_000 })

const toDetection = (observation: ReturnType<typeof heatOn>): Detection => ({
  id: observation.id,
  timeMs: observation.time.start,
  position: { latitude: 48, longitude: 37 },
  source: 'firms',
  frpMegawatts: 3,
})

describe('a run under the score', () => {
  test('[Q15] a unit takes the probability as it was at the end of its day, in whatever order observations come', () => {
    const observations = [heatOn(0, 48), heatOn(0, 48.1), heatOn(2, 48), heatOn(1, 48), heatOn(2, 48.1)]
    const units = makeUnits(observations.map(toDetection))
    expect(units.length).toBe(3)
    const scores = dayEndScores(units, observations, crowdEngine, noLine)
    expect([...scores]).toEqual([0.02, 0.03, 0.05])
    expect(dayEndScores(units, observations.toReversed(), crowdEngine, noLine)).toEqual(scores)
  })

  test('[Q15] a unit of which no incident holds a detection scores zero', () => {
    const units = makeUnits([toDetection(heatOn(0, 48))])
    expect([...dayEndScores(units, [heatOn(0, 49)], crowdEngine, noLine)]).toEqual([0])
    expect([...scoresFromProbabilities(units, new Map())]).toEqual([0])
    expect([...scoresFromProbabilities(units, new Map([[units[0]!.members[0]!.id, 0.4]]))]).toEqual([0.4])
  })

  test('[Q20] records in any order give observations with their rows, incidents and steady sources', () => {
    const records = inventRun({ incidents: 10, fileName: 'heat.csv' }).flatMap((record) => {
      const read = parseRunRecord(record)
      return read.ok ? [read.value] : []
    })
    const collect = (list: typeof records) => {
      const collector = createRunCollector()
      for (const record of list) collector.add(record)
      return collector
    }
    const run = collect(records).toFoundRun()
    expect(run.observations.length).toBe(10)
    expect(run.observations.map(({ file, row }) => `${file} ${row}`)).toEqual(
      Array.from({ length: 10 }, (_, n) => `heat.csv ${n + 1}`),
    )
    for (const incident of run.incidents) {
      expect(incident.members.length).toBeGreaterThan(0)
      expect(Math.max(...incident.members)).toBeLessThan(10)
    }
    const backwards = collect(records.toReversed())
    expect(backwards.toFoundRun().incidents.length).toBe(run.incidents.length)
    expect(backwards.probabilities().size).toBeGreaterThan(0)
    expect(collect(records).observations().length).toBe(10)
  })

  test('[Q13] [Q14] without places, background and power a run is still ranked, and each gap says why', () => {
    const detections = Array.from({ length: 40 }, (_, k) => ({
      ...toDetection(heatOn(k % 4, 48 + k / 10)),
      id: `d${String(k).padStart(3, '0')}`,
      position: { latitude: 48 + k / 10, longitude: 37 },
      frpMegawatts: null,
    }))
    const label = {
      id: 'l',
      day: START_MS / DAY_MS + 1,
      position: { latitude: 48.1, longitude: 37 },
      kind: 'x',
    }
    const { rows } = scoreRunLabels({
      detections,
      labels: [label],
      period: { first: START_MS / DAY_MS, last: START_MS / DAY_MS + 3 },
      places: null,
      background: null,
      scoreUnits: (units) => Float64Array.from(units, ({ position }) => -position.latitude),
    })
    expect(rows.slice(0, 4).map(({ method, dayAuc, reason }) => [method, dayAuc === null, reason])).toEqual([
      ['marsad', false, 'no-populated-places'],
      ['cell-excess', false, 'no-populated-places'],
      ['population', true, 'no-populated-places'],
      ['points', true, 'no-radiative-power'],
    ])
  })
})
