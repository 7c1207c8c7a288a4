// SPDX-License-Identifier: Apache-2.0
import { buildCellIndex, STRIDE, type CellIndex } from './cell-index.ts'
import { squaredChordLimit, type AssociationRule, type SpaceTimePoints } from './space-time-points.ts'
import { degreesOfChord, writeCentimeters } from './sphere.ts'
import { createTouchingCells } from './touching-cells.ts'

/** A strip of latitude, south included and north not; strips that cover the Earth are solved apart, on threads if need be. */
export interface Strip {
  readonly south: number
  readonly north: number
}

/** No point. */
const NONE = 0xffff_ffff

export const WHOLE_EARTH: Strip = { south: -Infinity, north: Infinity }

/** What is known of each point, by its number among the points given; several strips may write the same `core`. */
export interface StripResult {
  /** A core of the same cluster, for every core seen; for the strip's own other points the first core within reach; else -1. */
  readonly root: Int32Array
  /** 1 for a core; written for the strip's own points alone. */
  readonly core: Uint8Array
}

/** Degrees beyond a strip that must be seen for it to be solved: two reaches, so that every core within one is known. */
export const haloDegrees = (rule: AssociationRule): number => 2 * degreesOfChord(rule.epsilonMeters)

/**
 * Solves one strip: cores and first cores for its own points, clusters for all points it sees. A cluster found here may
 * be part of a larger one; where strips meet, a core that both see in a cluster joins the two.
 */
export function solveStrip(
  points: SpaceTimePoints,
  rule: AssociationRule,
  strip: Strip,
  result: StripResult,
): void {
  const index = buildCellIndex(
    points,
    rule.epsilonMeters,
    seenPoints(points.latitude, strip, haloDegrees(rule)),
  )
  const core = markCores(index, rule)
  const root = joinCores(index, rule, core)
  const first = firstCores(index, rule, core)
  const { point, cloud, size } = index
  const southCentimeters = heightOf(strip.south)
  const northCentimeters = heightOf(strip.north)
  for (let k = 0; k < size; k++) {
    const given = point[k]!
    const height = cloud[STRIDE * k + 2]!
    const own = height >= southCentimeters && height < northCentimeters
    if (core[k] === 1) {
      result.root[given] = point[root[k]!]!
      if (own) result.core[given] = 1
    } else if (own && first[k] !== NONE) result.root[given] = point[root[first[k]!]!]!
  }
}

/** Height above the plane of the equator in which strips are told apart; infinite for the strip that has no such end. */
function heightOf(latitude: number): number {
  if (!Number.isFinite(latitude)) return latitude
  const place = new Float64Array(3)
  writeCentimeters(place, 0, latitude, 0)
  return place[2]!
}

function seenPoints(latitude: Float64Array, strip: Strip, halo: number): Uint32Array {
  const seen = new Uint32Array(latitude.length)
  const south = strip.south - halo
  const north = strip.north + halo
  let count = 0
  for (let k = 0; k < latitude.length; k++) {
    seen[count] = k
    if (latitude[k]! >= south && latitude[k]! <= north) count++
  }
  return seen.subarray(0, count)
}

/** 1 for each sorted point with enough neighbours; stops counting a point's neighbours as soon as they are enough. */
function markCores(index: CellIndex, rule: AssociationRule): Uint8Array {
  const { cloud, cells, cellStart, size } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const asked = rule.minimumPoints - 1
  const core = new Uint8Array(size)
  const touching = createTouchingCells(index)
  const { from, to } = touching
  for (let cell = 0; cell < cells; cell++) {
    const start = cellStart[cell]!
    const end = cellStart[cell + 1]!
    const runs = touching.around(cell)
    for (let a = start; a < end; a++) {
      const at = STRIDE * a
      const x = cloud[at]!
      const y = cloud[at + 1]!
      const z = cloud[at + 2]!
      const time = cloud[at + 3]!
      let found = 0
      for (
        let b = at + STRIDE;
        found < asked && b < STRIDE * end && cloud[b + 3]! <= time + reach;
        b += STRIDE
      ) {
        const dx = cloud[b]! - x
        const dy = cloud[b + 1]! - y
        const dz = cloud[b + 2]! - z
        if (dx * dx + dy * dy + dz * dz <= limit) found++
      }
      for (
        let b = at - STRIDE;
        found < asked && b >= STRIDE * start && cloud[b + 3]! >= time - reach;
        b -= STRIDE
      ) {
        const dx = cloud[b]! - x
        const dy = cloud[b + 1]! - y
        const dz = cloud[b + 2]! - z
        if (dx * dx + dy * dy + dz * dz <= limit) found++
      }
      for (let run = 0; found < asked && run < runs; run++) {
        let low = from[run]!
        const high = to[run]!
        while (low < high && cloud[STRIDE * low + 3]! < time - reach) low++
        // Points of a cell come in ascending time: what is too early for this one is so for the next.
        from[run] = low
        for (let b = STRIDE * low; b < STRIDE * high && cloud[b + 3]! <= time + reach; b += STRIDE) {
          const dx = cloud[b]! - x
          const dy = cloud[b + 1]! - y
          const dz = cloud[b + 2]! - z
          if (dx * dx + dy * dy + dz * dz <= limit && ++found >= asked) break
        }
      }
      core[a] = found >= asked ? 1 : 0
    }
  }
  return core
}

