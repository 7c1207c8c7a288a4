// SPDX-License-Identifier: Apache-2.0
import { buildCellIndex, STRIDE } from '../association/cell-index.ts'
import { createTouchingCells } from '../association/touching-cells.ts'
import { DAY_MS, HOUR_MS } from '#kernel'

import { copyGroup, gainOf, greatestGain } from './gain.ts'
import type { LikelihoodParameters } from './parameters.ts'
import {
  CROSS,
  EARLIEST,
  EAST,
  GROWTH,
  LATEST,
  LATITUDE,
  LONGITUDE,
  NORTH,
  WIDTH,
  type UncertainPoints,
} from './uncertain-points.ts'

/** Gains are whole multiples of this fraction, so that no last digit decides an order. */
export const GAIN_STEPS = 1 << 20

/** Pairs that one occurrence explains better than two; each pair once, under the one that stands first in `point`. */
export interface CandidateLinks {
  /** Points in the order of the index: its number among the points given. */
  readonly point: Uint32Array
  /** The points' numbers in that order. */
  readonly state: Float64Array
  /** First link of each point, and one entry more for the end. */
  readonly start: Uint32Array
  readonly other: Uint32Array
  /** In steps of `GAIN_STEPS`. */
  readonly gain: Int32Array
  /** A point of the same component for each, the same for all of them. */
  readonly root: Uint32Array
}

export const quantisedGain = (gain: number): number => (gain > 2_000 ? 2_000 * GAIN_STEPS : Math.round(gain * GAIN_STEPS))

/** Finds every pair of sharp points with a positive gain through a grid of cells. */
export function linkSharp(points: UncertainPoints, chosen: Uint32Array, p: LikelihoodParameters): CandidateLinks {
  const index = indexOf(points, chosen, p.reachMeters)
  const { size, cloud, cells, cellStart, point } = index
  const state = new Float64Array(WIDTH * size)
  const greatest = new Float64Array(size)
  const spread = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    copyGroup(points.state, WIDTH * point[k]!, state, WIDTH * k)
    greatest[k] = greatestGain(state, WIDTH * k)
    spread[k] = majorVariance(state, WIDTH * k) * CENTIMETERS_SQUARED
  }
  const start = new Uint32Array(size + 1)
  let other = new Uint32Array(4 * size + 16)
  let gain = new Int32Array(4 * size + 16)
  const root = new Uint32Array(size)
  for (let k = 0; k < size; k++) root[k] = k
  const limit = (p.reachMeters * 100) ** 2
  const moment = p.sharpHours * HOUR_MS
  const touching = createTouchingCells(index)
  const { from, to } = touching
  let links = 0
  for (let cell = 0; cell < cells; cell++) {
    const end = cellStart[cell + 1]!
    const runs = touching.after(cell)
    for (let a = cellStart[cell]!; a < end; a++) {
      start[a] = links
      const most = greatest[a]!
      if (most <= 0) continue
      const at = STRIDE * a
      const x = cloud[at]!
      const y = cloud[at + 1]!
      const z = cloud[at + 2]!
      const time = cloud[at + 3]!
      const growth = state[WIDTH * a + GROWTH]!
      const wait = (growth > 0 ? (most / growth) * DAY_MS : 0) + moment
      const near = 2 * most * spread[a]!
      for (let run = -1; run < runs; run++) {
        let low = a + 1
        let high = end
        if (run >= 0) {
          low = from[run]!
          high = to[run]!
          if (low < high && cloud[STRIDE * low + 3]! < time - WIDEST_MS) {
            while (low < high && cloud[STRIDE * low + 3]! < time - WIDEST_MS) low++
            from[run] = low
          }
          low = firstNotBefore(cloud, low, high, time - wait)
        }
        for (let b = low; b < high; b++) {
          const bt = STRIDE * b
          if (cloud[bt + 3]! > time + wait) break
          const dx = cloud[bt]! - x
          const dy = cloud[bt + 1]! - y
          const dz = cloud[bt + 2]! - z
          const squared = dx * dx + dy * dy + dz * dz
          if (squared > limit || squared > near + 2 * most * spread[b]!) continue
          const worth = gainOf(state, WIDTH * a, WIDTH * b)
          if (!(worth > 0)) continue
          if (links === other.length) {
            other = grown(other, new Uint32Array(2 * links))
            gain = grown(gain, new Int32Array(2 * links))
          }
          other[links] = b
          gain[links++] = quantisedGain(worth)
          join(root, a, b)
        }
      }
    }
  }
  start[size] = links
  for (let k = 0; k < size; k++) root[k] = rootOf(root, k)
  return { point, state, start, other, gain, root }
}
const WIDEST_MS = 40 * DAY_MS
const CENTIMETERS_SQUARED = 1e10
function firstNotBefore(cloud: Float64Array, from: number, to: number, time: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cloud[STRIDE * middle + 3]! < time) low = middle + 1
    else high = middle
  }
  return low
}
function grown<T extends Uint32Array | Int32Array>(old: T, into: T): T {
  into.set(old)
  return into
}

export function majorVariance(state: Float64Array, at: number): number {
  const half = 0.5 * (state[at + EAST]! + state[at + NORTH]!)
  const difference = 0.5 * (state[at + EAST]! - state[at + NORTH]!)
  return half + Math.sqrt(difference * difference + state[at + CROSS]! * state[at + CROSS]!)
}

function indexOf(points: UncertainPoints, chosen: Uint32Array, reachMeters: number) {
  const { size, state } = points
  const latitude = new Float64Array(size)
  const longitude = new Float64Array(size)
  const timeMs = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    latitude[k] = state[WIDTH * k + LATITUDE]!
    longitude[k] = state[WIDTH * k + LONGITUDE]!
    timeMs[k] = Math.round(state[WIDTH * k + LATEST]! * DAY_MS)
  }
  return buildCellIndex({ latitude, longitude, timeMs }, reachMeters, chosen)
}

export function rootOf(parent: Uint32Array, point: number): number {
  let at = point
  let up = parent[at]!
  while (up !== at) {
    const further = parent[up]!
    parent[at] = further
    at = further
    up = parent[at]!
  }
  return at
}
function join(parent: Uint32Array, a: number, b: number): void {
  const ra = rootOf(parent, a)
  const rb = rootOf(parent, b)
  if (ra < rb) parent[rb] = ra
  else if (rb < ra) parent[ra] = rb
}
void EARLIEST
