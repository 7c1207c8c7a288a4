// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createRowSorter, sortRowsPlainly } from './sort-rows.ts'

test('[WB30] rows are ordered as a plain sort orders them, equal ones as they came', () => {
  const sort = createRowSorter()
  const keys = fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(0, -0, -1, -2, 0.5, 1_775_001_600_000),
    fc.integer({ min: 0, max: 3 }),
  )
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 300 }), fc.integer({ min: 1, max: 4 }), (key, step) => {
      const rows = Uint32Array.from(key.keys()).filter((row) => row % step === 0)
      const plain = sortRowsPlainly(rows.slice(), key)
      sort(rows, key)
      expect([...rows]).toEqual([...plain])
    }),
  )
})

test('[WB30] 100,000 rows with keys of single precision, as probabilities are kept', () => {
  const key = Float32Array.from({ length: 100_000 }, (_, n) => ((n * 31) % 99) / 100)
  const rows = Uint32Array.from(key.keys())
  const plain = sortRowsPlainly(rows.slice(), key)
  createRowSorter()(rows, key)
  expect(rows.every((row, n) => row === plain[n])).toBe(true)
})