/** The root of each core's cluster among the sorted points; NONE for other points. */
function joinCores(index: CellIndex, rule: AssociationRule, core: Uint8Array): Uint32Array {
  const { cloud, cells, cellStart, size } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const parent = new Uint32Array(size)
  for (let k = 0; k < size; k++) parent[k] = core[k] === 1 ? k : NONE
  const touching = createTouchingCells(index)
  const { from, to } = touching
  for (let cell = 0; cell < cells; cell++) {
    const end = cellStart[cell + 1]!
    const runs = touching.after(cell)
    for (let a = cellStart[cell]!; a < end; a++) {
      if (core[a] === 0) continue
      const at = STRIDE * a
      const x = cloud[at]!
      const y = cloud[at + 1]!
      const z = cloud[at + 2]!
      const time = cloud[at + 3]!
      let rootOfA = rootOf(parent, a)
      for (let run = -1; run < runs; run++) {
        let low = a + 1
        let high = end
        if (run >= 0) {
          low = from[run]!
          high = to[run]!
          while (low < high && cloud[STRIDE * low + 3]! < time - reach) low++
          from[run] = low
        }
        for (let b = low; b < high; b++) {
          const bt = STRIDE * b
          if (cloud[bt + 3]! > time + reach) break
          const parentOfB = parent[b]!
          if (parentOfB === rootOfA || parentOfB === NONE) continue
          const dx = cloud[bt]! - x
          const dy = cloud[bt + 1]! - y
          const dz = cloud[bt + 2]! - z
          if (dx * dx + dy * dy + dz * dz > limit) continue
          const rootOfB = rootOf(parent, b)
          if (rootOfA < rootOfB) parent[rootOfB] = rootOfA
          else if (rootOfB < rootOfA) {
            parent[rootOfA] = rootOfB
            rootOfA = rootOfB
          }
        }
      }
    }
  }
  for (let k = 0; k < size; k++) if (core[k] === 1) parent[k] = rootOf(parent, k)
  return parent
}

/** The root of a union-find tree, halving the path on the way. */
function rootOf(parent: Uint32Array, point: number): number {
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

/** For each point that is no core, the sorted place of the core within reach that comes first among the points given. */
function firstCores(index: CellIndex, rule: AssociationRule, core: Uint8Array): Uint32Array {
  const { cloud, cells, cellStart, point, size } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const first = new Uint32Array(size).fill(NONE)
  const touching = createTouchingCells(index)
  const { from, to } = touching
  for (let cell = 0; cell < cells; cell++) {
    const start = cellStart[cell]!
    const end = cellStart[cell + 1]!
    const runs = touching.around(cell)
    for (let a = start; a < end; a++) {
      if (core[a] === 1) continue
      const at = STRIDE * a
      const time = cloud[at + 3]!
      let best = NONE
      for (let run = -1; run < runs; run++) {
        let low = run < 0 ? start : from[run]!
        const high = run < 0 ? end : to[run]!
        while (low < high && cloud[STRIDE * low + 3]! < time - reach) low++
        if (run >= 0) from[run] = low
        for (let b = low; b < high && cloud[STRIDE * b + 3]! <= time + reach; b++) {
          if (core[b] === 0) continue
          const dx = cloud[STRIDE * b]! - cloud[at]!
          const dy = cloud[STRIDE * b + 1]! - cloud[at + 1]!
          const dz = cloud[STRIDE * b + 2]! - cloud[at + 2]!
          if (dx * dx + dy * dy + dz * dz > limit) continue
          if (best === NONE || point[b]! < point[best]!) best = b
        }
      }
      first[a] = best
    }
  }
  return first
}
