// SPDX-License-Identifier: Apache-2.0
import { MEANS } from '#agreement'
import { DAY_MS, HOUR_MS } from '#kernel'
import type { ObservationColumns, ObservationTable } from '#observations'

import { createPlaceIndex, type PlaceIndex } from '../association/place-index.ts'
import type { FirstEngineParameters } from './parameters.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')

/** The heat detections of a table in its order, with what the rule asks of each. */
export interface Heat {
  readonly columns: ObservationColumns
  /** Table row of each detection. */
  readonly rows: Uint32Array
  /** Where each stands in the order of the table. */
  readonly ranks: Uint32Array
  /** Local solar night of each, counted from the first; -1 by day or where it is not told. */
  readonly night: Int32Array
  readonly nights: number
  readonly places: PlaceIndex
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  /** The same in the order of the index of places, in which neighbours lie together. */
  readonly placed: {
    readonly night: Int32Array
    readonly lineage: Uint32Array
    readonly latitude: Float64Array
    readonly longitude: Float64Array
  }
  /** Room for the detections under examination, by their places in that order. */
  readonly scratch: Uint32Array
}

/** The heat detections of a table, indexed by place. */
export function collectHeat(
  table: ObservationTable,
  sorted: Uint32Array,
  parameters: FirstEngineParameters,
): Heat {
  const columns = table.columns()
  const ranks = Uint32Array.from(sorted.keys()).filter((rank) => columns.means[sorted[rank]!] === THERMAL)
  const rows = ranks.map((rank) => sorted[rank]!)
  const latitude = Float64Array.from(rows, (row) => columns.latitude[row]!)
  const longitude = Float64Array.from(rows, (row) => columns.longitude[row]!)
  const night = Int32Array.from(rows, (row) =>
    columns.night[row] === 1 ? localNight(columns.startMs[row]!, columns.longitude[row]!) : -1,
  )
  const first = night.reduce((least, n) => (n >= 0 && n < least ? n : least), Infinity)
  const distinct = new Set(night.filter((n) => n >= 0))
  const nightFromFirst = night.map((n) => (n < 0 ? n : n - first))
  const places = createPlaceIndex(latitude, longitude, parameters.steadyCaptureMeters)
  return {
    columns,
    rows,
    ranks,
    night: nightFromFirst,
    nights: distinct.size,
    places,
    latitude,
    longitude,
    placed: {
      night: Int32Array.from(places.order, (k) => nightFromFirst[k]!),
      lineage: places.order.map((k) => columns.lineage[rows[k]!]!),
      latitude: Float64Array.from(places.order, (k) => latitude[k]!),
      longitude: Float64Array.from(places.order, (k) => longitude[k]!),
    },
    scratch: new Uint32Array(rows.length),
  }
}

/** Number of the night by mean solar time, which ends at noon. */
const localNight = (timeMs: number, longitude: number): number =>
  Math.floor((timeMs + (longitude / 15) * HOUR_MS + DAY_MS / 2) / DAY_MS)

/** Natural log of a detection's radiative power in megawatts; NaN where it is not told. */
export const logFrpOf = (heat: Heat, member: number): number =>
  Math.log(heat.columns.frpMegawatts[heat.rows[member]!]!)
