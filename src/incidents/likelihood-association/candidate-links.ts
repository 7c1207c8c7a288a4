// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, HOUR_MS } from '#kernel'

import { buildCellIndex, STRIDE, type CellIndex } from '../association/cell-index.ts'
import { createTouchingCells } from '../association/touching-cells.ts'
import { gainOf, greatestGain, inGainSteps, writeGains } from './gain.ts'
import { createLinkList, type CandidateLinks, type LinkList } from './link-list.ts'
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
  placeOf,
  WIDTH,
  type UncertainPoints,
} from './uncertain-points.ts'

/** Square centimetres in a square kilometre. */
const CENTIMETERS_SQUARED = 1e10

/**
 * Finds every pair of points whose gain reaches the asked. Sharp points are looked up in a grid of their own reach; vague
 * ones, which are few, in a coarse grid of all points.
 */
export function findLinks(points: UncertainPoints, p: LikelihoodParameters): CandidateLinks {
  const sharp = new Uint32Array(points.size)
  const vague = new Uint32Array(points.size)
  let sharps = 0
  let vagues = 0
  for (let k = 0; k < points.size; k++) {
    if (isSharp(points.state, placeOf(points, k), p)) sharp[sharps++] = k
    else vague[vagues++] = k
  }
  const index = indexOf(points, sharp.subarray(0, sharps), p.reachMeters)
  const list = createLinkList(points, index.point, vague.subarray(0, vagues))
  linkSharp(index, list, p)
  if (vagues > 0) linkVague(points, list, sharps, p)
  return list.finish()
}

/** Whether a point is looked up among the sharp ones: a small ellipse, and a moment or something lasting. */
export function isSharp(state: Float64Array, at: number, p: LikelihoodParameters): boolean {
  const limit = p.sharpMeters / 1_000 / SIGMAS_OF_95_PERCENT
  if (majorVariance(state, at) > limit * limit) return false
  return (
    state[at + GROWTH]! > 0 ||
    (state[at + LATEST]! - state[at + EARLIEST]!) * DAY_MS <= p.sharpHours * HOUR_MS
  )
}

/** Half-axes of the 95 % ellipse of a plane normal distribution are this many standard deviations: sqrt(-2 ln 0.05). */
export const SIGMAS_OF_95_PERCENT = 2.447746830680816

/** Variance along the longer axis, square kilometres. */
export function majorVariance(state: Float64Array, at: number): number {
  const half = 0.5 * (state[at + EAST]! + state[at + NORTH]!)
  const difference = 0.5 * (state[at + EAST]! - state[at + NORTH]!)
  return half + Math.sqrt(difference * difference + state[at + CROSS]! * state[at + CROSS]!)
}

function indexOf(points: UncertainPoints, chosen: Uint32Array, reachMeters: number): CellIndex {
  const { size, state } = points
  const latitude = new Float64Array(size)
  const longitude = new Float64Array(size)
  const timeMs = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const at = placeOf(points, k)
    latitude[k] = state[at + LATITUDE]!
    longitude[k] = state[at + LONGITUDE]!
    timeMs[k] = Math.round(state[at + LATEST]! * DAY_MS)
  }
  return buildCellIndex({ latitude, longitude, timeMs }, reachMeters, chosen)
}

function linkSharp(index: CellIndex, list: LinkList, p: LikelihoodParameters): void {
  const { size, cloud, cells, cellStart } = index
  const { state } = list
  const { greatest, spread, cost } = boundsOf(state, size, p)
  const asked = inGainSteps(p.linkAtLeast)
  const limit = p.reachMeters * 100 * (p.reachMeters * 100)
  const moment = p.sharpHours * HOUR_MS
  const lifetimeMs = p.lifetimeHours * HOUR_MS
  const touching = createTouchingCells(index)
  const { from, to } = touching
  const walk = new Uint32Array(from.length)
  const worthALook = new Uint32Array(AT_A_TIME)
  const gains = new Int32Array(AT_A_TIME)
  const addLinks = (a: number, count: number): void => {
    writeGains(state, WIDTH * a, worthALook, count, WIDTH, gains)
    for (let k = 0; k < count; k++) if (gains[k]! >= asked) list.add(a, worthALook[k]!, gains[k]!)
  }
  for (let cell = 0; cell < cells; cell++) {
    const end = cellStart[cell + 1]!
    const runs = touching.after(cell)
    walk.set(from)
    for (let a = cellStart[cell]!; a < end; a++) {
      list.beginPoint(a)
      const most = greatest[a]!
      if (most <= 0) continue
      const at = STRIDE * a
      const x = cloud[at]!
      const y = cloud[at + 1]!
      const z = cloud[at + 2]!
      const time = cloud[at + 3]!
      const wait = most * lifetimeMs + moment
      const costOfA = cost[a]!
      const room = 2 * most
      const own = spread[a]!
      let count = 0
      for (let run = -1; run < runs; run++) {
        let low = a + 1
        let high = end
        if (run >= 0) {
          // Points of a cell come in ascending time, so this lies near where it lay for the point before.
          high = to[run]!
          low = Math.max(walk[run]!, from[run]!)
          while (low > from[run]! && cloud[STRIDE * low - 1]! >= time - wait) low--
          while (low < high && cloud[STRIDE * low + 3]! < time - wait) low++
          walk[run] = low
        }
        for (let b = low; b < high; b++) {
          const bt = STRIDE * b
          const later = cloud[bt + 3]! - time
          if (later > wait) break
          const dx = cloud[bt]! - x
          const dy = cloud[bt + 1]! - y
          const dz = cloud[bt + 2]! - z
          const squared = dx * dx + dy * dy + dz * dz
          // Where both are of something lasting, every hour between them costs as much as it does at best.
          const paid = costOfA === cost[b]! ? costOfA * Math.abs(later) : 0
          if (squared > limit || squared > (room - paid) * (own + spread[b]!)) continue
          if (count === AT_A_TIME) {
            addLinks(a, count)
            count = 0
          }
          worthALook[count++] = b
        }
      }
      if (count > 0) addLinks(a, count)
    }
  }
}

