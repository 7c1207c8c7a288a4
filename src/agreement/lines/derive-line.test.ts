// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { geodesicMeters, type Position } from '#kernel'

import { createLineDerivation, type HeldArea } from './derive-line.ts'
import type { Polygon } from './held-area.ts'
import { createLineIndex } from './line-index.ts'
import type { DerivedLine } from './resolved-line.ts'
import { KILOMETRES_PER_DEGREE, kilometresPerDegreeEast } from './ring-walk.ts'

/** A place by kilometres east and north of 49 N 32 E, the middle of the made country. */
function at(east: number, north: number): Position {
  const latitude = 49 + north / KILOMETRES_PER_DEGREE
  return { latitude, longitude: 32 + east / kilometresPerDegreeEast(49) }
}

const box = (west: number, south: number, east: number, north: number): readonly Position[] => [
  at(west, south),
  at(east, south),
  at(east, north),
  at(west, north),
]

/** A square of 200 km with the sea on three sides and a neighbour in the east. */
const TERRITORY: readonly Polygon[] = [[box(-100, -100, 100, 100)]]
const LAND: readonly Polygon[] = [...TERRITORY, [box(100, -100, 300, 100)]]
const TOLERANCE = 6

const deriveIn = createLineDerivation({ source: 'made for a test', territory: TERRITORY, land: LAND })

const areaOf = (polygons: readonly Polygon[]): HeldArea => ({
  lineId: 'contact',
  polygons,
  heldBy: 'b',
  otherwise: 'a',
  date: '2026-06-24',
  source: 'drawn for a test',
  accuracyMeters: 500,
})

