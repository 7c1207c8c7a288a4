// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, HOUR_MS } from '#kernel'

import { writeCentimeters } from '../association/sphere.ts'
import { cellAreaOf, cellDayOf, logRateOf, stepOf } from './background-rate.ts'
import { findLinks, isSharp } from './candidate-links.ts'
import { gainOf, greatestGain, inGainSteps } from './gain.ts'
import type { LikelihoodParameters } from './parameters.ts'
import { createPlaceDayGrid } from './place-day-grid.ts'
import { solveComponents } from './solve-components.ts'
import {
  EARLIEST,
  LATEST,
  LATITUDE,
  LONGITUDE,
  RATE,
  WIDTH,
  writePoint,
  type WhereAndWhen,
} from './uncertain-points.ts'

/** An association that takes points one at a time, each touching its neighbourhood alone. */
export interface GrowingAssociation {
  /** Points that were ever added. */
  readonly size: number
  /** Adds a point and gives its number; groups stay as they were until the next `settle`. */
  add(point: WhereAndWhen): number
  /** Takes a point out again, at the next `settle`; its number is not given anew. */
  remove(point: number): void
  /**
   * Associates what was added and what had to do with those removed anew, with all it touches; gives the points that were
   * looked at again, in their order.
   */
  settle(): Uint32Array
  /** The first point of the group of a point. */
  firstOf(point: number): number
}

/**
 * Equal, after any sequence of additions and removals, to the association of all points at once. `precedes` is the order that settles
 * ties, e.g. by time, then id. A point that moves the rate of its cell and day to the next step touches that cell as well.
 */
