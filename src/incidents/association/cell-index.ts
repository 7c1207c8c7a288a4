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
  readonly rows: number
}

/**
 * Sorts the points whose numbers are `chosen` (ascending) into cells for a reach in metres: first into rows, then within
 * each row by column, so that no step reaches all over memory. Neighbours across the antimeridian or a pole are not
 * found; elsewhere nothing within reach is missed.
 */
export function buildCellIndex(points: SpaceTimePoints, reachMeters: number, chosen: Uint32Array): CellIndex {
  const size = chosen.length
  const grid = gridOver(points, reachMeters, chosen)
  const rows = sortIntoRows(points, grid, inOrderOfTime(points.timeMs, chosen))
  const cloud = new Float64Array(STRIDE * size)
  const point = new Uint32Array(size)
  const cellStart = new Uint32Array(size + 1)
  const cellKey = new Uint32Array(size)
  const order = new Uint32Array(rows.longest)
  const scratch = new Uint32Array(rows.longest)
  let cells = 0
  for (let row = 0; row + 1 < rows.start.length; row++) {
    const start = rows.start[row]!
    const end = rows.start[row + 1]!
    const sorted = orderByColumn(rows.column, start, end, grid.rowStride, order, scratch)
    let lastColumn = -1
    for (let k = start; k < end; k++) {
      const from = sorted[k - start]!
      cloud[STRIDE * k] = rows.cloud[STRIDE * from]!
      cloud[STRIDE * k + 1] = rows.cloud[STRIDE * from + 1]!
      cloud[STRIDE * k + 2] = rows.cloud[STRIDE * from + 2]!
      cloud[STRIDE * k + 3] = rows.cloud[STRIDE * from + 3]!
      point[k] = rows.point[from]!
      const column = rows.column[from]!
      if (column === lastColumn) continue
      cellStart[cells] = k
      cellKey[cells] = row * grid.rowStride + column
      lastColumn = column
      cells++
    }
  }
  cellStart[cells] = size
  return {
    size,
    point,
    cloud,
    cells,
    cellStart: cellStart.slice(0, cells + 1),
    cellKey: cellKey.slice(0, cells),
    grid,
  }
}

/** Points row by row, in each by time. */
interface Rows {
  readonly cloud: Float64Array
  readonly point: Uint32Array
  readonly column: Uint32Array
  /** First point of each row, and one entry more for the end. */
  readonly start: Uint32Array
  readonly longest: number
}

function sortIntoRows(points: SpaceTimePoints, grid: Grid, inTime: Uint32Array): Rows {
  const { latitude, longitude, timeMs } = points
  const { south, west, rowsPerDegree, columnsPerDegree } = grid
  const size = inTime.length
  const start = new Uint32Array(grid.rows + 1)
  for (let k = 0; k < size; k++) start[Math.floor((latitude[inTime[k]!]! - south) * rowsPerDegree) + 1]!++
  let longest = 0
  for (let row = 0; row < grid.rows; row++) {
    longest = Math.max(longest, start[row + 1]!)
    start[row + 1]! += start[row]!
  }
  const next = start.slice()
  const cloud = new Float64Array(STRIDE * size)
  const point = new Uint32Array(size)
  const column = new Uint32Array(size)
  for (let k = 0; k < size; k++) {
    const given = inTime[k]!
    const phi = latitude[given]!
    const lambda = longitude[given]!
    const slot = next[Math.floor((phi - south) * rowsPerDegree)]!++
    writeCentimeters(cloud, STRIDE * slot, phi, lambda)
    cloud[STRIDE * slot + 3] = timeMs[given]!
    point[slot] = given
    column[slot] = Math.floor((lambda - west) * columnsPerDegree)
  }
  return { cloud, point, column, start, longest }
}

const DIGIT_BITS = 11
const DIGITS = 1 << DIGIT_BITS
const counts = new Uint32Array(DIGITS)

/** The numbers `start` to `end` by column, equal columns in their order: a radix sort that stays in the nearest cache. */
function orderByColumn(
  column: Uint32Array,
  start: number,
  end: number,
  columns: number,
  order: Uint32Array,
  scratch: Uint32Array,
): Uint32Array {
  const size = end - start
  let from = order
  let to = scratch
  for (let k = 0; k < size; k++) from[k] = start + k
  if (size < 2) return from
  for (let shift = 0; shift < 32 && (columns - 1) >>> shift > 0; shift += DIGIT_BITS) {
    counts.fill(0)
    for (let k = 0; k < size; k++) counts[(column[from[k]!]! >>> shift) & (DIGITS - 1)]!++
    let place = 0
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = counts[digit]!
      counts[digit] = place
      place += count
    }
    for (let k = 0; k < size; k++) {
      const item = from[k]!
      to[counts[(column[item]! >>> shift) & (DIGITS - 1)]!++] = item
    }
    const swapped = from
    from = to
    to = swapped
  }
  return from
}

/** The numbers of all points. */
export function allPoints(points: SpaceTimePoints): Uint32Array {
  const all = new Uint32Array(points.timeMs.length)
  for (let k = 0; k < all.length; k++) all[k] = k
  return all
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
    rows: cellsOf(north - south, height) + 1,
  }
}

/** Degrees of longitude within which everything within `reach` degrees lies, at the given latitude: sin w = sin reach / cos latitude. */
function widestReach(reach: number, latitude: number): number {
  const degree = Math.PI / 180
  const sine = Math.sin(reach * degree) / Math.cos(latitude * degree)
  return sine >= 1 || sine < 0 ? 360 : (Math.asin(sine) / degree) * (1 + 1e-9)
}

/** The chosen points in ascending time, those of one time in their order: as they come, where they come so. */
function inOrderOfTime(timeMs: Float64Array, chosen: Uint32Array): Uint32Array {
  let ascending = true
  let earliest = Infinity
  let latest = -Infinity
  for (let k = 0; k < chosen.length; k++) {
    const time = timeMs[chosen[k]!]!
    if (time < latest) ascending = false
    if (time > latest) latest = time
    if (time < earliest) earliest = time
  }
  if (ascending) return chosen
  const order = chosen.map((_, k) => k)
  const scratch = new Uint32Array(chosen.length)
  const keys = chosen.map((point) => (timeMs[point]! - earliest) % 0x1_0000_0000)
  radixOrder(order, scratch, keys, 32)
  if (latest - earliest > 0xffff_ffff) {
    for (let k = 0; k < keys.length; k++) {
      keys[k] = Math.floor((timeMs[chosen[k]!]! - earliest) / 0x1_0000_0000)
    }
    radixOrder(order, scratch, keys, 22)
  }
  return order.map((k) => chosen[k]!)
}
