// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { mercatorX, mercatorY } from './mercator.ts'

test('[WB31] places fall where the map of the web has them', () => {
  expect([mercatorX(-180), mercatorX(0), mercatorX(180)]).toEqual([0, 0.5, 1])
  expect(mercatorY(0)).toBeCloseTo(0.5, 12)
  // The edge of the square map, and the other side of the equator.
  expect(mercatorY(85.051_128_779_806_59)).toBeCloseTo(0, 9)
  expect(mercatorY(48) + mercatorY(-48)).toBeCloseTo(1, 12)
  // Asinh of the tangent, the other way to write the same.
  expect(mercatorY(48)).toBeCloseTo(0.5 - Math.asinh(Math.tan((48 * Math.PI) / 180)) / (2 * Math.PI), 12)
})
