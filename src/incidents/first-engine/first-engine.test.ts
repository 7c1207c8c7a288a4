// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { canonicalJson, destination, geodesicMeters, toLikelihood, type JsonValue } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { madeObservation } from '../../../test/made-observation.ts'
import type { FusionContext } from '../engine.ts'
import type { Incident, Partition } from '../incident.ts'
import { createFirstEngine, sumOfLogOdds } from './first-engine.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 5, 24)
const noLine: FusionContext = { distanceToLine: () => null }
const lineAt = (meters: number): FusionContext => ({
  distanceToLine: () => ({ meters, uncertaintyMeters: 500 }),
})

/** A partition with its incidents worked out. */
type WholePartition = Omit<Partition, 'incidents'> & { readonly incidents: readonly Incident[] }

function partitionOf(observations: readonly Observation[], context = noLine): WholePartition {
  const table = createObservationTable()
  for (const observation of observations) table.append(observation)
  const partition = createFirstEngine().partition(table, context)
  return { ...partition, incidents: [...partition.incidents] }
}

const bytesOf = (partition: WholePartition) => canonicalJson(partition as unknown as JsonValue)
const weightOf = (incident: Incident | undefined, code: string) =>
  incident?.reasons.find((reason) => reason.code === code)?.logOdds

/** Heat and reports over a few kilometres and days, some exactly repeated, some too imprecise to associate. */
const anyObservation = fc
  .record({
    latitude: fc.integer({ min: 0, max: 30 }).map((k) => 48 + k * 0.002),
    longitude: fc.integer({ min: 0, max: 30 }).map((k) => 37 + k * 0.003),
    startMs: fc.integer({ min: 0, max: 120 }).map((h) => START_MS + h * HOUR_MS),
    radiusMeters: fc.constantFrom(0, 200, 400, 12_000),
    frpMegawatts: fc.constantFrom(0.4, 2, 80),
    night: fc.boolean(),
    report: fc.constantFrom(
      null,
      'reported-shelling',
      'reported-damage',
      'explosion-impact',
      'reported-other',
    ),
  })
  .map(({ report, ...rest }) =>
    madeObservation(
      report === null ? rest : { ...rest, means: 'open-source', effect: report, measurements: {} },
    ),
  )

