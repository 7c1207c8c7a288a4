// SPDX-License-Identifier: Apache-2.0
import { ENDED, NOT_KNOWN, type IncidentColumns } from './incident-columns.ts'
import { createRowSorter } from './sort-rows.ts'

const sortRows = createRowSorter()

export type SortOrder = 'latest' | 'likeliest'

/** What the situation is cut down to; the map, the list and the counts all go by this one. */
export interface SituationFilter {
  /** Incidents that touch this span, both ends included; null is open. */
  readonly fromMs: number | null
  readonly toMs: number | null
  /** Hypotheses that are left out, by their place in the list. */
  readonly hidden: readonly number[]
  /** Least probability of a military cause, from 0 to 1; what may not be known stays in at 0. */
  readonly leastProbability: number
}

export const EVERYTHING: SituationFilter = { fromMs: null, toMs: null, hidden: [], leastProbability: 0 }

/** A test of rows against a filter, made once for many rows. */
export function createFilterTest(
  columns: IncidentColumns,
  { fromMs, toMs, hidden, leastProbability }: SituationFilter,
): (row: number) => boolean {
  const from = fromMs ?? Number.NEGATIVE_INFINITY
  const to = toMs ?? Number.POSITIVE_INFINITY
  const isHidden = new Uint8Array(256)
  for (const place of hidden) isHidden[place] = 1
  const { startMs, endMs, hypothesis, probability } = columns
  return (row) =>
    probability[row] !== ENDED &&
    endMs[row]! >= from &&
    startMs[row]! <= to &&
    isHidden[hypothesis[row]!] === 0 &&
    (leastProbability === 0 || probability[row]! >= leastProbability)
}

/** The rows that a filter leaves, ordered; equal rows stay in the order in which they came. */
export function orderRows(
  columns: IncidentColumns,
  filter: SituationFilter,
  sort: SortOrder,
): Uint32Array<ArrayBuffer> {
  const isIn = createFilterTest(columns, filter)
  const rows = new Uint32Array(columns.size)
  let count = 0
  for (let row = 0; row < columns.size; row += 1) if (isIn(row)) rows[count++] = row
  const key = sort === 'latest' ? columns.startMs : columns.probability
  const left = rows.slice(0, count)
  sortRows(left, key)
  return left
}

export interface RowCount {
  readonly count: number
  /** By place in the list of hypotheses; the last is what may not be known. */
  readonly byHypothesis: readonly number[]
  readonly withoutPlace: number
}

/** How many rows a filter leaves, as a whole and of each hypothesis, and how many of them have no place. */
export function countRows(columns: IncidentColumns, filter: SituationFilter, hypotheses: number): RowCount {
  const isIn = createFilterTest(columns, filter)
  const byHypothesis = Array.from({ length: hypotheses + 1 }, () => 0)
  let count = 0
  let withoutPlace = 0
  for (let row = 0; row < columns.size; row += 1) {
    if (!isIn(row)) continue
    count += 1
    const place = columns.hypothesis[row]!
    byHypothesis[place === NOT_KNOWN ? hypotheses : place]! += 1
    if (Number.isNaN(columns.longitude[row])) withoutPlace += 1
  }
  return { count, byHypothesis, withoutPlace }
}

export interface Density {
  readonly fromMs: number
  readonly toMs: number
  /** Incidents that begin in each of the equal parts, without the filter of time. */
  readonly counts: Uint32Array<ArrayBuffer>
}

/** How many incidents begin in each part of the whole span; what the timeline is drawn from. Null where there is no incident at all. */
export function densityOf(columns: IncidentColumns, filter: SituationFilter, parts: number): Density | null {
  if (columns.size === 0) return null
  const isIn = createFilterTest(columns, { ...filter, fromMs: null, toMs: null })
  let fromMs = Number.POSITIVE_INFINITY
  let toMs = Number.NEGATIVE_INFINITY
  for (let row = 0; row < columns.size; row += 1) {
    fromMs = Math.min(fromMs, columns.startMs[row]!)
    toMs = Math.max(toMs, columns.endMs[row]!)
  }
  const counts = new Uint32Array(parts)
  if (!(toMs > fromMs)) return { fromMs, toMs: fromMs + 1, counts }
  const scale = parts / (toMs - fromMs)
  for (let row = 0; row < columns.size; row += 1) {
    if (!isIn(row)) continue
    const part = Math.min(parts - 1, Math.floor((columns.startMs[row]! - fromMs) * scale))
    counts[part] = counts[part]! + 1
  }
  return { fromMs, toMs, counts }
}
