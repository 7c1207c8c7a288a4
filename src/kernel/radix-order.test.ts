// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { radixOrder } from './radix-order.ts'

describe('radix order', () => {
  test('equals a stable comparison sort for keys of any width', () => {
    const keys = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 0xffffffff }))
    fc.assert(
      fc.property(fc.array(keys), (values) => {
        const order = Uint32Array.from(values.keys())
        radixOrder(order, new Uint32Array(values.length), Uint32Array.from(values), 32)
        const expected = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b)
        expect([...order]).toEqual(expected)
      }),
    )
  })

  test('looks at no more bits than it is told', () => {
    const order = Uint32Array.of(0, 1, 2)
    radixOrder(order, new Uint32Array(3), Uint32Array.of(0x1000_0003, 2, 1), 11)
    expect([...order]).toEqual([2, 1, 0])
  })
})
