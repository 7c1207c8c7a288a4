// SPDX-License-Identifier: Apache-2.0
import { radixOrder } from '#kernel'

import { degreesOfChord, writeCentimeters } from './space-time-points.ts'
import type { AssociationRule, SpaceTimePoints } from './space-time-points.ts'

/** Cell keys must fit the 32 bits that are sorted. */
const LARGEST_KEY = 0xffff_ffff

/**
 * The points sorted by square cell of the map and, within a cell, by time. Cells are at least as wide as the rule
 * reaches, so a point's neighbours lie in its own and the eight cells around it.
 */
export interface CellIndex {
  readonly size: number
  /** Index of each sorted point among the points given. */
  readonly order: Uint32Array
  /** Three centimetre coordinates per sorted point. */
  readonly place: Int32Array
  readonly timeMs: Float64Array
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

/** Sorts the points into cells. Neighbours across the antimeridian or a pole are not found; the chord is exact elsewhere. */
export function buildCellIndex(points: SpaceTimePoints, rule: AssociationRule): CellIndex {
  const size = points.timeMs.length
  const grid = gridOver(points, rule)
  const keys = cellKeys(points, grid)
  const order = new Uint32Array(size)
  const scratch = new Uint32Array(size)
  for (let k = 0; k < size; k++) order[k] = k
  orderByTime(points.timeMs, order, scratch)
  radixOrder(order, scratch, keys, Math.ceil(Math.log2(grid.keys + 1)))

  const place = new Int32Array(3 * size)
  const timeMs = new Float64Array(size)
  const cellStart = scratch
  const cellKey = new Uint32Array(size)
  let cells = 0
  let lastKey = -1
  for (let k = 0; k < size; k++) {
    const point = order[k]!
    const key = keys[point]!
    writeCentimeters(place, 3 * k, points.latitude[point]!, points.longitude[point]!)
    timeMs[k] = points.timeMs[point]!
    if (key === lastKey) continue
    cellStart[cells] = k
    cellKey[cells] = key
    lastKey = key
    cells++
  }
  const starts = new Uint32Array(cells + 1)
  starts.set(cellStart.subarray(0, cells))
  starts[cells] = size
  return { size, order, place, timeMs, cells, cellStart: starts, cellKey: cellKey.slice(0, cells), grid }
}

function cellKeys(points: SpaceTimePoints, grid: Grid): Uint32Array {
  const keys = new Uint32Array(points.timeMs.length)
  const { south, west, rowsPerDegree, columnsPerDegree, rowStride } = grid
  for (let k = 0; k < keys.length; k++) {
    const row = Math.floor((points.latitude[k]! - south) * rowsPerDegree)
    const column = Math.floor((points.longitude[k]! - west) * columnsPerDegree)
    keys[k] = row * rowStride + column
  }
  return keys
}

function gridOver(points: SpaceTimePoints, rule: AssociationRule): Grid {
  const { latitude, longitude } = points
  const size = latitude.length
  let south = Infinity
  let north = -Infinity
  let west = Infinity
  let east = -Infinity
  for (let k = 0; k < size; k++) {
    const phi = latitude[k]!
    const lambda = longitude[k]!
    if (phi < south) south = phi
    if (phi > north) north = phi
    if (lambda < west) west = lambda
    if (lambda > east) east = lambda
  }
  let height = degreesOfChord(rule.epsilonMeters)
  let width = widestReach(height, Math.max(Math.abs(south), Math.abs(north)))
  const cellsOf = (span: number, side: number) => Math.floor(Math.max(0, span) / side) + 1
  while ((cellsOf(east - west, width) + 1) * cellsOf(north - south, height) > LARGEST_KEY) {
    height *= 2
    width *= 2
  }
  // One empty column ends each row, so that the last cell of a row and the first of the next are not side by side.
  const rowStride = cellsOf(east - west, width) + 1
  return {
    south: size === 0 ? 0 : south,
    west: size === 0 ? 0 : west,
    rowsPerDegree: 1 / height,
    columnsPerDegree: 1 / width,
    rowStride,
    keys: rowStride * cellsOf(north - south, height),
  }
}

/** Degrees of longitude within which everything within `reach` degrees lies, at the given latitude: sin w = sin reach / cos latitude. */
function widestReach(reach: number, latitude: number): number {
  const degree = Math.PI / 180
  const sine = Math.sin(reach * degree) / Math.cos(latitude * degree)
  return sine >= 1 || sine < 0 ? 360 : (Math.asin(sine) / degree) * (1 + 1e-9)
}

/** Puts `order` in ascending time, unless it already is. */
function orderByTime(timeMs: Float64Array, order: Uint32Array, scratch: Uint32Array): void {
  let ascending = true
  let earliest = Infinity
  let latest = -Infinity
  for (let k = 0; k < timeMs.length; k++) {
    const time = timeMs[k]!
    if (time < latest) ascending = false
    if (time > latest) latest = time
    if (time < earliest) earliest = time
  }
  if (ascending) return
  const keys = new Uint32Array(timeMs.length)
  for (let k = 0; k < keys.length; k++) keys[k] = (timeMs[k]! - earliest) % 0x1_0000_0000
  radixOrder(order, scratch, keys, 32)
  if (latest - earliest <= 0xffff_ffff) return
  for (let k = 0; k < keys.length; k++) keys[k] = Math.floor((timeMs[k]! - earliest) / 0x1_0000_0000)
  radixOrder(order, scratch, keys, 22)
}
