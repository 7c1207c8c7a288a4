// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { associate, countPairs, cutIntoStrips, joinStrips } from './associate.ts'
import { associateByBruteForce } from './brute-force.ts'
import type { AssociationRule, SpaceTimePoints } from './space-time-points.ts'
import { solveStrip, type Strip } from './strip.ts'

const HOUR_MS = 3_600_000
const rule: AssociationRule = { epsilonMeters: 1_000, epsilonMs: 24 * HOUR_MS, minimumPoints: 3 }

interface Point {
  readonly latitude: number
  readonly longitude: number
  readonly timeMs: number
}

const toPoints = (list: readonly Point[]): SpaceTimePoints => ({
  latitude: Float64Array.from(list, (p) => p.latitude),
  longitude: Float64Array.from(list, (p) => p.longitude),
  timeMs: Float64Array.from(list, (p) => p.timeMs),
})

/** Dense enough to link: steps of 100 m and hours, so that places repeat and fall on the edges of cells and of the reach. */
const crowd = (baseLatitude: number) =>
  fc.array(
    fc.record({
      latitude: fc.integer({ min: 0, max: 40 }).map((k) => baseLatitude + k * 0.0009),
      longitude: fc.integer({ min: 0, max: 40 }).map((k) => 33 + k * 0.0013),
      timeMs: fc.integer({ min: 0, max: 96 }).map((k) => k * HOUR_MS),
    }),
    { maxLength: 120 },
  )

describe('association in space and time', () => {
  for (const base of [0, 44.7, -33, 70, 89.9]) {
    test(`[I3] equals the definition pair by pair near latitude ${base}`, () => {
      fc.assert(
        fc.property(crowd(base), fc.integer({ min: 1, max: 6 }), (list, minimumPoints) => {
          const points = toPoints(list)
          const asked = { ...rule, minimumPoints }
          const expected = associateByBruteForce(points, asked)
          const found = associate(points, asked)
          expect([...found.cluster]).toEqual([...expected.cluster])
          expect([...found.core]).toEqual([...expected.core])
          expect(found.clusters).toBe(expected.clusters)
          expect(countPairs(points, asked)).toBe(expected.pairs)
        }),
      )
    })
  }

  test('[I3] the reach is a closed one, in space and in time', () => {
    const meters = (k: number) => k / 111_195.0797
    const at = (k: number, hours: number): Point => ({
      latitude: 48 + meters(k),
      longitude: 37,
      timeMs: hours * HOUR_MS,
    })
    expect(countPairs(toPoints([at(0, 0), at(999.9, 24)]), rule)).toBe(1)
    expect(countPairs(toPoints([at(0, 0), at(1_000.1, 24)]), rule)).toBe(0)
    expect(countPairs(toPoints([at(0, 0), at(0, 24)]), rule)).toBe(1)
    expect(countPairs(toPoints([at(0, 0), { ...at(0, 24), timeMs: 24 * HOUR_MS + 1 }]), rule)).toBe(0)
  })

  test('[I3] with three points to a core, two neighbours are noise and three a cluster', () => {
    const point = { latitude: 48, longitude: 37, timeMs: 0 }
    expect([...associate(toPoints([point, point]), rule).cluster]).toEqual([-1, -1])
    expect([...associate(toPoints([point, point, point]), rule).cluster]).toEqual([0, 0, 0])
    expect(associate(toPoints([]), rule)).toMatchObject({ clusters: 0 })
  })

  test('[I3] a border point between two clusters joins that of the first core within reach', () => {
    const at = (k: number): Point => ({ latitude: 48 + k / 111_195.0797, longitude: 37, timeMs: 0 })
    // Only the points at 0 and at 1,800 m have four within reach; the middle one has three, a core on either hand.
    const south = [at(0), at(-500), at(-900)]
    const north = [at(1_800), at(2_300), at(2_700)]
    const middle = at(900)
    const first = associate(toPoints([...south, middle, ...north]), { ...rule, minimumPoints: 4 })
    expect([...first.cluster]).toEqual([0, 0, 0, 0, 1, 1, 1])
    const second = associate(toPoints([...north, middle, ...south]), { ...rule, minimumPoints: 4 })
    expect([...second.cluster]).toEqual([0, 0, 0, 0, 1, 1, 1])
  })

  test('[I3] places far apart and cells too many for one key still agree with the definition', () => {
    const fine: AssociationRule = { epsilonMeters: 20, epsilonMs: HOUR_MS, minimumPoints: 2 }
    const list = [-60, 0, 60].flatMap((latitude) =>
      [-170, 0, 170].flatMap((longitude) => [
        { latitude, longitude, timeMs: 0 },
        { latitude: latitude + 0.0001, longitude, timeMs: 9 * 365 * 24 * HOUR_MS },
        { latitude: latitude + 0.0001, longitude, timeMs: HOUR_MS },
      ]),
    )
    const points = toPoints(list)
    expect([...associate(points, fine).cluster]).toEqual([...associateByBruteForce(points, fine).cluster])
  })

  test('[I3] strips of latitude solved apart and joined give the same, however thin', () => {
    const anyCuts = fc.array(
      fc.integer({ min: -5, max: 45 }).map((k) => 44.7 + k * 0.0009),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(crowd(44.7), anyCuts, (list, cuts) => {
        const points = toPoints(list)
        const edges = [-Infinity, ...new Set(cuts.toSorted((a, b) => a - b)), Infinity]
        const strips: Strip[] = edges.slice(1).map((north, k) => ({ south: edges[k]!, north }))
        const found = solveApart(points, strips)
        const expected = associate(points, rule)
        expect([...found.cluster]).toEqual([...expected.cluster])
        expect([...found.core]).toEqual([...expected.core])
      }),
    )
  })

  test('[I3] strips are cut so that each owns about as many points', () => {
    const points = toPoints(
      [...Array(1_000).keys()].map((k) => ({ latitude: 44 + k / 100, longitude: 37, timeMs: 0 })),
    )
    const owned = cutIntoStrips(points, 4).map(
      ({ south, north }) => points.latitude.filter((phi) => phi >= south && phi < north).length,
    )
    expect(owned.reduce((sum, n) => sum + n, 0)).toBe(1_000)
    for (const n of owned) expect(Math.abs(n - 250)).toBeLessThanOrEqual(2)
  })
})

function solveApart(points: SpaceTimePoints, strips: readonly Strip[]) {
  const core = new Uint8Array(points.timeMs.length)
  const roots = strips.map((strip) => {
    const root = new Int32Array(points.timeMs.length).fill(-1)
    solveStrip(points, rule, strip, { root, core })
    return root
  })
  return joinStrips(points, rule, strips, roots, core)
}
