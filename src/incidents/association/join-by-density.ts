// SPDX-License-Identifier: Apache-2.0
import { STRIDE, type CellIndex } from './cell-index.ts'
import { squaredChordLimit, type AssociationRule } from './space-time-points.ts'
import { createTouchingCells } from './touching-cells.ts'
import { NONE, rootOf, type Joined } from './union-find.ts'

/** Cores first, then clusters of cores, then the first core of every other point: for any number of points to a core. */
export function joinByDensity(index: CellIndex, rule: AssociationRule): Joined {
  const core = markCores(index, rule)
  return { core, root: joinCores(index, rule, core), first: firstCores(index, rule, core) }
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
