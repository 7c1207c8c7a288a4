// SPDX-License-Identifier: Apache-2.0
import { squaredChordLimit } from './space-time-points.ts'
import type { Association, AssociationRule, SpaceTimePoints } from './space-time-points.ts'
import { writeCentimeters } from './sphere.ts'

/** The definition of the association, pair by pair: what every faster method must equal. Time grows with the square. */
export function associateByBruteForce(
  points: SpaceTimePoints,
  rule: AssociationRule,
): Association & { readonly pairs: number } {
  const size = points.timeMs.length
  const neighbours = neighbourLists(points, rule)
  const isCore = neighbours.map((list) => list.length + 1 >= rule.minimumPoints)
  const cluster = new Int32Array(size).fill(-1)
  let clusters = 0
  for (let start = 0; start < size; start++) {
    if (!isCore[start] || cluster[start] !== -1) continue
    const number = clusters++
    const waiting = [start]
    cluster[start] = number
    for (let core = waiting.pop(); core !== undefined; core = waiting.pop()) {
      for (const other of neighbours[core] ?? []) {
        if (!isCore[other] || cluster[other] !== -1) continue
        cluster[other] = number
        waiting.push(other)
      }
    }
  }
  for (let k = 0; k < size; k++) {
    if (isCore[k]) continue
    const firstCore = neighbours[k]?.find((other) => isCore[other])
    if (firstCore !== undefined) cluster[k] = cluster[firstCore] ?? -1
  }
  const ends = neighbours.reduce((sum, list) => sum + list.length, 0)
  return { cluster, core: Uint8Array.from(isCore, Number), clusters, pairs: ends / 2 }
}

/** For each point the others within reach, ascending. */
function neighbourLists(points: SpaceTimePoints, rule: AssociationRule): number[][] {
  const size = points.timeMs.length
  const place = new Float64Array(3 * size)
  for (let k = 0; k < size; k++) {
    writeCentimeters(place, 3 * k, points.latitude[k] ?? 0, points.longitude[k] ?? 0)
  }
  const limit = squaredChordLimit(rule)
  const near = (a: number, b: number): boolean => {
    if (Math.abs((points.timeMs[a] ?? 0) - (points.timeMs[b] ?? 0)) > rule.epsilonMs) return false
    let squared = 0
    for (let axis = 0; axis < 3; axis++) {
      const d = (place[3 * a + axis] ?? 0) - (place[3 * b + axis] ?? 0)
      squared += d * d
    }
    return squared <= limit
  }
  const all = [...Array(size).keys()]
  return all.map((a) => all.filter((b) => b !== a && near(a, b)))
}
