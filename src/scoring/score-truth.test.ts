// SPDX-License-Identifier: Apache-2.0
import { destination, toInstant } from '#kernel'
import { createRandom } from '#simulation'
import { describe, expect, test } from 'vitest'

import { scoreTruth } from './score-truth.ts'
import type { FoundIncident, FoundObservation, FoundRun } from './truth/found-run.ts'
import type { TruthToScore } from './truth/parse-truth.ts'

const START = Date.UTC(2026, 5, 1)

interface World {
  readonly truth: TruthToScore
  readonly observations: readonly FoundObservation[]
  /** Numbers of the observations of each event. */
  readonly ofEvent: readonly (readonly number[])[]
}

/** Events far apart with three rows each, half of them military, sides in turn; then some rows of no event. */
function makeWorld(events = 30, noise = 6): World {
  const rows: TruthToScore['rows'] = []
  const observations: FoundObservation[] = []
  const observe = (of: string | null, latitude: number, longitude: number, ms: number): number => {
    const name = { file: `f${rows.length % 2}.csv`, row: 1 + (rows.length >> 1) }
    rows.push({ ...name, of, copyOf: null })
    const at = toInstant(ms)
    return observations.push({ ...name, start: at, end: at, latitude, longitude }) - 1
  }
  const ofEvent: number[][] = []
  const made = Array.from({ length: events }, (_, k): TruthToScore['events'][number] => {
    const event = {
      id: `event-${k}`,
      hypothesis: k % 2 === 0 ? ('shelling' as const) : ('vegetation-fire' as const),
      start: toInstant(START + k * 3_600_000),
      end: toInstant(START + k * 3_600_000),
      latitude: 47 + 0.1 * k,
      longitude: 37,
      side: k % 3 === 0 ? 'north' : 'south',
    }
    ofEvent.push(
      [10, 20, 30].map((minutes) =>
        observe(event.id, event.latitude, event.longitude, event.start + minutes * 60_000),
      ),
    )
    return event
  })
  for (let k = 0; k < noise; k++) observe(null, 40 + 0.1 * k, 30, START)
  return {
    truth: { schema: 'marsad/truth@1', line: 'line', events: made, rows },
    observations,
    ofEvent,
  }
}

const incident = (world: World, members: readonly number[], probability = 0.9): FoundIncident => {
  const { latitude, longitude } = world.observations[members[0]!]!
  return {
    id: `incident-${members[0]}`,
    ellipse: {
      kind: 'ellipse',
      center: destination({ latitude, longitude }, 90, 100),
      semiMajorMeters: 200,
      semiMinorMeters: 200,
      azimuthDegrees: 0,
    },
    probability,
    members,
    side: null,
  }
}

const runOf = (world: World, incidents: readonly FoundIncident[]): FoundRun => ({
  observations: world.observations,
  incidents,
  steadySources: [],
})

const perfect = (world: World): FoundIncident[] =>
  world.ofEvent.map((members, k) => incident(world, members, k % 2 === 0 ? 1 : 0))

