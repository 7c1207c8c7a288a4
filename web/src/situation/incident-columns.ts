// SPDX-License-Identifier: Apache-2.0

/** Incidents as columns: one row each, in the order in which they came. */
export interface IncidentColumns {
  size: number
  startMs: Float64Array<ArrayBuffer>
  endMs: Float64Array<ArrayBuffer>
  /** Degrees; NaN where there is no place, or none for this reader. */
  longitude: Float32Array<ArrayBuffer>
  latitude: Float32Array<ArrayBuffer>
  uncertaintyMeters: Float32Array<ArrayBuffer>
  /** Place in the list of hypotheses; NOT_KNOWN where it may not be known. */
  hypothesis: Uint8Array<ArrayBuffer>
  /** From 0 to 1; -1 where it may not be known, ENDED where the incident is none any more. */
  probability: Float32Array<ArrayBuffer>
}

export const NOT_KNOWN = 255
export const ENDED = -2

const FIRST_CAPACITY = 1_024

export const createColumns = (capacity = FIRST_CAPACITY): IncidentColumns => ({
  size: 0,
  startMs: new Float64Array(capacity),
  endMs: new Float64Array(capacity),
  longitude: new Float32Array(capacity),
  latitude: new Float32Array(capacity),
  uncertaintyMeters: new Float32Array(capacity),
  hypothesis: new Uint8Array(capacity),
  probability: new Float32Array(capacity),
})

const COLUMN_NAMES = [
  'startMs',
  'endMs',
  'longitude',
  'latitude',
  'uncertaintyMeters',
  'hypothesis',
  'probability',
] as const

/** Makes room for `size` rows, at least doubling, so that growing costs little in all. */
export function growColumns(columns: IncidentColumns, size: number): void {
  if (columns.startMs.length >= size) return
  const larger = createColumns(Math.max(size, columns.startMs.length * 2))
  for (const name of COLUMN_NAMES) larger[name].set(columns[name])
  for (const name of COLUMN_NAMES) columns[name] = larger[name] as never
}

/** Rows that were added or have changed, in columns of their own, for handing from thread to thread. */
export interface ChangedRows {
  readonly rows: Uint32Array<ArrayBuffer>
  readonly columns: IncidentColumns
}

/** Takes rows out, in the order given. */
export function takeRows(columns: IncidentColumns, rows: Uint32Array<ArrayBuffer>): ChangedRows {
  const taken = createColumns(rows.length)
  taken.size = rows.length
  for (const name of COLUMN_NAMES) {
    const from = columns[name]
    const to = taken[name]
    for (let n = 0; n < rows.length; n += 1) to[n] = from[rows[n]!]!
  }
  return { rows, columns: taken }
}

/** Puts rows in where they belong. */
export function putRows(columns: IncidentColumns, changed: ChangedRows): void {
  let size = columns.size
  for (const row of changed.rows) size = Math.max(size, row + 1)
  growColumns(columns, size)
  columns.size = size
  for (const name of COLUMN_NAMES) {
    const from = changed.columns[name]
    const to = columns[name]
    for (let n = 0; n < changed.rows.length; n += 1) to[changed.rows[n]!] = from[n]!
  }
}

/** The buffers of changed rows, to hand over instead of copying. */
export const buffersOf = ({ rows, columns }: ChangedRows): ArrayBuffer[] => [
  rows.buffer,
  ...COLUMN_NAMES.map((name) => columns[name].buffer),
]
