// SPDX-License-Identifier: Apache-2.0
import { allPoints, buildCellIndex, STRIDE } from './cell-index.ts'
import { squaredChordLimit } from './space-time-points.ts'
import type { Association, AssociationRule, SpaceTimePoints } from './space-time-points.ts'
import { haloDegrees, solveStrip, WHOLE_EARTH, type Strip, type StripResult } from './strip.ts'
import { createTouchingCells } from './touching-cells.ts'

/**
 * Clusters by density in space and time (ST-DBSCAN of Birant and Kut 2007, on a grid): a core has `minimumPoints` points
 * within reach, itself counted; cores within reach of each other share a cluster; another point joins the cluster of the
 * first core within its reach; the rest is noise. Expected time grows with the points and their neighbours.
 */
export function associate(points: SpaceTimePoints, rule: AssociationRule): Association {
  const size = points.timeMs.length
  const result = { root: new Int32Array(size).fill(-1), core: new Uint8Array(size) }
  solveStrip(points, rule, WHOLE_EARTH, result)
  return numberClusters(result)
}

/** Cuts the Earth into strips of latitude that own about as many points each, south to north. */
export function cutIntoStrips(points: SpaceTimePoints, count: number): readonly Strip[] {
  const bins = new Uint32Array(18_000)
  for (let k = 0; k < points.latitude.length; k++) bins[binOf(points.latitude[k]!)]!++
  const strips: Strip[] = []
  let south = -Infinity
  let passed = 0
  for (let bin = 0; bin < bins.length && strips.length < count - 1; bin++) {
    passed += bins[bin]!
    if (passed < (points.latitude.length * (strips.length + 1)) / count) continue
    const north = (bin + 1) / 100 - 90
    strips.push({ south, north })
    south = north
  }
  return [...strips, { south, north: Infinity }]
}

const binOf = (latitude: number): number => Math.min(17_999, Math.max(0, Math.floor((latitude + 90) * 100)))

/**
 * Joins strips that were solved apart, south to north, into the association of all: each result has the roots of one
 * strip, all share `core`. Equal to `associate` of the same points.
 */
export function joinStrips(
  points: SpaceTimePoints,
  rule: AssociationRule,
  strips: readonly Strip[],
  roots: readonly Int32Array[],
  core: Uint8Array,
): Association {
  const { latitude } = points
  const halo = haloDegrees(rule)
  const parent = new Int32Array(latitude.length)
  for (let k = 0; k < parent.length; k++) parent[k] = k
  const root = new Int32Array(latitude.length).fill(-1)
  for (let s = 0; s < strips.length; s++) {
    const own = roots[s]!
    for (let k = 0; k < latitude.length; k++) if (own[k]! >= 0) root[k] = own[k]!
    const beyond = roots[s + 1]
    if (beyond === undefined) break
    const south = strips[s]!.north - halo
    const north = strips[s]!.north + halo
    for (let k = 0; k < latitude.length; k++) {
      if (core[k] === 0 || latitude[k]! < south || latitude[k]! > north) continue
      if (own[k]! >= 0 && beyond[k]! >= 0) unite(parent, own[k]!, beyond[k]!)
    }
  }
  for (let k = 0; k < root.length; k++) if (root[k]! >= 0) root[k] = rootOf(parent, root[k]!)
  return numberClusters({ root, core })
}

function unite(parent: Int32Array, a: number, b: number): void {
  const rootOfA = rootOf(parent, a)
  const rootOfB = rootOf(parent, b)
  parent[Math.max(rootOfA, rootOfB)] = Math.min(rootOfA, rootOfB)
}

function rootOf(parent: Int32Array, point: number): number {
  let at = point
  while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!
  return at
}

/** Numbers the clusters by their first core and gives every point its own. */
function numberClusters({ root, core }: StripResult): Association {
  const size = root.length
  const numberOf = new Int32Array(size).fill(-1)
  const cluster = new Int32Array(size)
  let clusters = 0
  for (let k = 0; k < size; k++) {
    if (core[k] === 1 && numberOf[root[k]!] === -1) numberOf[root[k]!] = clusters++
  }
  for (let k = 0; k < size; k++) cluster[k] = root[k]! < 0 ? -1 : numberOf[root[k]!]!
  return { cluster, core, clusters }
}

/** Number of pairs of points within reach of each other: what the definition can be checked by, not needed for clusters. */
export function countPairs(points: SpaceTimePoints, rule: AssociationRule): number {
  const index = buildCellIndex(points, rule.epsilonMeters, allPoints(points))
  const { cloud, cells, cellStart } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const touching = createTouchingCells(index)
  const { from, to } = touching
  let pairs = 0
  for (let cell = 0; cell < cells; cell++) {
    const end = cellStart[cell + 1]!
    const runs = touching.after(cell)
    for (let a = cellStart[cell]!; a < end; a++) {
      const at = STRIDE * a
      const time = cloud[at + 3]!
      for (let run = -1; run < runs; run++) {
        let low = run < 0 ? a + 1 : from[run]!
        const high = run < 0 ? end : to[run]!
        while (low < high && cloud[STRIDE * low + 3]! < time - reach) low++
        if (run >= 0) from[run] = low
        for (let b = STRIDE * low; b < STRIDE * high && cloud[b + 3]! <= time + reach; b += STRIDE) {
          const dx = cloud[b]! - cloud[at]!
          const dy = cloud[b + 1]! - cloud[at + 1]!
          const dz = cloud[b + 2]! - cloud[at + 2]!
          if (dx * dx + dy * dy + dz * dz <= limit) pairs++
        }
      }
    }
  }
  return pairs
}