function derived(polygons: readonly Polygon[], derive = deriveIn): DerivedLine {
  const result = derive(areaOf(polygons), TOLERANCE)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const nearestMeters = (line: DerivedLine, place: Position): number =>
  createLineIndex(line.line).nearest(place).meters

/** A saw-toothed way north along `east`, `teeth` km to either side every 4 km. */
const jaggedNorth = (east: number, south: number, north: number, teeth: number): readonly Position[] => {
  const count = Math.max(1, Math.round((north - south) / 4))
  return Array.from({ length: count + 1 }, (_, i) => {
    const isEnd = i === 0 || i === count
    return at(east + (isEnd ? 0 : i % 2 === 0 ? teeth : -teeth), south + (i / count) * (north - south))
  })
}

describe('derivation of a line of contact', () => {
  test('[L5] the edge across the territory is the line, coast and state border are not', () => {
    const line = derived([[box(0, -100, 100, 100)]])
    expect(line.line.parts).toHaveLength(1)
    expect(line.lengthKilometres).toBeGreaterThan(198)
    expect(line.lengthKilometres).toBeLessThan(202)
    expect(nearestMeters(line, at(0, 37))).toBeLessThan(20)
    expect(nearestMeters(line, at(100, 37))).toBeGreaterThan(99_000)
    expect(nearestMeters(line, at(50, 100))).toBeGreaterThan(45_000)
  })

  test('[L5] a border drawn kilometres away and in more detail is still border', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3.5, max: 3.5, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (offset, teeth) => {
          const border = jaggedNorth(100 + offset, -100, 100, teeth)
          const line = derived([[[...border, at(20, 100), at(20, -100)]]])
          expect(nearestMeters(line, at(100, 0))).toBeGreaterThan(75_000)
          expect(Math.abs(line.lengthKilometres - 200)).toBeLessThan(3)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('[L6] a strip along the border keeps its front, however thin and however the border was drawn', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3.5, max: 3.5, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.integer({ min: 12, max: 60 }),
        (offset, depth, length) => {
          const border = jaggedNorth(100 + offset, 0, length, 0.4)
          const front = jaggedNorth(100 + offset - depth, 0, length, 0.4).toReversed()
          const line = derived([[[...border, ...front]]])
          expect(line.lengthKilometres).toBeGreaterThan(length - 2)
          expect(line.lengthKilometres).toBeLessThan(1.1 * length + 2 * depth + 2)
          expect(nearestMeters(line, at(100 + offset - depth, length / 2))).toBeLessThan(1_000)
          expect(nearestMeters(line, at(100 + offset, length / 2))).toBeGreaterThan(
            Math.min(depth, length / 2) * 1_000 - 900,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  test('[L7] the line is the same from either side’s area, and names who holds which', () => {
    const front = jaggedNorth(0, -100, 100, 6)
    const east = derived([[[...front, at(100, 100), at(100, -100)]]])
    const west = derived([[[...front, at(-100, 100), at(-100, -100)]]])
    // Each end may lie a kilometre off the coast.
    expect(Math.abs(east.lengthKilometres - west.lengthKilometres)).toBeLessThan(2.5)
    for (const vertex of east.line.parts.flat()) expect(nearestMeters(west, vertex)).toBeLessThan(1_200)
    expect(createLineIndex(east.line).sideOf(at(50, 0))).toBe('b')
    expect(createLineIndex(west.line).sideOf(at(50, 0))).toBe('a')
  })

  test('[L7] it does not depend on the hand or the first vertex of a ring', () => {
    const ring = [...jaggedNorth(0, -100, 100, 6), at(103, 100), at(98, 0), at(101, -100)]
    const { lengthKilometres } = derived([[ring]])
    expect(Math.abs(derived([[ring.toReversed()]]).lengthKilometres - lengthKilometres)).toBeLessThan(1)
    const turned = [...ring.slice(20), ...ring.slice(0, 20), ring[20]!]
    expect(Math.abs(derived([[turned]]).lengthKilometres - lengthKilometres)).toBeLessThan(1)
  })

  test('[L8] the seam of two touching polygons is no front', () => {
    const line = derived([[box(0, -100, 100, 10)], [box(0, 10, 100, 100)]])
    expect(line.lengthKilometres).toBeGreaterThan(198)
    expect(line.lengthKilometres).toBeLessThan(202)
    expect(nearestMeters(line, at(60, 10))).toBeGreaterThan(58_000)
  })

  test('[L8] where polygons overlap, only the outer edge is front', () => {
    const line = derived([[box(0, -100, 100, 20)], [box(0, 10, 100, 100)]])
    expect(nearestMeters(line, at(60, 15))).toBeGreaterThan(55_000)
    expect(Math.abs(line.lengthKilometres - 200)).toBeLessThan(3)
  })

  test('[L9] a free pocket inside is front all round, a slip of the drawing is not', () => {
    const pocket = [...box(40, 40, 48, 46)]
    const slip = [at(60, -40), at(61, -40), at(61, -39.998)]
    const line = derived([[box(0, -100, 100, 100), pocket, slip]])
    expect(line.line.parts).toHaveLength(2)
    expect(Math.abs(line.lengthKilometres - 228)).toBeLessThan(2)
    expect(nearestMeters(line, at(60, -40))).toBeGreaterThan(50_000)
  })

  test('[L10] a spit that the reference does not have, and held ground drawn abroad, are no front', () => {
    const spit = [at(60, 100), at(60, 125), at(59, 125), at(59, 100)]
    const abroad = [at(100, -50), at(125, -50), at(125, -40), at(100, -40)]
    const ring = [at(0, -100), at(100, -100), ...abroad, at(100, 100), ...spit, at(0, 100)]
    const line = derived([[ring]])
    expect(Math.abs(line.lengthKilometres - 200)).toBeLessThan(2)
    expect(line.line.parts).toHaveLength(1)
  })

  test('[L11] a spike of border that fits the reference nowhere is no front where nobody stands opposite', () => {
    const spike = [at(100, 0), at(94.5, 0.5), at(94.5, 3), at(105, 3), at(105, 3.5), at(100, 4)]
    const line = derived([[[at(0, -100), at(100, -100), ...spike, at(100, 100), at(0, 100)]]])
    expect(nearestMeters(line, at(97, 2))).toBeGreaterThan(90_000)
  })
})

describe('rivers', () => {
  // An arm of the sea, 2 km wide and open to the north, that the reference draws down to the middle of the country.
  const outline = [
    at(-100, -100),
    at(100, -100),
    at(100, 100),
    at(1, 100),
    at(1, 0),
    at(-1, 0),
    at(-1, 100),
    at(-100, 100),
  ]
  const territory = [[outline]]
  const land = [...territory, [box(100, -100, 300, 100)]]
  const derive = createLineDerivation({ source: 'made for a test', territory, land })

  test('[L12] the bank of a river between the sides is front', () => {
    const line = derived([[[at(0.5, -100), at(100, -100), at(100, 100), at(1.5, 100), at(1.5, 0)]]], derive)
    expect(Math.abs(line.lengthKilometres - 200)).toBeLessThan(8)
    expect(nearestMeters(line, at(1.5, 60))).toBeLessThan(100)
  })

  test('[L12] where both banks are held they are coast', () => {
    const held = [at(-60, -100), at(100, -100), at(100, 100), ...outline.slice(3, 7), at(-60, 100)]
    const line = derived([[held]], derive)
    expect(Math.abs(line.lengthKilometres - 200)).toBeLessThan(3)
    expect(nearestMeters(line, at(1, 60))).toBeGreaterThan(55_000)
  })
})

describe('refusals and figures', () => {
  test('[L13] an area without ground, elsewhere, with swapped coordinates or without front is refused', () => {
    const codeOf = (polygons: readonly Polygon[]): string | null => {
      const result = deriveIn(areaOf(polygons), TOLERANCE)
      return result.ok ? null : result.problems.map(({ code }) => code).join()
    }
    expect(codeOf([])).toBe('held-area-empty')
    expect(codeOf([[[at(0, 0), at(0, 0), at(1, 1)]]])).toBe('held-area-empty')
    expect(codeOf([[box(-900, 0, -800, 50)]])).toBe('held-area-outside-territory')
    const swap = ({ latitude, longitude }: Position): Position => ({
      latitude: longitude,
      longitude: latitude,
    })
    expect(codeOf([[box(0, 0, 50, 50).map(swap)]])).toBe('coordinates-swapped')
    expect(codeOf([[box(-100, -100, 100, 100)]])).toBe('held-area-without-front')
  })

  test('[L14] length, tolerance, source, method and sensitivity come with the line', () => {
    const line = derived([[[...jaggedNorth(96, 0, 50, 0.1), at(60, 50), at(60, 0)]]])
    expect(line.toleranceKilometres).toBe(TOLERANCE)
    expect(line.borderSource).toBe('made for a test')
    expect(line.line).toMatchObject({ kind: 'working', date: '2026-06-24', accuracyMeters: 500 })
    expect(line.sensitivity.half).toBeGreaterThan(line.lengthKilometres)
    expect(line.sensitivity.double).toBeLessThanOrEqual(line.lengthKilometres)
    const meters = line.line.parts.flatMap((part) =>
      part.slice(1).map((vertex, i) => geodesicMeters(part[i]!, vertex)),
    )
    expect(line.lengthKilometres).toBeCloseTo(meters.reduce((sum, m) => sum + m, 0) / 1_000, 1)
  })
})
