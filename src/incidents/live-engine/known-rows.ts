// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'
import type { ObservationTable } from '#observations'

import { createRowChains } from './row-chains.ts'

/** Which observations a growing table already holds. */
export interface KnownRows {
  has(id: Digest): boolean
  add(row: number): void
}

/** Knows rows by the first eight digits of their ids, and compares the rest. */
export function createKnownRows(table: ObservationTable): KnownRows {
  const chains = createRowChains()
  const hashOf = (id: Digest): number => Number.parseInt(id.slice(0, 8), 16)
  return {
    has(id) {
      for (let row = chains.lastOf(hashOf(id)); row !== -1; row = chains.before(row)) {
        if (table.idAt(row) === id) return true
      }
      return false
    },
    add(row) {
      chains.add(hashOf(table.idAt(row)), row)
    },
  }
}
