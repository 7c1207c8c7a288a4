// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { createTopList } from './top-list.ts'

describe('createTopList', () => {
  test('[R15] holds the first of any number, whatever the order they came in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        (items, size) => {
          const list = createTopList<number>(size, (a, b) => a - b)
          for (const item of items) list.add(item)
          expect(list.total).toBe(items.length)
          expect(list.items()).toEqual(items.toSorted((a, b) => a - b).slice(0, size))
        },
      ),
    )
  })
})
