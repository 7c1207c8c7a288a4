// SPDX-License-Identifier: Apache-2.0
import { geodesicMeters, type Position } from '#kernel'
import { createRandom } from '#simulation'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { scoreLabels, type MethodScores } from '../score-labels.ts'
import { compareUnits, isAsPopulated } from './comparisons.ts'
import { indexLabels, uniqueByDateAndPlace, type Label } from './labels.ts'
import { liftOf } from './lift.ts'
import { blocksOf, meanOverBlocks, winShares } from './ranking-skill.ts'
import { slowAuc, slowLabelled, slowLift, slowUnits } from './slow-ranking.test.ts'
import { makeUnits, type Detection } from './units.ts'

const DAY_MS = 86_400_000
const FIRST_DAY = 19_050

interface World {
  readonly detections: readonly Detection[]
  readonly labels: readonly Label[]
}

/** Detections and labels over a patch of two degrees and forty days, some of them close together. */
function makeWorld(seed: number, size = 400, labelCount = 120): World {
  const random = createRandom(seed)
  const places: Position[] = Array.from({ length: 40 }, () => ({
    latitude: 48 + 2 * random.next(),
    longitude: 36 + 2 * random.next(),
  }))
  const near = (): Position => {
    const place = places[Math.floor(random.next() * places.length)]!
    return {
      latitude: place.latitude + 0.03 * (random.next() - 0.5),
      longitude: place.longitude + 0.03 * (random.next() - 0.5),
    }
  }
  return {
    detections: Array.from({ length: size }, (_, k) => ({
      id: `d${String(k).padStart(5, '0')}`,
      timeMs: (FIRST_DAY + Math.floor(random.next() * 40)) * DAY_MS + Math.floor(random.next() * DAY_MS),
      position: near(),
      source: null,
      frpMegawatts: null,
    })),
    labels: Array.from({ length: labelCount }, (_, k) => ({
      id: `l${k}`,
      day: FIRST_DAY + Math.floor(random.next() * 40),
      position: near(),
      kind: 'strike',
    })),
  }
}

const WHOLE = { first: FIRST_DAY, last: FIRST_DAY + 39 }

const at = (latitude: number, longitude: number): Position => ({ latitude, longitude })

const detection = (id: string, timeMs: number, position: Position): Detection => ({
  id,
  timeMs,
  position,
  source: null,
  frpMegawatts: null,
})

describe('units', () => {
  test('[Q1] a chain of short steps is one unit, at its first detection; another day is another unit', () => {
    const noon = FIRST_DAY * DAY_MS + DAY_MS / 2
    const units = makeUnits([
      detection('c', noon + 5, at(49.016, 37)),
      detection('b', noon, at(49.008, 37)),
      detection('a', noon, at(49, 37)),
      detection('d', noon + DAY_MS, at(49, 37)),
      detection('e', noon, at(49.1, 37)),
    ])
    expect(units.map((unit) => unit.members.map((member) => member.id))).toEqual([
      ['a', 'b', 'c'],
      ['e'],
      ['d'],
    ])
    expect(units[0]?.position).toEqual(at(49, 37))
    expect(units.map((unit) => unit.day)).toEqual([FIRST_DAY, FIRST_DAY, FIRST_DAY + 1])
  })

  test('[Q1] units are those of the slow program, whatever the order and repetition of detections', () => {
    for (const seed of [1, 2, 3]) {
      const { detections } = makeWorld(seed)
      const expected = slowUnits(detections)
      expect(makeUnits(detections)).toEqual(expected)
      const random = createRandom(seed + 100)
      const shuffled = [...detections, ...detections.slice(0, 50)]
        .map((item) => ({ item, key: random.next() }))
        .sort((a, b) => a.key - b.key)
      expect(makeUnits(shuffled.map(({ item }) => item))).toEqual(expected)
    }
  })

  test('[Q1] no two units of a day come within a kilometre', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const units = makeUnits(makeWorld(seed, 60).detections)
        for (const a of units) {
          for (const b of units) {
            if (a === b || a.day !== b.day) continue
            const gaps = a.members.flatMap((x) =>
              b.members.map((y) => geodesicMeters(x.position, y.position)),
            )
            // The sphere of the link and the ellipsoid differ by less than one per cent.
            expect(Math.min(...gaps)).toBeGreaterThan(990)
          }
        }
      }),
      { numRuns: 20, seed: 1 },
    )
  })
})

