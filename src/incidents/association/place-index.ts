// SPDX-License-Identifier: Apache-2.0
import { allPoints, buildCellIndex, STRIDE, type CellIndex } from './cell-index.ts'
import { writeCentimeters } from './sphere.ts'

/** Finds the points near a place, whatever their time. */
export interface PlaceIndex {
  /** The points in the order of the index, in which neighbours lie together. */
  readonly order: Uint32Array
  /** Calls `visit` with each point within `meters` and its distance, in no set order; quickest within the reach of the index. */
  within(
    latitude: number,
    longitude: number,
    meters: number,
    visit: (point: number, meters: number) => void,
  ): void
  /** Writes to `found` where in `order` the points within `meters` stand, ascending, and gives how many there are. */
  gather(latitude: number, longitude: number, meters: number, found: Uint32Array): number
}

/** Index over places in degrees, made for queries of about `reachMeters`. */
export function createPlaceIndex(
  latitude: Float64Array,
  longitude: Float64Array,
  reachMeters: number,
): PlaceIndex {
  const points = { latitude, longitude, timeMs: new Float64Array(latitude.length) }
  const index = buildCellIndex(points, reachMeters, allPoints(points))
  const { grid, cells, cellKey, cellStart, cloud, point } = index
  const origin = new Float64Array(3)
  /** From where to where in the order of the index the points of each row around a place stand. */
  let ranges = new Uint32Array(6)
  const findRanges = (queryLatitude: number, queryLongitude: number, meters: number): number => {
    writeCentimeters(origin, 0, queryLatitude, queryLongitude)
    const steps = Math.max(1, Math.ceil(meters / reachMeters))
    const row = Math.floor((queryLatitude - grid.south) * grid.rowsPerDegree)
    const column = Math.floor((queryLongitude - grid.west) * grid.columnsPerDegree)
    const [first, last] = [Math.max(column - steps, 0), Math.min(column + steps, grid.rowStride - 1)]
    if (ranges.length < 4 * steps + 2) ranges = new Uint32Array(4 * steps + 2)
    let count = 0
    for (let r = row - steps; r <= row + steps; r++) {
      const from = firstCellFrom(index, r * grid.rowStride + first)
      const lastKey = r * grid.rowStride + last
      let to = from
      while (to < cells && cellKey[to]! <= lastKey) to++
      if (to === from) continue
      ranges[count++] = cellStart[from]!
      ranges[count++] = cellStart[to]!
    }
    return count
  }
  return {
    order: point,
    within(queryLatitude, queryLongitude, meters, visit) {
      const count = findRanges(queryLatitude, queryLongitude, meters)
      const limit = meters * 100 * (meters * 100)
      const [x, y, z] = [origin[0]!, origin[1]!, origin[2]!]
      // Its own copy, since a visitor may ask again.
      const own = ranges.slice(0, count)
      for (let range = 0; range < count; range += 2) {
        for (let k = own[range]!; k < own[range + 1]!; k++) {
          const dx = cloud[STRIDE * k]! - x
          const dy = cloud[STRIDE * k + 1]! - y
          const dz = cloud[STRIDE * k + 2]! - z
          const squared = dx * dx + dy * dy + dz * dz
          if (squared <= limit) visit(point[k]!, Math.sqrt(squared) / 100)
        }
      }
    },
    gather(queryLatitude, queryLongitude, meters, found) {
      const ends = findRanges(queryLatitude, queryLongitude, meters)
      const limit = meters * 100 * (meters * 100)
      const x = origin[0]!
      const y = origin[1]!
      const z = origin[2]!
      let count = 0
      for (let range = 0; range < ends; range += 2) {
        const end = ranges[range + 1]!
        for (let k = ranges[range]!; k < end; k++) {
          const dx = cloud[STRIDE * k]! - x
          const dy = cloud[STRIDE * k + 1]! - y
          const dz = cloud[STRIDE * k + 2]! - z
          if (dx * dx + dy * dy + dz * dz <= limit) found[count++] = k
        }
      }
      return count
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
