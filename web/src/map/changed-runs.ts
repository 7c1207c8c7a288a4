// SPDX-License-Identifier: Apache-2.0

/** Rows from the first to just before the last, which go to the graphics card in one piece. */
export interface Run {
  readonly from: number
  readonly to: number
}

/** A call for each row costs more than a few rows that did not change: rows this close go together. */
const NEAR = 64

/**
 * Changed rows in few pieces: what is handed over grows with what changed, and not with how far apart it lies.
 *
 * @param rows - in any order, and the same one more than once
 */
export function changedRuns(rows: Iterable<number>): readonly Run[] {
  const sorted = Uint32Array.from(rows).sort()
  const runs: Run[] = []
  let [from] = sorted
  if (from === undefined) return runs
  let to = from + 1
  for (const row of sorted) {
    if (row >= to + NEAR) {
      runs.push({ from, to })
      from = row
    }
    to = Math.max(to, row + 1)
  }
  runs.push({ from, to })
  return runs
}
