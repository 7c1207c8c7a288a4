// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Position } from '#kernel'

import { createNearest } from './line-index.ts'
import { simplifyParts } from './simplify-line.ts'

const anyPart = fc.array(
  fc.record({
    latitude: fc.double({ min: 48, max: 48.2, noNaN: true }),
    longitude: fc.double({ min: 37, max: 37.2, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40 },
)

describe('lines for drawing', () => {
  test('[L18] no vertex lies farther from the drawn line than the tolerance, ends stay, nothing is invented', () => {
    fc.assert(
      fc.property(anyPart, fc.integer({ min: 1, max: 5_000 }), (part, tolerance) => {
        const [drawn = []] = simplifyParts([part], tolerance)
        const nearest = createNearest([drawn])
        // The plane in which it is decided differs from the ellipsoid by less than 1 %.
        for (const vertex of part) expect(nearest(vertex)?.meters).toBeLessThan(tolerance * 1.01 + 0.2)
        expect([drawn[0], drawn.at(-1)]).toEqual([part[0], part.at(-1)])
        expect(drawn.every((vertex) => part.includes(vertex))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('[L18] a straight part keeps its ends, a closed one stays closed', () => {
    const at = (latitude: number, longitude: number): Position => ({ latitude, longitude })
    expect(simplifyParts([[at(48, 37), at(48.1, 37), at(48.2, 37)]], 10)).toEqual([
      [at(48, 37), at(48.2, 37)],
    ])
    const closed = [at(48, 37), at(48.1, 37), at(48.1, 37.1), at(48, 37)]
    expect(simplifyParts([closed], 100)).toEqual([closed])
  })
})
