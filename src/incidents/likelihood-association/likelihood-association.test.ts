// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { DAY_MS, HOUR_MS } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { madeObservation, type MadeObservation } from '../../../test/made-observation.ts'
import { associateByLikelihood, associatePoints } from './associate-by-likelihood.ts'
import { associateByDefinition } from './by-definition.ts'
import { findLinks } from './candidate-links.ts'
import { GAIN_STEPS, gainOf, mergeInto } from './gain.ts'
import { createGrowingAssociation } from './late-arrivals.ts'
import { toLikelihoodParameters } from './parameters.ts'
import { solveComponents } from './solve-components.ts'
import { RATE, WIDTH, writePoint, type WhereAndWhen } from './uncertain-points.ts'

const START = Date.UTC(2026, 5, 10)
const p = toLikelihoodParameters()

const seen = (eastMeters: number, hours: number, rest: Partial<WhereAndWhen> = {}): WhereAndWhen => ({
  latitude: 48,
  longitude: 37 + eastMeters / 74_404,
  east: 0.07,
  north: 0.07,
  cross: 0,
  clock: 'after',
  earliestMs: 0,
  latestMs: START + hours * HOUR_MS,
  lifetimeDays: 0.25,
  isStory: false,
  ...rest,
})

function toPoints(list: readonly WhereAndWhen[]) {
  const state = new Float64Array(WIDTH * list.length)
  list.forEach((point, k) => writePoint(state, WIDTH * k, point))
  return { size: list.length, state }
}

/** Crowded enough that groups compete, with clocks and errors of every kind. */
const anyPoint: fc.Arbitrary<WhereAndWhen> = fc
  .record({
    latitude: fc.integer({ min: 0, max: 30 }).map((k) => 48 + k * 0.002),
    longitude: fc.integer({ min: 0, max: 30 }).map((k) => 37 + k * 0.003),
    east: fc.constantFrom(0.07, 0.1, 0.4, 4, 60),
    north: fc.constantFrom(0.07, 0.1, 0.4, 4, 60),
    cross: fc.constantFrom(0, 0.02, -0.03),
    clock: fc.constantFrom('after' as const, 'after' as const, 'within' as const),
    earliestMs: fc.integer({ min: 0, max: 40 }).map((k) => START + k * HOUR_MS),
    latestMs: fc.integer({ min: 0, max: 40 }).map((k) => START + k * HOUR_MS),
    lifetimeDays: fc.constant(0.25),
    isStory: fc.constantFrom(false, false, true),
  })
  .map((point) => ({ ...point, latestMs: Math.max(point.latestMs, point.earliestMs + HOUR_MS / 2) }))

