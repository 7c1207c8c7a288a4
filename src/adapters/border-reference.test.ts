// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { createAreaTest } from '#agreement'

import { loadBorderReference } from './border-reference.ts'

const reference = loadBorderReference()
const isTerritory = createAreaTest(reference.territory)
const isLand = createAreaTest(reference.land)

const at = (latitude: number, longitude: number): { latitude: number; longitude: number } => ({
  latitude,
  longitude,
})

describe('border reference', () => {
  test('[L19] the territory is the country with Crimea, in one piece across the isthmus', () => {
    for (const place of [at(50.45, 30.5), at(48, 37.8), at(45.3, 34.4), at(44.6, 33.6), at(46.2, 33.7)]) {
      expect(isTerritory(place)).toBe(true)
    }
    for (const place of [at(45.04, 38.98), at(51.7, 36.2), at(47.2, 39.7), at(46.3, 36), at(44, 33)]) {
      expect(isTerritory(place)).toBe(false)
    }
    const holding = reference.territory.filter((polygon) =>
      [at(50.45, 30.5), at(45.3, 34.4)].every(createAreaTest([polygon])),
    )
    expect(holding).toHaveLength(1)
  })

  test('[L19] no border runs across the isthmus', () => {
    const vertices = reference.territory.flat(2)
    const onIsthmus = vertices.filter(
      ({ latitude, longitude }) =>
        latitude > 45.95 && latitude < 46.25 && longitude > 33.75 && longitude < 34.6,
    )
    expect(onIsthmus).toEqual([])
  })

  test('[L19] land tells neighbours from water, and the source says what was done', () => {
    expect(isLand(at(51.7, 36.2))).toBe(true)
    expect(isLand(at(46.3, 36))).toBe(false)
    expect(reference.source).toBe(
      'Natural Earth 1:10m countries and land (world-atlas 2.0.2), country 804, with the polygon at 45.3 N 34.4 E',
    )
  })

  test('[L19] a country that the dataset does not have is an error', () => {
    expect(() => loadBorderReference({ countryCode: '999', including: [] })).toThrow('999')
  })
})
