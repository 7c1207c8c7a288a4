// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { drawBaseMap } from './base-map.ts'

type Point = readonly [number, number]
const { land, borders } = drawBaseMap() as unknown as {
  readonly land: { readonly coordinates: readonly (readonly (readonly Point[])[])[] }
  readonly borders: { readonly coordinates: readonly (readonly Point[])[] }
}

const nearest = ([x, y]: Point): number =>
  Math.min(...borders.coordinates.flat().map(([a, b]) => Math.hypot(a - x, b - y)))

test('[WB10] one depiction: the border stands where the resolution has it, and nowhere across the isthmus of Crimea', () => {
  // The isthmus, as the dataset draws its border there; then the border with Russia at Milove, which stands.
  expect(nearest([33.7, 46.15])).toBeGreaterThan(1)
  expect(nearest([40.1, 49.38])).toBeLessThan(0.3)
})

test('[WB10] the land is cut to closed rings of the region', () => {
  const rings = land.coordinates.flat()
  expect(rings.length).toBeGreaterThan(10)
  for (const ring of rings) expect(ring.at(-1)).toEqual(ring[0])
  const points = rings.flat()
  expect(points.filter(([x, y]) => x < 21.8 || x > 52.1 || y < 40.5 || y > 59.1)).toEqual([])
})
