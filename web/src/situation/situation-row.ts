// SPDX-License-Identifier: Apache-2.0
import { growColumns, NOT_KNOWN, type IncidentColumns } from './incident-columns.ts'

/** A row of GET /api/v1/situation, and of the live updates. */
export type SituationRow = readonly [
  id: string,
  startMs: number,
  endMs: number,
  longitude: number | null,
  latitude: number | null,
  uncertaintyMeters: number | null,
  hypothesis: number | null,
  probability: number | null,
]

/** Writes a row into the columns; longer columns are made where it lies beyond them. */
export function writeRow(columns: IncidentColumns, row: number, values: SituationRow): void {
  const [, startMs, endMs, longitude, latitude, uncertaintyMeters, hypothesis, probability] = values
  growColumns(columns, row + 1)
  columns.size = Math.max(columns.size, row + 1)
  columns.startMs[row] = startMs
  columns.endMs[row] = endMs
  columns.longitude[row] = longitude ?? Number.NaN
  columns.latitude[row] = latitude ?? Number.NaN
  columns.uncertaintyMeters[row] = uncertaintyMeters ?? Number.NaN
  columns.hypothesis[row] = hypothesis ?? NOT_KNOWN
  columns.probability[row] = probability ?? -1
}
