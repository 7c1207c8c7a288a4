// SPDX-License-Identifier: Apache-2.0
import { buildCellIndex, type CellIndex } from './cell-index.ts'
import { squaredChordLimit } from './space-time-points.ts'
import type { Association, AssociationRule, SpaceTimePoints } from './space-time-points.ts'

/** How many neighbours a forward step looks at: its own cell, the next, and three of the row above. */
type PairOfRuns = (fromA: number, toA: number, fromB: number, toB: number) => void

/**
 * Clusters by density in space and time (ST-DBSCAN of Birant and Kut 2007, on a grid): a core has `minimumPoints` points
 * within reach, itself counted; cores within reach of each other share a cluster; another point joins the cluster of the
 * first core within its reach; the rest is noise. Expected time grows with the points and their neighbours.
 */
export function associate(points: SpaceTimePoints, rule: AssociationRule): Association {
  const index = buildCellIndex(points, rule)
  const neighbours = countNeighbours(index, rule)
  const core = new Uint8Array(index.size)
  for (let k = 0; k < index.size; k++) core[k] = neighbours[k]! + 1 >= rule.minimumPoints ? 1 : 0
  const root = joinCores(index, rule, core)
  return inGivenOrder(index, core, root, firstCores(index, rule, core))
}

/** Number of pairs of points within reach of each other. */
export function countPairs(points: SpaceTimePoints, rule: AssociationRule): number {
  const neighbours = countNeighbours(buildCellIndex(points, rule), rule)
  let ends = 0
  for (let k = 0; k < neighbours.length; k++) ends += neighbours[k]!
  return ends / 2
}

/** Calls `visit` once for every two cells that touch, and for each cell with itself. */
function forEachPairOfCells(index: CellIndex, visit: PairOfRuns): void {
  const { cells, cellStart, cellKey } = index
  const { rowStride } = index.grid
  let above = 0
  for (let cell = 0; cell < cells; cell++) {
    const key = cellKey[cell]!
    const from = cellStart[cell]!
    const to = cellStart[cell + 1]!
    visit(from, to, from, to)
    if (cell + 1 < cells && cellKey[cell + 1] === key + 1) visit(from, to, to, cellStart[cell + 2]!)
    while (above < cells && cellKey[above]! < key + rowStride - 1) above++
    for (let k = above; k < cells && cellKey[k]! <= key + rowStride + 1; k++) {
      visit(from, to, cellStart[k]!, cellStart[k + 1]!)
    }
  }
}

function countNeighbours(index: CellIndex, rule: AssociationRule): Uint32Array {
  const { place, timeMs } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const neighbours = new Uint32Array(index.size)
  forEachPairOfCells(index, (fromA, toA, fromB, toB) => {
    let low = fromB
    for (let a = fromA; a < toA; a++) {
      const time = timeMs[a]!
      if (fromA === fromB) low = a + 1
      else while (low < toB && timeMs[low]! < time - reach) low++
      const x = place[3 * a]!
      const y = place[3 * a + 1]!
      const z = place[3 * a + 2]!
      let found = 0
      for (let b = low; b < toB && timeMs[b]! <= time + reach; b++) {
        const dx = place[3 * b]! - x
        const dy = place[3 * b + 1]! - y
        const dz = place[3 * b + 2]! - z
        if (dx * dx + dy * dy + dz * dz > limit) continue
        neighbours[b]!++
        found++
      }
      neighbours[a]! += found
    }
  })
  return neighbours
}

/** The root of each core's cluster among the sorted points; other points are their own. */
function joinCores(index: CellIndex, rule: AssociationRule, core: Uint8Array): Uint32Array {
  const { place, timeMs } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const parent = new Uint32Array(index.size)
  for (let k = 0; k < parent.length; k++) parent[k] = k
  forEachPairOfCells(index, (fromA, toA, fromB, toB) => {
    let low = fromB
    for (let a = fromA; a < toA; a++) {
      const time = timeMs[a]!
      if (fromA === fromB) low = a + 1
      else while (low < toB && timeMs[low]! < time - reach) low++
      if (core[a] === 0) continue
      const x = place[3 * a]!
      const y = place[3 * a + 1]!
      const z = place[3 * a + 2]!
      let rootA = rootOf(parent, a)
      for (let b = low; b < toB && timeMs[b]! <= time + reach; b++) {
        if (core[b] === 0) continue
        const rootB = rootOf(parent, b)
        if (rootA === rootB) continue
        const dx = place[3 * b]! - x
        const dy = place[3 * b + 1]! - y
        const dz = place[3 * b + 2]! - z
        if (dx * dx + dy * dy + dz * dz > limit) continue
        if (rootA < rootB) parent[rootB] = rootA
        else {
          parent[rootA] = rootB
          rootA = rootB
        }
      }
    }
  })
  for (let k = 0; k < parent.length; k++) parent[k] = rootOf(parent, k)
  return parent
}

function rootOf(parent: Uint32Array, point: number): number {
  let at = point
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!
    at = parent[at]!
  }
  return at
}

const NONE = 0xffff_ffff

/** For each point that is no core, the sorted place of the core within reach that comes first in the given order. */
function firstCores(index: CellIndex, rule: AssociationRule, core: Uint8Array): Uint32Array {
  const { place, timeMs, order } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const first = new Uint32Array(index.size).fill(NONE)
  forEachPairOfCells(index, (fromA, toA, fromB, toB) => {
    let low = fromB
    for (let a = fromA; a < toA; a++) {
      const time = timeMs[a]!
      if (fromA === fromB) low = a + 1
      else while (low < toB && timeMs[low]! < time - reach) low++
      for (let b = low; b < toB && timeMs[b]! <= time + reach; b++) {
        if (core[a] === core[b]) continue
        const dx = place[3 * b]! - place[3 * a]!
        const dy = place[3 * b + 1]! - place[3 * a + 1]!
        const dz = place[3 * b + 2]! - place[3 * a + 2]!
        if (dx * dx + dy * dy + dz * dz > limit) continue
        const border = core[a] === 0 ? a : b
        const candidate = core[a] === 0 ? b : a
        if (first[border] === NONE || order[candidate]! < order[first[border]!]!) first[border] = candidate
      }
    }
  })
  return first
}

/** Numbers the clusters by their first core in the given order and gives every point its own. */
function inGivenOrder(
  index: CellIndex,
  core: Uint8Array,
  root: Uint32Array,
  first: Uint32Array,
): Association {
  const { size, order } = index
  const sortedAt = new Uint32Array(size)
  for (let k = 0; k < size; k++) sortedAt[order[k]!] = k
  const numberOf = new Int32Array(size).fill(-1)
  const cluster = new Int32Array(size)
  const coreGiven = new Uint8Array(size)
  let clusters = 0
  for (let k = 0; k < size; k++) {
    const sorted = sortedAt[k]!
    if (core[sorted] === 0) continue
    coreGiven[k] = 1
    const rootOfCore = root[sorted]!
    if (numberOf[rootOfCore] === -1) numberOf[rootOfCore] = clusters++
    cluster[k] = numberOf[rootOfCore]!
  }
  for (let k = 0; k < size; k++) {
    const sorted = sortedAt[k]!
    if (core[sorted] === 1) continue
    const candidate = first[sorted]!
    cluster[k] = candidate === NONE ? -1 : numberOf[root[candidate]!]!
  }
  return { cluster, core: coreGiven, clusters }
}