describe('association by likelihood', () => {
  test('[LA1] the gain is the evidence of one occurrence over that of two, integrated by hand', () => {
    const pairs: readonly (readonly [WhereAndWhen, WhereAndWhen])[] = [
      [seen(0, 10), seen(300, 12)],
      [seen(0, 10, { east: 0.3, cross: 0.05 }), seen(-500, 9)],
      [seen(0, 10), seen(100, 9, { clock: 'within', earliestMs: START + 4 * HOUR_MS })],
      [
        seen(0, 10, { clock: 'within', earliestMs: START + 5 * HOUR_MS }),
        seen(50, 12, { clock: 'within', earliestMs: START + 9 * HOUR_MS }),
      ],
    ]
    for (const [a, b] of pairs) {
      const { state } = toPoints([a, b])
      state[RATE] = state[WIDTH + RATE] = Math.log(0.01)
      expect(gainOf(state, 0, WIDTH) / GAIN_STEPS).toBeCloseTo(Math.log((2 * jointEvidence(a, b)) / 0.01), 2)
    }
  })

  test('[LA1] what a union says of place and onset does not depend on the order of joining', () => {
    const list = [seen(0, 10), seen(200, 11, { cross: 0.02 }), seen(-100, 14)]
    const forward = toPoints(list).state
    mergeInto(forward, 0, WIDTH)
    mergeInto(forward, 0, 2 * WIDTH)
    const back = toPoints(list.toReversed()).state
    mergeInto(back, 0, WIDTH)
    mergeInto(back, 0, 2 * WIDTH)
    for (let k = 0; k < WIDTH; k++) {
      if (k === RATE || forward[k] === back[k]) continue
      expect(forward[k]).toBeCloseTo(back[k]!, 5)
    }
  })

  test('[LA2] the fast method equals the definition, group by group', () => {
    fc.assert(
      fc.property(
        fc.array(anyPoint, { maxLength: 40 }),
        fc.constantFrom(0.2, 1, 2.5),
        fc.constantFrom(2, 4, 30),
        (list, linkAtLeast, membersExpected) => {
          const asked = toLikelihoodParameters({ linkAtLeast, membersExpected })
          const points = toPoints(list)
          const found = associatePoints(points, asked)
          expect([...found]).toEqual([...associateByDefinition(toPoints(list), asked)])
          expect(solveComponents(findLinks(points, asked), points.size, 0)).toEqual(found)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('[LA3] order, batches and repetition of delivery change nothing', () => {
    fc.assert(
      fc.property(fc.array(anyMade, { maxLength: 40 }), fc.func(fc.integer()), (list, shuffle) => {
        const observations = list.map(madeObservation)
        const expected = groupsOf(observations)
        const mixed = [...observations, ...observations.slice(0, 7)].toSorted(
          (a, b) => shuffle(a.id) - shuffle(b.id),
        )
        expect(groupsOf(mixed)).toEqual(expected)
      }),
    )
  })

  test('[LA4] a front of fire does not chain: no group is longer than an occurrence', () => {
    const front = [...Array(600).keys()].map((k) => seen(k * 350, (k * 7) % 24))
    const first = associatePoints(toPoints(front), p)
    const ends = new Map<number, [number, number]>()
    first.forEach((leader, k) => {
      const [low, high] = ends.get(leader) ?? [k, k]
      ends.set(leader, [Math.min(low, k), Math.max(high, k)])
    })
    for (const [low, high] of ends.values()) expect((high - low) * 350).toBeLessThanOrEqual(3_000)
    expect(ends.size).toBeGreaterThan(60)
  })

  test('[LA5] a vague report joins the one fire it can mean, and none where it could mean many', () => {
    const report: MadeObservation = {
      latitude: 50,
      longitude: 30,
      radiusMeters: 9_000,
      startMs: START,
      endMs: START + 9 * HOUR_MS,
      means: 'open-source',
      effect: 'reported-shelling',
      lineage: 'story/1',
      source: 'viina',
    }
    const fire: MadeObservation = { latitude: 50.03, longitude: 30.02, startMs: START + 8 * HOUR_MS }
    expect(groupsOf([report, fire].map(madeObservation))).toHaveLength(1)
    const many = [...Array(400).keys()].map((k) => ({
      ...fire,
      latitude: 49.875 + (k % 20) * 0.0125,
      longitude: 29.82 + Math.floor(k / 20) * 0.018,
    }))
    const alone = groupsOf([report, ...many].map(madeObservation)).filter((group) => group.length === 1)
    expect(alone.flat()).toContain(madeObservation(report).id)
  })

  test('[LA6] a story told again of the same place stays with its first telling and adds no precision', () => {
    const told = (hours: number, lineage: string): MadeObservation => ({
      latitude: 50,
      longitude: 30,
      radiusMeters: 2_000,
      effect: 'reported-shelling',
      lineage,
      startMs: START + hours * HOUR_MS,
      endMs: START + (hours + 9) * HOUR_MS,
      means: 'open-source',
    })
    const copies = [told(0, 'story/1'), told(2, 'story/1'), told(4, 'story/1')].map(madeObservation)
    expect(groupsOf(copies)).toHaveLength(1)
    const elsewhere = madeObservation({ ...told(1, 'story/1'), latitude: 51 })
    expect(groupsOf([...copies, elsewhere])).toHaveLength(2)
    const otherDay = madeObservation({ ...told(60, 'story/1') })
    expect(groupsOf([...copies, otherDay])).toHaveLength(2)
  })

  test('[LA10] reports match occurrences one to one: told alike they are one story, and two stories stay two', () => {
    const told = (lineage: string, explosions: number): MadeObservation => ({
      latitude: 50,
      longitude: 30,
      radiusMeters: 2_000,
      effect: 'reported-shelling',
      count: { value: explosions, qualifier: 'about' },
      lineage,
      startMs: START,
      endMs: START + 9 * HOUR_MS,
      means: 'open-source',
    })
    expect(groupsOf([told('a', 7), told('b', 7)].map(madeObservation))).toHaveLength(1)
    expect(groupsOf([told('a', 7), told('b', 12)].map(madeObservation))).toHaveLength(2)
    const fires = [0, 1].map((k): MadeObservation => ({
      latitude: 50.001 + 0.04 * k,
      longitude: 30,
      startMs: START + (7 + k) * HOUR_MS,
    }))
    const groups = groupsOf([told('a', 7), told('b', 12), ...fires].map(madeObservation))
    const stories = groups.map(
      (group) => group.filter((id) => !fires.some((fire) => madeObservation(fire).id === id)).length,
    )
    expect(stories.toSorted((a, b) => a - b)).toEqual(groups.length === 2 ? [1, 1] : [0, 1, 1])
  })

  test('[LA7] heat follows its onset: a fire seen before a sound cannot come from it', () => {
    const sound: MadeObservation = {
      latitude: 50,
      longitude: 30,
      startMs: START,
      effect: 'explosion-impact',
      means: 'acoustic',
      lineage: 'array',
    }
    const after: MadeObservation = { latitude: 50.001, longitude: 30, startMs: START + 2 * HOUR_MS }
    const before: MadeObservation = { ...after, startMs: START - 2 * HOUR_MS }
    expect(groupsOf([sound, after].map(madeObservation))).toHaveLength(1)
    expect(groupsOf([sound, before].map(madeObservation))).toHaveLength(2)
  })

  test('[LA8] what is set apart takes no part', () => {
    const table = createObservationTable()
    for (const hours of [0, 1, 2]) {
      table.append(madeObservation({ latitude: 50, longitude: 30, startMs: START + hours * HOUR_MS }))
    }
    const { clusterOf, clusters } = associateByLikelihood(table, {}, Uint8Array.of(0, 1, 0))
    expect([[...clusterOf], clusters]).toEqual([[0, -1, 0], 1])
  })
})

describe('association that grows', () => {
  test('[LA9] after any additions and removals in any batches it equals the association of all points at once', () => {
    const batch = fc.record({
      come: fc.array(anyPoint, { maxLength: 8 }),
      go: fc.array(fc.nat(), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), fc.constantFrom(1, 4), (batches, backgroundFloor) => {
        const asked = toLikelihoodParameters({ backgroundFloor })
        const all = batches.flatMap(({ come }) => come)
        const order = [...all.keys()].toSorted((a, b) => all[a]!.latestMs - all[b]!.latestMs || a - b)
        const rank = new Map(order.map((point, k) => [point, k]))
        const growing = createGrowingAssociation(asked, (a, b) => rank.get(a)! < rank.get(b)!)
        const gone = new Set<number>()
        for (const { come, go } of batches) {
          for (const point of come) growing.add(point)
          for (const number of go) {
            const point = number % Math.max(1, growing.size)
            if (growing.size === 0 || gone.has(point)) continue
            gone.add(point)
            growing.remove(point)
          }
          growing.settle()
        }
        const left = order.filter((point) => !gone.has(point))
        const expected = associatePoints(toPoints(left.map((point) => all[point]!)), asked)
        expect(left.map((point) => growing.firstOf(point))).toEqual(
          Array.from(expected, (leader) => left[leader]),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('[LA9] a late point looks again at its neighbourhood alone', () => {
    const growing = createGrowingAssociation(p, (a, b) => a < b)
    for (let k = 0; k < 2_000; k++) growing.add(seen(k * 5_000, k % 24))
    growing.settle()
    growing.add(seen(5_000 * 700 + 100, 700 % 24))
    expect(growing.settle().length).toBeLessThan(20)
  })
})

const anyMade: fc.Arbitrary<MadeObservation> = fc
  .record({
    latitude: fc.integer({ min: 0, max: 20 }).map((k) => 48 + k * 0.002),
    longitude: fc.integer({ min: 0, max: 20 }).map((k) => 37 + k * 0.003),
    startMs: fc.integer({ min: 0, max: 40 }).map((k) => START + k * HOUR_MS),
    radiusMeters: fc.constantFrom(300, 500, 2_000, 9_000),
    heat: fc.boolean(),
    story: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ heat, story, ...made }) =>
    heat
      ? made
      : {
          ...made,
          endMs: made.startMs + 9 * HOUR_MS,
          effect: 'reported-shelling' as const,
          means: 'open-source' as const,
          lineage: `story/${story}`,
        },
  )

/** Ids of each group's members, in the order of the table. */
function groupsOf(observations: readonly Observation[]): string[][] {
  const table = createObservationTable()
  for (const observation of observations) table.append(observation)
  const { sorted, clusterOf, clusters } = associateByLikelihood(table)
  const groups: string[][] = Array.from({ length: clusters }, () => [])
  sorted.forEach((row, rank) => groups[clusterOf[rank]!]!.push(table.idAt(row)))
  return groups
}

/** Both points' densities multiplied and summed over a fine grid of places and onsets, per square kilometre and day. */
function jointEvidence(a: WhereAndWhen, b: WhereAndWhen): number {
  const step = 0.05
  let places = 0
  for (let x = -4; x <= 4; x += step) {
    for (let y = -4; y <= 4; y += step) places += placeDensity(a, a, x, y) * placeDensity(b, a, x, y)
  }
  const tick = 60_000
  let onsets = 0
  for (let t = START - 72 * HOUR_MS; t <= START + 24 * HOUR_MS; t += tick) {
    onsets += onsetDensity(a, t + tick / 2) * onsetDensity(b, t + tick / 2)
  }
  return places * step * step * onsets * (tick / DAY_MS)
}

function placeDensity(point: WhereAndWhen, origin: WhereAndWhen, x: number, y: number): number {
  const dx = x - (point.longitude - origin.longitude) * 74.404
  const determinant = point.east * point.north - point.cross ** 2
  const squared = (point.north * dx * dx - 2 * point.cross * dx * y + point.east * y * y) / determinant
  return Math.exp(-squared / 2) / (2 * Math.PI * Math.sqrt(determinant))
}

function onsetDensity(point: WhereAndWhen, t: number): number {
  if (t > point.latestMs) return 0
  if (point.clock === 'after') return Math.exp((t - point.latestMs) / DAY_MS / 0.25) / 0.25
  return t < point.earliestMs ? 0 : DAY_MS / (point.latestMs - point.earliestMs)
}
