// SPDX-License-Identifier: Apache-2.0
import { radixOrder } from '#kernel'

import type { SpaceTimePoints } from './space-time-points.ts'
import { degreesOfChord, writeCentimeters } from './sphere.ts'

/** Cell keys must fit the 32 bits that are sorted. */
const LARGEST_KEY = 0xffff_ffff

/** Numbers a point takes in `cloud`: three coordinates in centimetres and the time in milliseconds, side by side. */
export const STRIDE = 4

/**
 * Points sorted by square cell of the map and, within a cell, by time. Cells are at least as wide as the reach, so a
 * point's neighbours lie in its own and the eight cells around it.
 */
export interface CellIndex {
  readonly size: number
  /** Which of the points given each sorted point is. */
  readonly point: Uint32Array
  readonly cloud: Float64Array
  readonly cells: number
  /** First sorted point of each cell, and one entry more for the end. */
  readonly cellStart: Uint32Array
  readonly cellKey: Uint32Array
  readonly grid: Grid
}

/** How degrees become cell keys: `row * rowStride + column`, rows northward from the south-west corner. */
export interface Grid {
  readonly south: number
  readonly west: number
  readonly rowsPerDegree: number
  readonly columnsPerDegree: number
  readonly rowStride: number
  /** Every key is below this. */
  readonly keys: number
}

/**
 * Sorts the points whose numbers are `chosen` (ascending) into cells for a reach in metres. Neighbours across the
 * antimeridian or a pole are not found; elsewhere nothing within reach is missed.
 */
export function buildCellIndex(points: SpaceTimePoints, reachMeters: number, chosen: Uint32Array): CellIndex {
  const size = chosen.length
  const grid = gridOver(points, reachMeters, chosen)
  const order = new Uint32Array(size)
  const scratch = new Uint32Array(size)
  for (let k = 0; k < size; k++) order[k] = k
  orderByTime(points.timeMs, chosen, order, scratch)
  const keys = cellKeys(points, grid, chosen)
  radixOrder(order, scratch, keys, Math.ceil(Math.log2(grid.keys + 1)))

  const given = placesInOrder(points, chosen)
  const cloud = new Float64Array(STRIDE * size)
  const starts = scratch
  const cellKey = new Uint32Array(size)
  let cells = 0
  let lastKey = -1
  for (let k = 0; k < size; k++) {
    const from = order[k]!
    const key = keys[from]!
    cloud[STRIDE * k] = given[STRIDE * from]!
    cloud[STRIDE * k + 1] = given[STRIDE * from + 1]!
    cloud[STRIDE * k + 2] = given[STRIDE * from + 2]!
    cloud[STRIDE * k + 3] = given[STRIDE * from + 3]!
    order[k] = chosen[from]!
    if (key === lastKey) continue
    starts[cells] = k
    cellKey[cells] = key
    lastKey = key
    cells++
  }
  const cellStart = new Uint32Array(cells + 1)
  cellStart.set(starts.subarray(0, cells))
  cellStart[cells] = size
  return { size, point: order, cloud, cells, cellStart, cellKey: cellKey.slice(0, cells), grid }
}

/** Works the coordinates out in the order given, so that only the finished quadruples are fetched from all over memory. */
function placesInOrder(points: SpaceTimePoints, chosen: Uint32Array): Float64Array {
  const places = new Float64Array(STRIDE * chosen.length)
  for (let k = 0; k < chosen.length; k++) {
    const point = chosen[k]!
    writeCentimeters(places, STRIDE * k, points.latitude[point]!, points.longitude[point]!)
    places[STRIDE * k + 3] = points.timeMs[point]!
  }
  return places
}

/** The numbers of all points. */
export function allPoints(points: SpaceTimePoints): Uint32Array {
  const all = new Uint32Array(points.timeMs.length)
  for (let k = 0; k < all.length; k++) all[k] = k
  return all
}

function cellKeys(points: SpaceTimePoints, grid: Grid, chosen: Uint32Array): Uint32Array {
  const keys = new Uint32Array(chosen.length)
  const { latitude, longitude } = points
  const { south, west, rowsPerDegree, columnsPerDegree, rowStride } = grid
  for (let k = 0; k < keys.length; k++) {
    const row = Math.floor((latitude[chosen[k]!]! - south) * rowsPerDegree)
    const column = Math.floor((longitude[chosen[k]!]! - west) * columnsPerDegree)
    keys[k] = row * rowStride + column
  }
  return keys
}

function gridOver(points: SpaceTimePoints, reachMeters: number, chosen: Uint32Array): Grid {
  const { latitude, longitude } = points
  let south = 90
  let north = -90
  let west = 180
  let east = -180
  for (let k = 0; k < chosen.length; k++) {
    const phi = latitude[chosen[k]!]!
    const lambda = longitude[chosen[k]!]!
    if (phi < south) south = phi
    if (phi > north) north = phi
    if (lambda < west) west = lambda
    if (lambda > east) east = lambda
  }
  let height = degreesOfChord(reachMeters)
  let width = widestReach(height, Math.max(Math.abs(south), Math.abs(north)))
  const cellsOf = (span: number, side: number) => Math.floor(Math.max(0, span) / side) + 1
  // One empty column ends each row, so that the last cell of a row and the first of the next are not side by side.
  while ((cellsOf(east - west, width) + 1) * (cellsOf(north - south, height) + 1) > LARGEST_KEY) {
    height *= 2
    width *= 2
  }
  const rowStride = cellsOf(east - west, width) + 1
  return {
    south,
    west,
    rowsPerDegree: 1 / height,
    columnsPerDegree: 1 / width,
    rowStride,
    keys: rowStride * (cellsOf(north - south, height) + 1),
  }
}

/** Degrees of longitude within which everything within `reach` degrees lies, at the given latitude: sin w = sin reach / cos latitude. */
function widestReach(reach: number, latitude: number): number {
  const degree = Math.PI / 180
  const sine = Math.sin(reach * degree) / Math.cos(latitude * degree)
  return sine >= 1 || sine < 0 ? 360 : (Math.asin(sine) / degree) * (1 + 1e-9)
}

/** Puts `order` in ascending time, unless it already is. */
function orderByTime(
  timeMs: Float64Array,
  chosen: Uint32Array,
  order: Uint32Array,
  scratch: Uint32Array,
): void {
  let ascending = true
  let earliest = Infinity
  let latest = -Infinity
  for (let k = 0; k < chosen.length; k++) {
    const time = timeMs[chosen[k]!]!
    if (time < latest) ascending = false
    if (time > latest) latest = time
    if (time < earliest) earliest = time
  }
  if (ascending) return
  const keys = new Uint32Array(chosen.length)
  for (let k = 0; k < keys.length; k++) keys[k] = (timeMs[chosen[k]!]! - earliest) % 0x1_0000_0000
  radixOrder(order, scratch, keys, 32)
  if (latest - earliest <= 0xffff_ffff) return
  for (let k = 0; k < keys.length; k++) {
    keys[k] = Math.floor((timeMs[chosen[k]!]! - earliest) / 0x1_0000_0000)
  }
  radixOrder(order, scratch, keys, 22)
}