describe('labels and controls', () => {
  test('[Q2] a date and place counts once; another date or place is another label', () => {
    const label = (id: string, day: number, position: Position): Label => ({ id, day, position, kind: 'x' })
    const labels = [
      label('a', 1, at(49, 37)),
      label('b', 1, at(49, 37)),
      label('c', 2, at(49, 37)),
      label('d', 1, at(49, 37.0001)),
    ]
    expect(uniqueByDateAndPlace(labels).map((one) => one.id)).toEqual(['a', 'c', 'd'])
  })

  test('[Q2] a unit is labelled within the radius and a day, and not beyond either', () => {
    const units = makeUnits([detection('a', FIRST_DAY * DAY_MS, at(49, 37))])
    const labelled = (day: number, latitude: number, radiusMeters: number) => {
      const labels = indexLabels([{ id: 'l', day, position: at(latitude, 37), kind: 'x' }])
      return compareUnits(units, labels, null, radiusMeters, WHOLE).labelled[0]
    }
    expect(labelled(FIRST_DAY + 1, 49.0175, 2_000)).toBe(1)
    expect(labelled(FIRST_DAY - 1, 49.0175, 2_000)).toBe(1)
    expect(labelled(FIRST_DAY + 2, 49.0175, 2_000)).toBe(0)
    expect(labelled(FIRST_DAY, 49.0185, 2_000)).toBe(0)
  })

  test('[Q4] populations are alike within a factor e, and none is like none', () => {
    expect(isAsPopulated(0, 0)).toBe(true)
    expect(isAsPopulated(0, 1)).toBe(false)
    expect(isAsPopulated(1_000, 2_718)).toBe(true)
    expect(isAsPopulated(1_000, 2_719)).toBe(false)
    expect(isAsPopulated(2_719, 1_000)).toBe(false)
  })
})

