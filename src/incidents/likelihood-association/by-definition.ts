// SPDX-License-Identifier: Apache-2.0
import { writeCentimeters } from '../association/sphere.ts'
import { writeRates } from './background-rate.ts'
import { isSharp } from './candidate-links.ts'
import { gainOf, inGainSteps, mergeInto } from './gain.ts'
import type { LikelihoodParameters } from './parameters.ts'
import { LATITUDE, LONGITUDE, WIDTH, type UncertainPoints } from './uncertain-points.ts'

/** A gain below which neighbouring groups are parted for good, as in the fast method. */
const PARTED = inGainSteps(-20)

interface Group {
  members: readonly number[]
  readonly neighbours: Map<Group, number>
}

/**
 * The definition of the association, group by group: what the fast method must equal. Of all neighbouring pairs the one
 * with the greatest gain is joined until none gains; equal gains go to the pair that stands first. Time grows with the
 * cube of the points.
 */
export function associateByDefinition(points: UncertainPoints, p: LikelihoodParameters): Int32Array {
  const state = points.state.slice()
  writeRates(state, points.size, p)
  const groups: Group[] = [...Array(points.size).keys()].map((k) => ({ members: [k], neighbours: new Map() }))
  const at = (group: Group): number => WIDTH * (group.members[0] ?? 0)
  const worth = (a: Group, b: Group): number => gainOf(state, at(a), at(b))
  for (const a of groups) {
    for (const b of groups) {
      if (at(b) <= at(a) || !mayMeet(state, at(a), at(b), p)) continue
      const gain = worth(a, b)
      if (gain < inGainSteps(p.linkAtLeast)) continue
      a.neighbours.set(b, gain)
      b.neighbours.set(a, gain)
    }
  }
  for (let next = bestPair(groups, at); next !== null; next = bestPair(groups, at)) {
    const [a, b] = next
    mergeInto(state, at(a), at(b))
    a.members = [...a.members, ...b.members]
    groups.splice(groups.indexOf(b), 1)
    const around = new Set([...a.neighbours.keys(), ...b.neighbours.keys()])
    a.neighbours.clear()
    for (const x of around) {
      x.neighbours.delete(a)
      x.neighbours.delete(b)
      if (x === a || x === b) continue
      const gain = worth(a, x)
      if (gain < PARTED) continue
      a.neighbours.set(x, gain)
      x.neighbours.set(a, gain)
    }
  }
  const first = new Int32Array(points.size)
  for (const { members } of groups) for (const k of members) first[k] = members[0] ?? k
  return first
}

function bestPair(groups: readonly Group[], at: (group: Group) => number): readonly [Group, Group] | null {
  let most = 0
  let best: readonly [Group, Group] | null = null
  for (const a of groups.toSorted((x, y) => at(x) - at(y))) {
    for (const [b, gain] of [...a.neighbours].sort(([x], [y]) => at(x) - at(y))) {
      if (at(b) < at(a) || gain <= most) continue
      most = gain
      best = [a, b]
    }
  }
  return best
}

/** Whether two points lie within the reach in which their kind is looked up, measured by the chord in whole centimetres. */
function mayMeet(state: Float64Array, a: number, b: number, p: LikelihoodParameters): boolean {
  const place = new Float64Array(6)
  writeCentimeters(place, 0, state[a + LATITUDE]!, state[a + LONGITUDE]!)
  writeCentimeters(place, 3, state[b + LATITUDE]!, state[b + LONGITUDE]!)
  const reach = 100 * (isSharp(state, a, p) && isSharp(state, b, p) ? p.reachMeters : p.vagueReachMeters)
  let squared = 0
  for (let axis = 0; axis < 3; axis++) squared += (place[axis]! - place[axis + 3]!) ** 2
  return squared <= reach * reach
}
