// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { sharedData } from '../../test/shared-data.ts'
import { frontlinesOf } from '../../test/real-frontlines.ts'
import { loadBorderReference } from './border-reference.ts'

const folder = sharedData('frontline')

// Skipped where the public data of test/shared-data.ts is not on the machine.
describe.skipIf(folder === null)('line of contact on real days', () => {
  const days = ['2024-07-08', '2026-06-26', '2026-06-27']
  // The body of a skipped group still runs when its tests are collected.
  const derivedLines = folder === null ? null : frontlinesOf(folder, days)
  const frontlines = derivedLines === null ? [] : days.map((day) => derivedLines.lines.frontlineOn(day)!)

  test('[L20] it is 900 to 1,450 km long and moves less than 2 % from one day to the next', () => {
    for (const { derived } of frontlines) {
      expect(derived.lengthKilometres).toBeGreaterThan(900)
      expect(derived.lengthKilometres).toBeLessThan(1_450)
      expect(derived.sensitivity.half).toBeGreaterThan(derived.lengthKilometres)
      expect(derived.sensitivity.double).toBeLessThan(derived.lengthKilometres)
      expect(derived.sensitivity.half / derived.sensitivity.double).toBeLessThan(1.1)
    }
    const [, before = 0, after = 0] = frontlines.map(({ derived }) => derived.lengthKilometres)
    expect(Math.abs(after / before - 1)).toBeLessThan(0.02)
  })

  test('[L20] none of the coast and eastern border behind it remains', () => {
    const behind = loadBorderReference()
      .territory.flat(2)
      .filter(
        ({ latitude, longitude }) =>
          (latitude < 46.3 && longitude > 31.5) ||
          (latitude < 47.4 && longitude > 34.5) ||
          (latitude < 49.7 && longitude > 38.6),
      )
    expect(behind.length).toBeGreaterThan(700)
    for (const { index } of frontlines) {
      expect(Math.min(...behind.map((place) => index.nearest(place).meters))).toBeGreaterThan(10_000)
    }
  })

  test('[L20] the strips along the northern border keep their front, on the side away from it', () => {
    const [early] = frontlines
    const sides = early!.derived.line.sides
    const strips = (sides.kind === 'held-area' ? sides.polygons : [])
      .map(([outer = []]) => outer)
      .filter((ring) => ring.length > 50 && ring.every(({ latitude }) => latitude > 50.1))
    expect(strips).toHaveLength(2)
    for (const ring of strips) {
      const middle = ring.reduce((sum, { longitude }) => sum + longitude, 0) / ring.length
      const across = ring
        .filter(({ longitude }) => Math.abs(longitude - middle) < 0.03)
        .toSorted((one, other) => one.latitude - other.latitude)
      expect(early!.index.nearest(across[0]!).meters).toBeLessThan(100)
      expect(early!.index.nearest(across.at(-1)!).meters).toBeGreaterThan(3_000)
    }
  })

  test('[L20] towns behind either side lie on it', () => {
    for (const { index } of frontlines) {
      for (const [latitude, longitude] of [
        [50.45, 30.52],
        [49.99, 36.23],
        [46.64, 32.62],
      ] as const) {
        expect(index.sideOf({ latitude, longitude })).toBe('a')
      }
      for (const [latitude, longitude] of [
        [48, 37.8],
        [45.04, 34.1],
        [47.1, 37.55],
      ] as const) {
        expect(index.sideOf({ latitude, longitude })).toBe('b')
      }
    }
  })

  test('[L20] a day takes seconds at most', () => {
    // Processor time: about one second where nothing else runs.
    expect(derivedLines?.millisecondsPerDay).toBeLessThan(5_000)
  })
})
