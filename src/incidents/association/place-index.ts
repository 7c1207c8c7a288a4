// SPDX-License-Identifier: Apache-2.0
import { allPoints, buildCellIndex, STRIDE, type CellIndex } from './cell-index.ts'
import { writeCentimeters } from './sphere.ts'

/** Finds the points near a place, whatever their time. */
export interface PlaceIndex {
  /** Calls `visit` with each point within `meters` (at most the reach of the index) and its distance, in no set order. */
  within(
    latitude: number,
    longitude: number,
    meters: number,
    visit: (point: number, meters: number) => void,
  ): void
}

/** Index over places in degrees for queries of up to `reachMeters`. */
export function createPlaceIndex(
  latitude: Float64Array,
  longitude: Float64Array,
  reachMeters: number,
): PlaceIndex {
  const points = { latitude, longitude, timeMs: new Float64Array(latitude.length) }
  const index = buildCellIndex(points, reachMeters, allPoints(points))
  const origin = new Float64Array(3)
  return {
    within(queryLatitude, queryLongitude, meters, visit) {
      const { grid, cellKey, cellStart, cloud, point } = index
      writeCentimeters(origin, 0, queryLatitude, queryLongitude)
      const row = Math.floor((queryLatitude - grid.south) * grid.rowsPerDegree)
      const column = Math.floor((queryLongitude - grid.west) * grid.columnsPerDegree)
      const limit = meters * 100 * (meters * 100)
      const x = origin[0]!
      const y = origin[1]!
      const z = origin[2]!
      for (let r = row - 1; r <= row + 1; r++) {
        const last = r * grid.rowStride + Math.min(column + 1, grid.rowStride - 1)
        const first = r * grid.rowStride + Math.max(column - 1, 0)
        for (let cell = firstCellFrom(index, first); cell < index.cells && cellKey[cell]! <= last; cell++) {
          for (let k = cellStart[cell]!; k < cellStart[cell + 1]!; k++) {
            const dx = cloud[STRIDE * k]! - x
            const dy = cloud[STRIDE * k + 1]! - y
            const dz = cloud[STRIDE * k + 2]! - z
            const squared = dx * dx + dy * dy + dz * dz
            if (squared <= limit) visit(point[k]!, Math.sqrt(squared) / 100)
          }
        }
      }
    },
  }
}

/** The first cell whose key is not below `key`. */
function firstCellFrom(index: CellIndex, key: number): number {
  let low = 0
  let high = index.cells
  while (low < high) {
    const middle = (low + high) >>> 1
    if (index.cellKey[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}
