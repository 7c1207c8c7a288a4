// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { destination, geodesicMeters, type Position } from '#kernel'

import { recordFigure } from '../../../test/figures.ts'
import { createLineIndex } from './line-index.ts'
import type { LineSides, ResolvedLine } from './resolved-line.ts'

const byHand: LineSides = { kind: 'hand', left: 'west', right: 'east' }

const lineOf = (parts: readonly (readonly Position[])[], sides: LineSides = byHand): ResolvedLine => ({
  id: 'contact',
  kind: 'working',
  claimedBy: null,
  date: null,
  source: 'made for a test',
  method: 'drawn',
  accuracyMeters: 100,
  parts,
  sides,
})

const at = (latitude: number, longitude: number): Position => ({ latitude, longitude })

const anyPlace = fc.record({
  latitude: fc.double({ min: 44, max: 53, noNaN: true }),
  longitude: fc.double({ min: 29, max: 41, noNaN: true }),
})

/** Least geodesic distance over every segment: coarse steps first, then a golden-section search round the best. */
function bruteForceMeters(parts: readonly (readonly Position[])[], place: Position): number {
  let best = Infinity
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) {
      best = Math.min(best, leastOnSegment(part[i]!, part[i + 1] ?? part[i]!, place))
    }
  }
  return best
}

function leastOnSegment(from: Position, to: Position, place: Position): number {
  const meters = (f: number): number =>
    geodesicMeters(
      place,
      at(
        from.latitude + f * (to.latitude - from.latitude),
        from.longitude + f * (to.longitude - from.longitude),
      ),
    )
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = 0
  let high = 1
  for (let step = 0; step < 50; step += 1) {
    const a = high - ratio * (high - low)
    const b = low + ratio * (high - low)
    if (meters(a) < meters(b)) high = b
    else low = a
  }
  return Math.min(meters(0), meters((low + high) / 2), meters(1))
}

describe('distance to a line', () => {
  test('[L1] equals the least geodesic distance over all segments', () => {
    const anyParts = fc.array(fc.array(anyPlace, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(anyParts, anyPlace, (parts, place) => {
        const { meters, point } = createLineIndex(lineOf(parts)).nearest(place)
        const expected = bruteForceMeters(parts, place)
        expect(meters).toBeCloseTo(geodesicMeters(place, point), 6)
        expect(meters).toBeGreaterThanOrEqual(expected - 0.2)
        expect(meters).toBeLessThanOrEqual(expected + (expected < 100_000 ? 0.2 : 6))
      }),
      { numRuns: 60 },
    )
  })

  test('[L1] stays within 0.2 m for places near a long winding line', () => {
    const vertices = Array.from({ length: 400 }, (_, i) =>
      at(46 + i * 0.01 + 0.02 * Math.sin(i * 1.7), 33 + i * 0.012 + 0.03 * Math.cos(i * 2.3)),
    )
    const index = createLineIndex(lineOf([vertices.slice(0, 170), vertices.slice(190)]))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 399 }),
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: 0, max: 60_000 }),
        (i, bearing, offset) => {
          const place = destination(vertices[i]!, bearing, offset)
          const expected = bruteForceMeters([vertices.slice(0, 170), vertices.slice(190)], place)
          expect(Math.abs(index.nearest(place).meters - expected)).toBeLessThan(0.2)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('[L1] reports zero on the line and adds the parts up without the gap between them', () => {
    const parts = [
      [at(48, 37), at(48, 38)],
      [at(49, 37), at(49, 37)],
    ]
    const index = createLineIndex(lineOf(parts))
    expect(index.nearest(at(48, 37.25)).meters).toBeLessThan(0.001)
    expect(index.lengthKilometres).toBeCloseTo(geodesicMeters(at(48, 37), at(48, 38)) / 1000, 9)
  })

  test('[L1] refuses a line without a point', () => {
    expect(() => createLineIndex(lineOf([[]]))).toThrow(RangeError)
  })

  test('[L2] answers 100,000 questions a second against 2,500 vertices', () => {
    const vertices = Array.from({ length: 2_500 }, (_, i) =>
      at(46 + i * 0.0016 + 0.02 * Math.sin(i * 0.13), 33 + i * 0.002 + 0.05 * Math.cos(i * 0.07)),
    )
    const index = createLineIndex(lineOf([vertices]))
    const places = Array.from({ length: 20_000 }, (_, i) => at(44 + (i % 97) / 12, 30 + (i % 89) / 9))
    for (const place of places) index.nearest(place)
    const before = process.cpuUsage()
    for (const place of places) index.nearest(place)
    const perSecond = (places.length / process.cpuUsage(before).user) * 1e6
    recordFigure('nearest point on a line of 2,500 vertices', Math.round(perSecond), 'questions/s')
    // Processor time, since other tests share the machine; its caches and clock are shared all the same.
    expect(perSecond).toBeGreaterThan(20_000)
  })
})

describe('side of a line', () => {
  test('[L3] is told by the hand of the line, round a sharp corner too', () => {
    const spike = lineOf([[at(48, 37), at(49, 37), at(48, 37.1)]])
    const index = createLineIndex(spike)
    expect(index.sideOf(at(48.5, 36))).toBe('west')
    expect(index.sideOf(at(48.5, 37.02))).toBe('east')
    expect(index.sideOf(at(48.5, 38))).toBe('west')
    expect(index.sideOf(at(49.5, 36.9))).toBe('west')
    expect(index.sideOf(at(49.5, 37.1))).toBe('west')
  })

  test('[L3] changes when a place is mirrored in a straight line', () => {
    const index = createLineIndex(lineOf([[at(47, 37), at(48, 37), at(50, 37)]]))
    fc.assert(
      fc.property(
        fc.double({ min: 46, max: 51, noNaN: true }),
        fc.double({ min: 0.0001, max: 3, noNaN: true }),
        (latitude, offset) => {
          expect(index.sideOf(at(latitude, 37 - offset))).toBe('west')
          expect(index.sideOf(at(latitude, 37 + offset))).toBe('east')
        },
      ),
    )
  })

  test('[L4] is told by the held area: holes are outside, overlaps inside', () => {
    const square = (south: number, west: number, size: number): readonly Position[] => [
      at(south, west),
      at(south, west + size),
      at(south + size, west + size),
      at(south + size, west),
    ]
    const polygons = [[square(47, 36, 2), square(47.5, 36.5, 0.5)], [square(48.5, 37.5, 2)]]
    const sides: LineSides = { kind: 'held-area', heldBy: 'b', otherwise: 'a', polygons }
    const index = createLineIndex(lineOf([[at(47, 36), at(49, 36)]], sides))
    expect(index.sideOf(at(47.2, 36.2))).toBe('b')
    expect(index.sideOf(at(47.7, 36.7))).toBe('a')
    expect(index.sideOf(at(48.8, 37.8))).toBe('b')
    expect(index.sideOf(at(50.2, 39.2))).toBe('b')
    expect(index.sideOf(at(49.5, 36.5))).toBe('a')
    expect(index.sideOf(at(10, 36.5))).toBe('a')
    expect(index.sideOf(at(80, 36.5))).toBe('a')
  })
})