export function createGrowingAssociation(
  p: LikelihoodParameters,
  precedes: (a: number, b: number) => boolean,
): GrowingAssociation {
  let state = new Float64Array(WIDTH * 1_024)
  let place = new Float64Array(3 * 1_024)
  let first = new Int32Array(1_024)
  let size = 0
  let longestSpan = p.sharpHours * HOUR_MS
  const sharp = createPlaceDayGrid(p.reachMeters / 1_000)
  const vague = createPlaceDayGrid(p.vagueReachMeters / 1_000)
  const cellDays = new Map<number, number[]>()
  let added = new Set<number>()
  const removed = new Set<number>()
  const asked = inGainSteps(p.linkAtLeast)

  const grow = (): void => {
    state = extended(state, new Float64Array(state.length * 2))
    place = extended(place, new Float64Array(place.length * 2))
    first = extended(first, new Int32Array(first.length * 2))
  }

  const isNear = (a: number, b: number, reachMeters: number): boolean => {
    const dx = place[3 * a]! - place[3 * b]!
    const dy = place[3 * a + 1]! - place[3 * b + 1]!
    const dz = place[3 * a + 2]! - place[3 * b + 2]!
    return dx * dx + dy * dy + dz * dz <= reachMeters * 100 * (reachMeters * 100)
  }

  /** Adds to `found` the points linked to `a`. */
  const visitLinked = (a: number, visit: (b: number) => void): void => {
    const at = WIDTH * a
    const most = greatestGain(state, at, 0) - p.linkAtLeast
    if (most <= 0) return
    const isVague = !isSharp(state, at, p)
    const [latitude, longitude, latest] = [state[at + LATITUDE]!, state[at + LONGITUDE]!, state[at + LATEST]!]
    const within = (reachMeters: number) => (b: number) => {
      if (b === a || !isNear(a, b, reachMeters)) return
      if (gainOf(state, at, WIDTH * b) >= asked) visit(b)
    }
    const momentMs = p.sharpHours * HOUR_MS
    const lasting = most * p.lifetimeHours * HOUR_MS + momentMs
    const wide = (Math.max(lasting, longestSpan) + momentMs) / DAY_MS
    const wait = isVague ? wide : lasting / DAY_MS
    const reach = isVague ? p.vagueReachMeters : p.reachMeters
    sharp.near(latitude, longitude, reach / 1_000, latest - wait, latest + wait, within(reach))
    vague.near(
      latitude,
      longitude,
      p.vagueReachMeters / 1_000,
      latest - wide,
      latest + wide,
      within(p.vagueReachMeters),
    )
  }

  /** All points of the components that hold the seeds. */
  const closureOf = (seeds: Iterable<number>): Set<number> => {
    const found = new Set(seeds)
    // A set visits what is added while it is walked.
    for (const a of found) visitLinked(a, (b) => found.add(b))
    return found
  }

  const enterGrids = (point: number): void => {
    const at = WIDTH * point
    const grid = isSharp(state, at, p) ? sharp : vague
    grid.add(point, state[at + LATITUDE]!, state[at + LONGITUDE]!, state[at + LATEST]!)
    const span = (state[at + LATEST]! - state[at + EARLIEST]!) * DAY_MS
    if (span < Infinity && span > longestSpan) longestSpan = span
  }

  const leaveGrids = (point: number): void => {
    const at = WIDTH * point
    const grid = isSharp(state, at, p) ? sharp : vague
    grid.remove(point, state[at + LATITUDE]!, state[at + LONGITUDE]!, state[at + LATEST]!)
  }

  /** Those who come to and go from the cells and days that anybody comes to or goes from. */
  const movesByCellDay = () => {
    const moves = new Map<number, { readonly come: number[]; readonly go: Set<number> }>()
    const movesAt = (point: number) => {
      const key = cellDayOf(state, WIDTH * point)
      const known = moves.get(key) ?? { come: [], go: new Set<number>() }
      moves.set(key, known)
      return known
    }
    for (const point of added) movesAt(point).come.push(point)
    for (const point of removed) movesAt(point).go.add(point)
    return moves
  }

  /** Enters the added points, lets go those removed, and gives every point whose component may have changed. */
  const enter = (): Set<number> => {
    const everything = added.size === size
    const seeds = everything ? added : closureOf(removed)
    if (!everything) for (const point of added) seeds.add(point)
    const rated: { readonly points: readonly number[]; readonly step: number }[] = []
    for (const [key, { come, go }] of movesByCellDay()) {
      const present = cellDays.get(key) ?? []
      const points = [...present.filter((point) => !go.has(point)), ...come]
      const step = stepOf(points.length, p)
      if (present.length > 0 && stepOf(present.length, p) !== step) {
        for (const point of closureOf(present)) seeds.add(point)
      }
      cellDays.set(key, points)
      rated.push({ points, step })
    }
    for (const { points, step } of rated) {
      for (const point of points) {
        state[WIDTH * point + RATE] = logRateOf(step, cellAreaOf(state, WIDTH * point), p)
      }
    }
    added.forEach(enterGrids)
    removed.forEach(leaveGrids)
    for (const point of removed) seeds.delete(point)
    added = new Set()
    removed.clear()
    return everything ? seeds : closureOf(seeds)
  }

  return {
    get size() {
      return size
    },
    add(point) {
      if (size === first.length) grow()
      writePoint(state, WIDTH * size, point)
      writeCentimeters(place, 3 * size, point.latitude, point.longitude)
      first[size] = size
      added.add(size)
      return size++
    },
    remove(point) {
      if (!added.delete(point)) removed.add(point)
    },
    settle() {
      if (added.size === 0 && removed.size === 0) return new Uint32Array(0)
      const chosen = Uint32Array.from(enter())
      chosen.sort((a, b) => (a === b ? 0 : precedes(a, b) ? -1 : 1))
      const points = { size: chosen.length, state, chosen }
      const found = solveComponents(findLinks(points, p), points.size)
      for (let k = 0; k < chosen.length; k++) first[chosen[k]!] = chosen[found[k]!]!
      return chosen
    },
    firstOf: (point) => first[point]!,
  }
}

function extended<T extends Float64Array | Int32Array>(old: T, into: T): T {
  into.set(old)
  return into
}
