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
  const { means, night: isNight, startMs, lineage } = columns
  const ranks = new Uint32Array(sorted.length)
  let size = 0
  for (let rank = 0; rank < sorted.length; rank++) if (means[sorted[rank]!] === THERMAL) ranks[size++] = rank
  const rows = new Uint32Array(size)
  const latitude = new Float64Array(size)
  const longitude = new Float64Array(size)
  const night = new Int32Array(size)
  const distinct = new Set<number>()
  let first = Infinity
  for (let k = 0; k < size; k++) {
    const row = sorted[ranks[k]!]!
    rows[k] = row
    latitude[k] = columns.latitude[row]!
    longitude[k] = columns.longitude[row]!
    night[k] = isNight[row] === 1 ? localNight(startMs[row]!, longitude[k]!) : -1
    if (night[k]! < 0) continue
    distinct.add(night[k]!)
    first = Math.min(first, night[k]!)
  }
  for (let k = 0; k < size; k++) if (night[k]! >= 0) night[k]! -= first
  const places = createPlaceIndex(latitude, longitude, parameters.steadyCaptureMeters)
  const placed = {
    night: new Int32Array(size),
    lineage: new Uint32Array(size),
    latitude: new Float64Array(size),
    longitude: new Float64Array(size),
  }
  for (let place = 0; place < size; place++) {
    const k = places.order[place]!
    placed.night[place] = night[k]!
    placed.lineage[place] = lineage[rows[k]!]!
    placed.latitude[place] = latitude[k]!
    placed.longitude[place] = longitude[k]!
  }
  return {
    columns,
    rows,
    ranks: ranks.slice(0, size),
    night,
    nights: distinct.size,
    places,
    latitude,
    longitude,
    placed,
    scratch: new Uint32Array(size),
  }
}

/** Number of the night by mean solar time, which ends at noon. */
const localNight = (timeMs: number, longitude: number): number =>
  Math.floor((timeMs + (longitude / 15) * HOUR_MS + DAY_MS / 2) / DAY_MS)

/** Natural log of a detection's radiative power in megawatts; NaN where it is not told. */
export const logFrpOf = (heat: Heat, member: number): number =>
  Math.log(heat.columns.frpMegawatts[heat.rows[member]!]!)