describe('score against truth', () => {
  test('[Q21] [Q28] a perfect answer scores perfect', () => {
    const world = makeWorld()
    const score = scoreTruth(world.truth, runOf(world, perfect(world)))
    expect(score).toMatchObject({
      matched: 30,
      missed: 0,
      false: 0,
      split: 0,
      merged: 0,
      unseen: 0,
      ellipseCoverage: 1,
      ece: 0,
      eceCi95: [0, 0],
      brier: 0,
      ari: 1,
      latencySeconds: { p50: 600, p95: 600 },
      militaryCount: { estimated: 15, true: 15, trueSeen: 15 },
    })
    expect(Object.keys(score.bySide)).toEqual(['north', 'south'])
    expect(score.bySide['north']).toMatchObject({ matched: 10, missed: 0, ellipseCoverage: 1 })
    expect(score.bySide['south']).toMatchObject({ matched: 20 })
  })

  test('[Q21] an empty answer misses everything, and shares of nothing are null', () => {
    const world = makeWorld()
    expect(scoreTruth(world.truth, runOf(world, []))).toMatchObject({
      matched: 0,
      missed: 30,
      unseen: 0,
      false: 0,
      ellipseCoverage: null,
      ece: null,
      eceCi95: null,
      brier: null,
      latencySeconds: { p50: null, p95: null },
      militaryCount: { estimated: 0, true: 15, trueSeen: 15 },
    })
  })

  test('[Q21] [Q28] everything thrown together is one match, the rest merged, and agreement is chance', () => {
    const world = makeWorld()
    const all = incident(world, [...world.observations.keys()])
    expect(scoreTruth(world.truth, runOf(world, [all]))).toMatchObject({
      matched: 1,
      merged: 29,
      missed: 0,
      split: 0,
      false: 0,
      ari: 0,
    })
  })

  test('[Q21] [Q28] every observation alone is one match per event, the rest split, noise false', () => {
    const world = makeWorld()
    const alone = [...world.observations.keys()].map((member) => incident(world, [member]))
    expect(scoreTruth(world.truth, runOf(world, alone))).toMatchObject({
      matched: 30,
      split: 60,
      false: 6,
      merged: 0,
      missed: 0,
      ari: 0,
    })
  })

  test('[Q21] counts always add up to events and incidents, on each side too', () => {
    const random = createRandom(9)
    for (let round = 0; round < 30; round++) {
      const world = makeWorld(20, 5)
      const groups = new Map<number, number[]>()
      for (const member of world.observations.keys()) {
        if (random.next() < 0.2) continue
        const group = Math.floor(random.next() * 15) + (member >> 4)
        groups.set(group, [...(groups.get(group) ?? []), member])
      }
      const incidents = [...groups.values()].map((members) => incident(world, members, random.next()))
      const score = scoreTruth(world.truth, runOf(world, incidents))
      expect(score.matched + score.missed + score.merged + score.unseen).toBe(20)
      expect(score.matched + score.split + score.false).toBe(incidents.length)
      const sides = Object.values(score.bySide)
      for (const key of ['matched', 'missed', 'false', 'split', 'merged', 'unseen'] as const) {
        expect(sides.reduce((sum, side) => sum + side[key], 0)).toBe(score[key])
      }
    }
  })

  test('[Q21] [Q26] an event of which no row tells is unseen, not missed, on its side too, and among the true number', () => {
    const world = makeWorld()
    const unseen = { ...world.truth.events[0]!, id: 'unseen' }
    const truth = { ...world.truth, events: [...world.truth.events, unseen] }
    expect(scoreTruth(truth, runOf(world, perfect(world)))).toMatchObject({
      matched: 30,
      missed: 0,
      unseen: 1,
      militaryCount: { true: 16, trueSeen: 15 },
      bySide: { north: { matched: 10, missed: 0, unseen: 1 }, south: { unseen: 0 } },
    })
  })

  test('[Q21] an event whose rows were delivered and not taken is missed, not unseen', () => {
    const world = makeWorld()
    const run = {
      observations: world.observations.filter((_, k) => k > 2),
      incidents: [],
      steadySources: [],
    }
    expect(scoreTruth(world.truth, run)).toMatchObject({ missed: 30, unseen: 0 })
  })

  test('[Q23] latency is that of the first observation of the paired incident', () => {
    const world = makeWorld()
    const late = world.ofEvent.map((members) => incident(world, members.slice(1)))
    expect(scoreTruth(world.truth, runOf(world, late)).latencySeconds).toEqual({ p50: 1_200, p95: 1_200 })
  })

  test('[Q22] ellipses that are too small hold nothing', () => {
    const world = makeWorld()
    const narrow = perfect(world).map((one) => ({
      ...one,
      ellipse: { ...one.ellipse, semiMajorMeters: 90, semiMinorMeters: 90 },
    }))
    expect(scoreTruth(world.truth, runOf(world, narrow)).ellipseCoverage).toBe(0)
  })

  test('[Q24] probabilities of the wrong way round score worst', () => {
    const world = makeWorld()
    const wrong = perfect(world).map((one) => ({ ...one, probability: 1 - one.probability }))
    // Of fifteen bins the middle one holds as many of either kind, and its misses cancel.
    expect(scoreTruth(world.truth, runOf(world, wrong))).toMatchObject({ brier: 1, ece: 0.933333 })
  })

  test('[Q25] steady sources count as groups, and ST-DBSCAN stands beside', () => {
    const world = makeWorld()
    const [first, ...others] = perfect(world)
    const run = { ...runOf(world, others), steadySources: [first!.members] }
    const score = scoreTruth(world.truth, run)
    expect(score.ari).toBe(1)
    expect(score.baselines.stDbscan.ari).toBe(1)
    expect(score).toMatchObject({ matched: 29, missed: 1, unseen: 0 })
  })

  test('[Q25] copies of an invented story belong together', () => {
    const world = makeWorld(2, 3)
    const story = world.truth.rows.slice(-3)
    const root = { file: story[0]!.file, row: story[0]!.row }
    const rows = world.truth.rows.map((row, k) => (k > 6 ? { ...row, copyOf: root } : row))
    const told = incident(world, [6, 7, 8])
    const score = scoreTruth({ ...world.truth, rows }, runOf(world, [...perfect(world), told]))
    expect(score.ari).toBe(1)
    expect(score.false).toBe(1)
  })

  test('[Q27] swapping the names of the sides swaps the figures', () => {
    const world = makeWorld()
    const run = runOf(world, perfect(world).slice(5))
    const score = scoreTruth(world.truth, run)
    const events = world.truth.events.map((event) => ({
      ...event,
      side: event.side === 'north' ? 'south' : 'north',
    }))
    const swapped = scoreTruth({ ...world.truth, events }, run)
    expect(swapped.bySide['north']).toEqual(score.bySide['south'])
    expect(swapped.bySide['south']).toEqual(score.bySide['north'])
    expect({ ...swapped, bySide: null }).toEqual({ ...score, bySide: null })
  })

  test('[Q27] an incident without an event goes to the side that the run tells', () => {
    const world = makeWorld()
    const stray = { ...incident(world, [90]), side: 'south' }
    const lost = incident(world, [91])
    const score = scoreTruth(world.truth, runOf(world, [...perfect(world), stray, lost]))
    expect(score.bySide['south']).toMatchObject({ false: 1 })
    expect(score.bySide['not-known']).toMatchObject({ false: 1, matched: 0 })
  })
})
