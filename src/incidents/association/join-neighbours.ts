// SPDX-License-Identifier: Apache-2.0
import { STRIDE, type CellIndex } from './cell-index.ts'
import { squaredChordLimit, type AssociationRule } from './space-time-points.ts'
import { createTouchingCells } from './touching-cells.ts'
import { NONE, rootOf, type Joined } from './union-find.ts'

/**
 * Cores, clusters and first cores in one walk, for rules that ask for three points or fewer. A point that is no core then
 * has at most one neighbour, so it cannot hold two cores together: joining all neighbours joins the same cores, and a
 * distance matters no more once both ends are known as cores of one cluster.
 */
export function joinNeighbours(index: CellIndex, rule: AssociationRule): Joined {
  const { cloud, cells, cellStart, size } = index
  const limit = squaredChordLimit(rule)
  const reach = rule.epsilonMs
  const asked = rule.minimumPoints - 1
  /** Neighbours found so far; counted no further than is asked. */
  const degree = new Uint8Array(size)
  const neighbour = new Uint32Array(size).fill(NONE)
  const parent = new Uint32Array(size)
  for (let k = 0; k < size; k++) parent[k] = k
  const touching = createTouchingCells(index)
  const { from, to } = touching
  for (let cell = 0; cell < cells; cell++) {
    const end = cellStart[cell + 1]!
    const runs = touching.after(cell)
    for (let a = cellStart[cell]!; a < end; a++) {
      const at = STRIDE * a
      const x = cloud[at]!
      const y = cloud[at + 1]!
      const z = cloud[at + 2]!
      const time = cloud[at + 3]!
      let rootOfA = rootOf(parent, a)
      let degreeOfA = degree[a]!
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
          if (parent[b] === rootOfA && degreeOfA >= asked && degree[b]! >= asked) continue
          const dx = cloud[bt]! - x
          const dy = cloud[bt + 1]! - y
          const dz = cloud[bt + 2]! - z
          if (dx * dx + dy * dy + dz * dz > limit) continue
          if (degree[b]! < asked) degree[b]!++
          if (degreeOfA < asked) degreeOfA++
          neighbour[a] = b
          neighbour[b] = a
          const rootOfB = rootOf(parent, b)
          if (rootOfA < rootOfB) parent[rootOfB] = rootOfA
          else if (rootOfB < rootOfA) {
            parent[rootOfA] = rootOfB
            rootOfA = rootOfB
          }
        }
      }
      degree[a] = degreeOfA
    }
  }
  const core = new Uint8Array(size)
  for (let k = 0; k < size; k++) core[k] = degree[k]! >= asked ? 1 : 0
  for (let k = 0; k < size; k++) {
    parent[k] = rootOf(parent, k)
    if (core[k] === 1 || neighbour[k] === NONE || core[neighbour[k]!] === 0) neighbour[k] = NONE
  }
  return { core, root: parent, first: neighbour }
}
