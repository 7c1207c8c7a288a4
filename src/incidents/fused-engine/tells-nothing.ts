// SPDX-License-Identifier: Apache-2.0
import { EFFECTS } from '#agreement'
import { DAY_MS, type Reason } from '#kernel'
import type { ObservationColumns, ObservationTable } from '#observations'

const NO_EFFECT = EFFECTS.indexOf('reported-other')
const HEAT = EFFECTS.indexOf('heat')

/** Why an observation can make no incident; null where it can. */
export type NothingTold = (row: number) => Reason | null

/**
 * Finds what tells of nothing by itself: reports without any effect, and heat that repeats an earlier detection of
 * another day in place and power to the last digit, which no sensor does.
 */
export function findNothingTold(table: ObservationTable, sorted: Uint32Array): NothingTold {
  const columns = table.columns()
  const replayed = new Set<number>()
  const firstAt = new Map<number, number>()
  for (const row of sorted) {
    if (columns.effect[row] !== HEAT || Number.isNaN(columns.frpMegawatts[row]!)) continue
    const key = placeKey(columns.latitude[row]!, columns.longitude[row]!)
    const first = firstAt.get(key)
    if (first === undefined) firstAt.set(key, row)
    else if (isReplay(columns, first, row)) replayed.add(row)
  }
  return (row) => {
    if (columns.effect[row] === NO_EFFECT) return { code: 'tells-of-no-effect', params: {} }
    return replayed.has(row) ? { code: 'replayed', params: {} } : null
  }
}

/** Whole hundred-thousandths of a degree, as the feeds print them. */
export const placeKey = (latitude: number, longitude: number): number =>
  Math.round((latitude + 90) * 1e5) * 36_000_000 + Math.round((longitude + 180) * 1e5)

const isReplay = (columns: ObservationColumns, first: number, row: number): boolean =>
  columns.latitude[first] === columns.latitude[row] &&
  columns.longitude[first] === columns.longitude[row] &&
  columns.frpMegawatts[first] === columns.frpMegawatts[row] &&
  Math.floor(columns.startMs[first]! / DAY_MS) !== Math.floor(columns.startMs[row]! / DAY_MS)
