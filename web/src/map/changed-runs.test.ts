// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { changedRuns } from './changed-runs.ts'

test('[WB31] every changed row is in one piece, and pieces are far apart and begin and end with a changed row', () => {
  const rows = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(rows, (changed) => {
      const runs = changedRuns(changed)
      const known = new Set(changed)
      for (const row of changed) expect(runs.filter(({ from, to }) => row >= from && row < to).length).toBe(1)
      for (const [n, { from, to }] of runs.entries()) {
        expect([known.has(from), known.has(to - 1)]).toEqual([true, true])
        expect(from - (runs[n - 1]?.to ?? -1_000)).toBeGreaterThanOrEqual(64)
      }
    }),
  )
})

test('[WB31] a hundred rows anywhere in 100,000 are a small part of all', () => {
  const rows = Array.from({ length: 100 }, (_, n) => (n * 7_919) % 100_000)
  const handedOver = changedRuns(rows).reduce((sum, { from, to }) => sum + to - from, 0)
  expect(handedOver).toBeLessThan(1_000)
})