describe('first engine', () => {
  test('[I4] any order and repetition of the same observations gives the same bytes', () => {
    const deliveries = fc
      .array(anyObservation, { maxLength: 60 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length, maxLength: 2 * list.length }),
        ),
      )
    fc.assert(
      fc.property(deliveries, ([once, shuffledTwice]) => {
        expect(bytesOf(partitionOf(shuffledTwice, lineAt(7_000)))).toBe(
          bytesOf(partitionOf(once, lineAt(7_000))),
        )
      }),
    )
  })

  test('[I5] [I6] every observation belongs to one incident or source, which is named by its earliest member', () => {
    fc.assert(
      fc.property(fc.array(anyObservation, { maxLength: 60 }), (list) => {
        const { incidents, steadySources } = partitionOf(list)
        const ids = new Set(list.map((observation) => observation.id))
        const members = [...incidents, ...steadySources].flatMap((item) => item.members)
        expect(members.length).toBe(ids.size)
        expect(new Set(members)).toEqual(ids)
        const startOf = new Map(list.map((observation) => [observation.id, observation.time.start]))
        for (const { id, members: own } of [...incidents, ...steadySources]) {
          const ordered = [...own].sort(
            (a, b) => (startOf.get(a) ?? 0) - (startOf.get(b) ?? 0) || (a < b ? -1 : 1),
          )
          expect(own).toEqual(ordered)
          expect(id).toBe(ordered[0])
        }
      }),
    )
  })

  test('[I5] what is known to no better than 10 km stands alone', () => {
    const at = { latitude: 48, longitude: 37, startMs: START_MS, radiusMeters: 10_001 }
    const vague = [0, 1, 2].map((k) => madeObservation({ ...at, lineage: `report ${k}` }))
    expect(partitionOf(vague).incidents.map((incident) => incident.members.length)).toEqual([1, 1, 1])
    const sharper = vague.map((_, k) =>
      madeObservation({ ...at, radiusMeters: 9_999, lineage: `report ${k}` }),
    )
    expect(partitionOf(sharper).incidents.map((incident) => incident.members.length)).toEqual([3])
  })

  test('[I7] three detections of one pass are one source', () => {
    const make = (lineage: string, k: number) =>
      madeObservation({ latitude: 48 + k * 0.001, longitude: 37, startMs: START_MS, lineage })
    const onePass = partitionOf([0, 1, 2].map((k) => make('N20 pass', k))).incidents
    expect(onePass.map((incident) => incident.independentSources)).toEqual([1])
    const three = partitionOf([0, 1, 2].map((k) => make(`pass ${k}`, k))).incidents
    expect(three.map((incident) => incident.independentSources)).toEqual([3])
  })

  test('[I12] [I13] probabilities sum to one in millionths, and the reasons to the likelihood', () => {
    fc.assert(
      fc.property(fc.array(anyObservation, { minLength: 1, maxLength: 40 }), (list) => {
        for (const incident of partitionOf(list, lineAt(3_000)).incidents) {
          const millionths = incident.hypotheses.map(({ probability }) => Math.round(probability * 1e6))
          expect(millionths.reduce((sum, part) => sum + part, 0)).toBe(1_000_000)
          const [shelling = 0, strike = 0, other = 0] = millionths
          expect(shelling + strike + other).toBe(Math.round(incident.likelihood.probability * 1e6))
          const probability = 1 / (1 + Math.exp(-sumOfLogOdds(incident.reasons)))
          expect(incident.likelihood).toEqual(toLikelihood(probability))
        }
      }),
    )
  })

  test('[I14] nearness to the line raises the likelihood, and no line weighs nothing', () => {
    const one = [madeObservation({ latitude: 48, longitude: 37, startMs: START_MS })]
    const probability = (context: FusionContext) =>
      partitionOf(one, context).incidents[0]!.likelihood.probability
    const [near, middle, far] = [2_000, 30_000, 500_000].map((meters) => probability(lineAt(meters)))
    expect(near).toBeGreaterThan(middle!)
    expect(middle).toBeGreaterThan(far!)
    const unknown = partitionOf(one).incidents[0]
    expect(unknown?.reasons).toContainEqual({ code: 'line-unknown', params: {} })
    expect(weightOf(unknown, 'line-distance')).toBeUndefined()
  })

  test('[I15] a report turns the likelihood, further ones add less, and a fourth nothing', () => {
    const report = (k: number) =>
      madeObservation({
        latitude: 48,
        longitude: 37,
        startMs: START_MS,
        means: 'open-source',
        effect: 'reported-shelling',
        measurements: {},
        lineage: `outlet ${k}`,
      })
    const weights = [3, 4].map((count) => {
      const [incident] = partitionOf([...Array(count).keys()].map(report)).incidents
      return weightOf(incident, 'reported')
    })
    const single = weightOf(partitionOf([report(0)]).incidents[0], 'reported')
    expect(single).toBe(3)
    expect(weights[0]).toBeGreaterThan(3)
    expect(weights[0]).toBeLessThan(2 * 3)
    expect(weights[1]).toBe(weights[0])
    const [alone] = partitionOf([report(0)]).incidents
    const shelling = alone?.hypotheses.find((item) => item.hypothesis === 'shelling')
    expect(shelling?.probability).toBeGreaterThan(0.75)
  })

  test('[I13] an observer who saw a controlled detonation turns it down', () => {
    const blast = { latitude: 48, longitude: 37, startMs: START_MS, means: 'seen', measurements: {} } as const
    const [plain] = partitionOf([madeObservation({ ...blast, effect: 'explosion-undetermined' })]).incidents
    const [controlled] = partitionOf([
      madeObservation({
        ...blast,
        effect: 'explosion-undetermined',
        assessedContext: 'controlled-detonation',
      }),
    ]).incidents
    expect(controlled!.likelihood.probability).toBeLessThan(plain!.likelihood.probability / 2)
    expect(controlled?.hypotheses.toSorted((a, b) => b.probability - a.probability)[0]?.hypothesis).toBe(
      'controlled-demolition-or-exercise',
    )
  })
})

describe('place of an incident', () => {
  const make = (k: number, northMeters: number) => {
    const center = destination({ latitude: 48, longitude: 37 }, 0, northMeters)
    return madeObservation({ ...center, startMs: START_MS + k * HOUR_MS })
  }

  test('[I11] passes that agree make one spot, known better than from each alone', () => {
    const [incident] = partitionOf([make(0, -60), make(1, 0), make(2, 60), make(3, 0)]).incidents
    expect(incident?.reasons.at(-1)?.code).toBe('position-by-inverse-variance')
    expect(incident?.geometry.semiMajorMeters).toBeCloseTo(150, 0)
    expect(geodesicMeters(incident!.geometry.center, { latitude: 48, longitude: 37 })).toBeLessThan(1)
  })

  test('[I11] a fire spread over two kilometres is given by its extent, along its own axis', () => {
    const [incident] = partitionOf([0, 1, 2, 3, 4].map((k) => make(k, k * 500))).incidents
    expect(incident?.reasons.at(-1)?.code).toBe('position-by-extent')
    expect(incident!.geometry.semiMajorMeters).toBeGreaterThan(1_500)
    expect(incident!.geometry.semiMinorMeters).toBeLessThan(400)
    expect(Math.abs(Math.sin((incident!.geometry.azimuthDegrees * Math.PI) / 180))).toBeLessThan(0.01)
  })

  test('[I11] one observation keeps its own ellipse', () => {
    const [incident] = partitionOf([make(0, 0)]).incidents
    expect(incident?.geometry).toMatchObject({ semiMajorMeters: 300, semiMinorMeters: 300 })
    expect(incident?.reasons.at(-1)?.code).toBe('position-by-one')
  })
})