describe('ranking', () => {
  const scoresOf = (units: readonly unknown[], seed: number, levels: number): Float64Array => {
    const random = createRandom(seed)
    return Float64Array.from(units, () => Math.floor(random.next() * levels))
  }

  test('[Q3] [Q4] [Q8] AUCs of every kind of control equal those of the slow program', () => {
    for (const seed of [11, 12, 13, 14]) {
      const { detections, labels } = makeWorld(seed)
      const units = makeUnits(detections)
      const people = scoresOf(units, seed + 1, 5)
      const scores = scoresOf(units, seed + 2, 7)
      for (const radius of [1_000, 2_000, 5_000]) {
        const comparisons = compareUnits(units, indexLabels(labels), people, radius, WHOLE)
        const shares = winShares(comparisons, scores)
        const blocks = blocksOf(comparisons, units)
        expect([...comparisons.labelled]).toEqual(slowLabelled(units, labels, radius))
        for (const kind of ['day', 'local', 'pop'] as const) {
          const slow = slowAuc(units, labels, [...people], [...scores], radius, kind)
          const fast = meanOverBlocks(shares[kind], blocks)
          expect(fast === null).toBe(slow === null)
          expect(fast?.value ?? 0).toBeCloseTo(slow ?? 0, 12)
        }
      }
    }
  })

  test('[Q7] [Q8] hits, null hits and lift equal those of the slow program', () => {
    for (const seed of [21, 22, 23]) {
      const { detections, labels } = makeWorld(seed, 500, 300)
      const units = makeUnits(detections)
      const scores = scoresOf(units, seed, 30)
      const index = indexLabels(labels)
      const comparisons = compareUnits(units, index, null, 5_000, WHOLE)
      const lifts = liftOf(units, index, comparisons, scores)
      for (const lift of lifts) {
        const slow = slowLift(units, labels, [...scores], 5_000, lift.topShare)
        expect([lift.units, lift.hits, lift.nullHits]).toEqual([slow.units, slow.hits, slow.nullHits])
        expect(lift.lift === null).toBe(slow.nullHits < 5)
        expect(lift.lift ?? 0).toBeCloseTo(slow.nullHits < 5 ? 0 : slow.lift, 12)
      }
      expect(lifts.some((lift) => lift.lift !== null)).toBe(true)
    }
  })

  test('[Q7] below five null hits there is no lift, and the reason is said', () => {
    const { detections } = makeWorld(31)
    const units = makeUnits(detections)
    const first = units[0]!
    const labels: Label[] = [{ id: 'l', day: first.day, position: first.position, kind: 'x' }]
    const index = indexLabels(labels)
    const scores = Float64Array.from(units, (_, k) => -k)
    const [top] = liftOf(units, index, compareUnits(units, index, null, 1_000, WHOLE), scores)
    expect(top).toMatchObject({
      hits: 1,
      nullHits: 0,
      lift: null,
      ci95: null,
      reason: 'fewer-than-5-null-hits',
    })
  })

  const score = (world: World, method: (labelled: Uint8Array, units: number) => Float64Array) => {
    const units = makeUnits(world.detections)
    const { labelled } = compareUnits(units, indexLabels(world.labels), null, 2_000, WHOLE)
    const scores = method(labelled, units.length)
    const mirrored = scores.map((value) => -value)
    const methods: MethodScores[] = [
      { method: 'own', scores },
      { method: 'mirrored', scores: mirrored },
    ]
    const people = new Float64Array(units.length)
    return scoreLabels({ ...world, units, people, methods, period: WHOLE, radiiKilometers: [2] }).rows
  }

  test('[Q6] a perfect ranking scores one, and mirrored zero', () => {
    const [perfect, mirrored] = score(makeWorld(41), (labelled) => Float64Array.from(labelled))
    expect([perfect?.dayAuc, perfect?.localAuc, perfect?.popAuc]).toEqual([1, 1, 1])
    expect(perfect?.dayCi95).toEqual([1, 1])
    expect([mirrored?.dayAuc, mirrored?.localAuc, mirrored?.popAuc]).toEqual([0, 0, 0])
  })

  test('[Q6] a shuffled ranking scores 0.5 inside its interval, a constant one 0.5', () => {
    const world = makeWorld(42, 2_000, 300)
    let inside = 0
    for (let seed = 0; seed < 12; seed++) {
      const random = createRandom(seed)
      const [row] = score(world, (_, units) => Float64Array.from({ length: units }, () => random.next()))
      const [low, high] = row?.dayCi95 ?? [1, 0]
      if (low <= 0.5 && 0.5 <= high) inside++
      expect(row?.dayAuc).toBeGreaterThan(0.4)
      expect(row?.dayAuc).toBeLessThan(0.6)
    }
    // A 95 % interval over sixteen blocks holds it nearly always; three of twelve outside would be rarer than once in a hundred.
    expect(inside).toBeGreaterThanOrEqual(10)
    const [flat] = score(world, (_, units) => new Float64Array(units))
    expect([flat?.dayAuc, flat?.localAuc, flat?.dayCi95]).toEqual([0.5, 0.5, [0.5, 0.5]])
  })

  test('[Q6] mirrored scores give mirrored figures', () => {
    const random = createRandom(43)
    const [own, mirrored] = score(makeWorld(43), (_, units) =>
      Float64Array.from({ length: units }, () => Math.floor(random.next() * 9)),
    )
    expect(mirrored?.dayAuc).toBeCloseTo(1 - (own?.dayAuc ?? 0), 6)
    expect(mirrored?.localAuc).toBeCloseTo(1 - (own?.localAuc ?? 0), 6)
    expect(mirrored?.dayCi95?.[0]).toBeCloseTo(1 - (own?.dayCi95?.[1] ?? 0), 6)
  })

  test('[Q5] a method against itself differs by nothing, with no width', () => {
    const world = makeWorld(44)
    const units = makeUnits(world.detections)
    const random = createRandom(44)
    const scores = Float64Array.from(units, () => random.next())
    const { rows } = scoreLabels({
      ...world,
      units,
      people: null,
      methods: [
        { method: 'marsad', scores },
        { method: 'cell-excess', scores },
        { method: 'population', scores },
        { method: 'points', scores: null, reason: 'no-radiative-power' },
      ],
      period: null,
    })
    expect(rows.map((row) => [row.method, row.radiusKm])).toEqual(
      [1, 2, 5].flatMap((radius) =>
        ['marsad', 'cell-excess', 'population', 'points'].map((method) => [method, radius]),
      ),
    )
    expect(rows[0]?.vsCellExcess).toEqual({ day: [0, 0, 0], local: [0, 0, 0] })
    expect(rows[0]?.vsPopulation).toEqual({ day: [0, 0, 0] })
    expect(rows[1]?.vsCellExcess).toEqual({ day: null, local: null })
    expect(rows[0]).toMatchObject({ popAuc: null, reason: 'no-populated-places' })
    expect(rows[3]).toMatchObject({ dayAuc: null, lift: [], reason: 'no-radiative-power' })
  })

  test('[Q5] blocks are half a degree, south of the equator and west of Greenwich too', () => {
    const units = makeUnits([
      detection('a', FIRST_DAY * DAY_MS, at(-0.1, -0.1)),
      detection('b', FIRST_DAY * DAY_MS, at(0.1, 0.1)),
      detection('c', FIRST_DAY * DAY_MS, at(0.4, 0.4)),
    ])
    const labels = indexLabels(
      units.map(({ position, day }, k) => ({ id: `${k}`, day, position, kind: 'x' })),
    )
    expect(blocksOf(compareUnits(units, labels, null, 1_000, WHOLE), units).size).toBe(2)
  })

  test('[Q3] units outside the period take no part, neither as labelled nor as controls', () => {
    const world = makeWorld(45)
    const units = makeUnits(world.detections)
    const period = { first: FIRST_DAY + 10, last: FIRST_DAY + 19 }
    const { positives } = compareUnits(units, indexLabels(world.labels), null, 5_000, period)
    expect(positives.length).toBeGreaterThan(0)
    const days = positives.flatMap(({ unit, controls }) =>
      [unit, ...(controls.day ?? []), ...(controls.local ?? [])].map((k) => units[k]!.day),
    )
    expect(Math.min(...days)).toBeGreaterThanOrEqual(period.first)
    expect(Math.max(...days)).toBeLessThanOrEqual(period.last)
  })

  test('[Q5] without labels there is nothing to score, and the reason is said', () => {
    const { detections } = makeWorld(46)
    const units = makeUnits(detections)
    const scores = new Float64Array(units.length)
    const input = { units, labels: [], people: null, methods: [{ method: 'own', scores }], period: null }
    const [row] = scoreLabels(input).rows
    expect(row).toMatchObject({ positives: 0, blocks: 0, dayAuc: null, reason: 'no-unit-has-a-label' })
  })
})
