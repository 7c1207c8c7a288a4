// SPDX-License-Identifier: Apache-2.0
import { growColumns, NOT_KNOWN, type IncidentColumns } from './incident-columns.ts'

/** A row of GET /api/v1/situation. */
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

interface ItemAnswer {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly center: { readonly latitude: number; readonly longitude: number } | null
  readonly document: {
    readonly hypotheses?: readonly { readonly hypothesis: string; readonly probability: number }[]
    readonly likelihood?: { readonly probability?: number }
    readonly geometry?: { readonly semiMajorMeters?: number }
  }
}

/** The row of an incident as the live updates bring it: the same figures as the service works out for its rows. */
export function rowOfItem(item: ItemAnswer, hypotheses: readonly string[]): SituationRow {
  const { document, center } = item
  const most = document.hypotheses?.reduce((best, one) => (one.probability > best.probability ? one : best))
  const place = most === undefined ? -1 : hypotheses.indexOf(most.hypothesis)
  return [
    item.id,
    Date.parse(item.start),
    Date.parse(item.end),
    center?.longitude ?? null,
    center?.latitude ?? null,
    document.geometry?.semiMajorMeters ?? null,
    place < 0 ? null : place,
    document.likelihood?.probability ?? null,
  ]
}
