// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'
import { compareRows, type ObservationTable } from '#observations'

import { findNothingTold, placeKey } from '../fused-engine/tells-nothing.ts'
import { createRowChains } from './row-chains.ts'

/** Tells of arrivals whether they can make an incident, and of whom else that changes. */
export interface ReplayWatch {
  /** Takes in new rows; gives them and all others at their places, each with the reason why it tells nothing or null. */
  watch(fresh: readonly number[]): ReadonlyMap<number, Reason | null>
}

/** Whether heat repeats an earlier detection is a question of its place alone, so only that is looked at again. */
export function createReplayWatch(table: ObservationTable): ReplayWatch {
  const chains = createRowChains()
  const keyOf = (row: number): number => {
    const { latitude, longitude } = table.columns()
    return placeKey(latitude[row]!, longitude[row]!)
  }
  return {
    watch(fresh) {
      const told = new Map<number, Reason | null>()
      const keys = new Set<number>()
      for (const row of fresh) {
        if (table.effectAt(row) === 'heat') {
          chains.add(keyOf(row), row)
          keys.add(keyOf(row))
        } else told.set(row, findNothingTold(table, Uint32Array.of(row))(row))
      }
      for (const key of keys) {
        const rows: number[] = []
        for (let row = chains.lastOf(key); row !== -1; row = chains.before(row)) {
          if (keyOf(row) === key) rows.push(row)
        }
        const columns = table.columns()
        rows.sort((a, b) => compareRows(columns, a, b))
        const nothing = findNothingTold(table, Uint32Array.from(rows))
        for (const row of rows) told.set(row, nothing(row))
      }
      return told
    },
  }
}
