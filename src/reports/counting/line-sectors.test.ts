// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { destination, geodesicMeters, type Position } from '#kernel'

import { cutIntoSectors } from './line-sectors.ts'

const parts: readonly (readonly Position[])[] = [
  [
    { latitude: 46.5, longitude: 33 },
    { latitude: 47.5, longitude: 35.5 },
    { latitude: 48.2, longitude: 37.9 },
  ],
  [
    { latitude: 48.6, longitude: 38 },
    { latitude: 50.2, longitude: 37 },
  ],
]

describe('sectors of a line', () => {
  const cut = cutIntoSectors({ parts })!

  test('[R23] are equal, follow one another, and are about 100 km long', () => {
    const lengths = cut.sectors.map(({ fromKilometres, toKilometres }) => toKilometres - fromKilometres)
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(1e-6)
    expect(lengths[0]).toBeGreaterThan(80)
    expect(lengths[0]).toBeLessThan(120)
    expect(cut.sectors[0]?.start).toEqual(parts[0]?.[0])
    expect(geodesicMeters(cut.sectors.at(-1)!.end, parts[1]![1]!)).toBeLessThan(1)
  })

  test('[R23] a place beside the line belongs to the sector beside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: cut.sectors.length - 1 }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0, max: 5_000, noNaN: true }),
        (k, bearing, meters) => {
          const { start, end } = cut.sectors[k]!
          // The middle of a sector's ends is near the line, or in the gap between its parts.
          const middle = {
            latitude: (start.latitude + end.latitude) / 2,
            longitude: (start.longitude + end.longitude) / 2,
          }
          expect(cut.sectorOf(destination(middle, bearing, meters))).toBe(k)
        },
      ),
    )
  })

  test('[R23] a line without length has none', () => {
    expect(cutIntoSectors({ parts: [] })).toBeNull()
    expect(cutIntoSectors({ parts: [[{ latitude: 48, longitude: 37 }]] })).toBeNull()
  })
})