/** Gains that are worked out in one go. */
const AT_A_TIME = 64

interface Bounds {
  /** The most by which the point's gain with any other can exceed the asked. */
  readonly greatest: Float64Array
  /** Its greater variance in square centimetres. */
  readonly spread: Float64Array
  /** Twice what a millisecond between it and another of the same growth costs. */
  readonly cost: Float64Array
}

function boundsOf(state: Float64Array, size: number, p: LikelihoodParameters): Bounds {
  const greatest = new Float64Array(size)
  const spread = new Float64Array(size)
  const cost = new Float64Array(size)
  let leastArea = Infinity
  let lastingAlone = true
  for (let k = 0; k < size; k++) {
    const at = WIDTH * k
    const determinant = state[at + EAST]! * state[at + NORTH]! - state[at + CROSS]! * state[at + CROSS]!
    if (determinant < leastArea) leastArea = determinant
    if (!(state[at + GROWTH]! > 0)) lastingAlone = false
  }
  // Two equal exponentials multiplied and integrated give half their peak.
  const half = lastingAlone ? Math.LN2 : 0
  // A little more than the bound, since the chord and the plane differ in the eighth digit.
  const slack = 1e-4
  for (let k = 0; k < size; k++) {
    greatest[k] = greatestGain(state, WIDTH * k, Math.sqrt(leastArea)) - half - p.linkAtLeast + slack
    spread[k] = majorVariance(state, WIDTH * k) * CENTIMETERS_SQUARED
    cost[k] = (2 * state[WIDTH * k + GROWTH]!) / DAY_MS
  }
  return { greatest, spread, cost }
}

function linkVague(points: UncertainPoints, list: LinkList, sharps: number, p: LikelihoodParameters): void {
  const { point, state } = list
  const all = new Uint32Array(points.size)
  const placeInOrder = new Uint32Array(points.size)
  for (let k = 0; k < points.size; k++) {
    all[k] = k
    placeInOrder[point[k]!] = k
  }
  const index = indexOf(points, all, p.vagueReachMeters)
  const { cloud, cells, cellStart } = index
  const span = longestSpanMs(state, sharps, points.size)
  const limit = p.vagueReachMeters * 100 * (p.vagueReachMeters * 100)
  const asked = inGainSteps(p.linkAtLeast)
  const cellOf = new Uint32Array(points.size)
  const sortedPlace = new Uint32Array(points.size)
  for (let cell = 0; cell < cells; cell++) {
    for (let k = cellStart[cell]!; k < cellStart[cell + 1]!; k++) {
      cellOf[placeInOrder[index.point[k]!]!] = cell
      sortedPlace[placeInOrder[index.point[k]!]!] = k
    }
  }
  const { rowStride } = index.grid
  for (let v = sharps; v < points.size; v++) {
    list.beginPoint(v)
    const at = WIDTH * v
    const most = greatestGain(state, at, 0) - p.linkAtLeast + 1e-4
    if (most <= 0) continue
    const self = STRIDE * sortedPlace[v]!
    const wait = Math.max(most * p.lifetimeHours * HOUR_MS, span)
    const latest = cloud[self + 3]!
    const earliest = latest - wait
    const own = majorVariance(state, at) * CENTIMETERS_SQUARED
    const key = index.cellKey[cellOf[v]!]!
    for (let row = -1; row <= 1; row++) {
      const lastKey = key + row * rowStride + 1
      for (
        let cell = firstCellFrom(index, key + row * rowStride - 1);
        cell < cells && index.cellKey[cell]! <= lastKey;
        cell++
      ) {
        const end = cellStart[cell + 1]!
        for (let k = firstNotBefore(cloud, cellStart[cell]!, end, earliest); k < end; k++) {
          const bt = STRIDE * k
          if (cloud[bt + 3]! > latest + wait) break
          const b = placeInOrder[index.point[k]!]!
          if (b >= v) continue
          const dx = cloud[bt]! - cloud[self]!
          const dy = cloud[bt + 1]! - cloud[self + 1]!
          const dz = cloud[bt + 2]! - cloud[self + 2]!
          const squared = dx * dx + dy * dy + dz * dz
          const spread = own + majorVariance(state, WIDTH * b) * CENTIMETERS_SQUARED
          if (squared > limit || squared > 2 * most * spread) continue
          const worth = gainOf(state, at, WIDTH * b)
          if (worth >= asked) list.add(v, b, worth)
        }
      }
    }
  }
}

function longestSpanMs(state: Float64Array, from: number, to: number): number {
  let longest = 0
  for (let k = from; k < to; k++) {
    const span = (state[WIDTH * k + LATEST]! - state[WIDTH * k + EARLIEST]!) * DAY_MS
    if (span > longest && span < Infinity) longest = span
  }
  return longest
}

/** The first of the sorted points from `from` to `to` that is not before a time in milliseconds. */
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

function firstCellFrom({ cells, cellKey }: CellIndex, key: number): number {
  let low = 0
  let high = cells
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cellKey[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}
