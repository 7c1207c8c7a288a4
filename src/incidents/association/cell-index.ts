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
  /** Keys one row apart differ by this. */
  readonly rowStride: number
}

/** Sorts the points into cells. Neighbours across the antimeridian or a pole are not found; the chord is exact elsewhere. */
export function buildCellIndex(points: SpaceTimePoints, rule: AssociationRule): CellIndex {
  const size = points.timeMs.length
  const { keys, rowStride, keyBits } = cellKeys(points, rule)
  const order = new Uint32Array(size)
  const scratch = new Uint32Array(size)
  for (let k = 0; k < size; k++) order[k] = k
  orderByTime(points.timeMs, order, scratch)
  radixOrder(order, scratch, keys, keyBits)

  const place = new Int32Array(3 * size)
  const timeMs = new Float64Array(size)
  const cellStart = scratch.length > 0 ? scratch : new Uint32Array(1)
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
  const starts = cellStart.slice(0, cells + 1)
  const ends = new Uint32Array(cells + 1)
  ends.set(starts.subarray(0, cells))
  ends[cells] = size
  return { size, order, place, timeMs, cells, cellStart: ends, cellKey: cellKey.slice(0, cells), rowStride }
}

function cellKeys(points: SpaceTimePoints, rule: AssociationRule) {
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
  const keys = new Uint32Array(size)
  const perHeight = 1 / height
  const perWidth = 1 / width
  for (let k = 0; k < size; k++) {
    const row = Math.floor((latitude[k]! - south) * perHeight)
    const column = Math.floor((longitude[k]! - west) * perWidth)
    keys[k] = row * rowStride + column
  }
  const largest = rowStride * cellsOf(north - south, height)
  return { keys, rowStride, keyBits: Math.ceil(Math.log2(largest + 1)) }
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
