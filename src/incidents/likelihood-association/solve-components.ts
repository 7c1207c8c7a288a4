// SPDX-License-Identifier: Apache-2.0
import { createAgglomerator } from './agglomerate.ts'
import { createAgglomeratorOfFew, FEW_GROUPS } from './agglomerate-few.ts'
import type { CandidateLinks } from './link-list.ts'
import { copyGroup } from './gain.ts'
import { WIDTH } from './uncertain-points.ts'

const NONE = 0xffff_ffff

/**
 * The first point of each point's group, both by their numbers among `size` points given, where links join some of them:
 * each component of linked points is agglomerated by itself. Components of up to `few` points, at most `FEW_GROUPS`, go the
 * way that suits small ones; both ways come to the same.
 */
export function solveComponents(links: CandidateLinks, size: number, few = FEW_GROUPS): Int32Array {
  const { point, state, start, other, gain } = links
  const first = new Int32Array(size)
  for (let k = 0; k < size; k++) first[k] = k
  const { begin, members } = componentsInOrder(links, size)
  const local = new Uint32Array(point.length)
  const ofFew = createAgglomeratorOfFew()
  const ofMany = createAgglomerator()
  for (let c = 0; c + 1 < begin.length; c++) {
    const from = begin[c]!
    const to = begin[c + 1]!
    if (to - from === 1) continue
    if (to - from === 2) {
      first[point[members[from + 1]!]!] = point[members[from]!]!
      continue
    }
    let count = 0
    for (let m = from; m < to; m++) {
      const k = members[m]!
      local[k] = m - from
      count += start[k + 1]! - start[k]!
    }
    const agglomerator = to - from <= few ? ofFew : ofMany
    agglomerator.begin(to - from, count)
    const groups = agglomerator.state
    for (let m = from; m < to; m++) {
      const k = members[m]!
      copyGroup(state, WIDTH * k, groups, WIDTH * (m - from))
      for (let l = start[k]!; l < start[k + 1]!; l++) agglomerator.link(m - from, local[other[l]!]!, gain[l]!)
    }
    agglomerator.run()
    const { leader } = agglomerator
    for (let m = from; m < to; m++) first[point[members[m]!]!] = point[members[from + leader[m - from]!]!]!
  }
  return first
}

/**
 * The linked points component by component, in each by their numbers among the points given. Components come in the order
 * of the index, so that what is worked on together lies together.
 */
function componentsInOrder({ point, root }: CandidateLinks, size: number) {
  const linked = point.length
  const numberOf = new Uint32Array(linked).fill(NONE)
  const counts = new Uint32Array(linked + 1)
  let components = 0
  for (let k = 0; k < linked; k++) {
    const r = root[k]!
    if (numberOf[r] === NONE) numberOf[r] = components++
    counts[numberOf[r]!]!++
  }
  const begin = new Uint32Array(components + 1)
  for (let c = 0; c < components; c++) begin[c + 1] = begin[c]! + counts[c]!
  const next = begin.slice()
  const members = new Uint32Array(linked)
  for (let k = 0; k < linked; k++) members[next[numberOf[root[k]!]!]!++] = k
  const placeOf = new Uint32Array(size)
  for (let k = 0; k < linked; k++) placeOf[point[k]!] = k
  for (let c = 0; c < components; c++) {
    const from = begin[c]!
    const to = begin[c + 1]!
    if (to - from <= FEW) insertInOrder(members, from, to, point)
    else {
      const numbers = Uint32Array.from(members.subarray(from, to), (k) => point[k]!).sort()
      for (let m = from; m < to; m++) members[m] = placeOf[numbers[m - from]!]!
    }
  }
  return { begin, members }
}

/** Up to so many are sorted by insertion. */
const FEW = 40

function insertInOrder(members: Uint32Array, from: number, to: number, point: Uint32Array): void {
  for (let m = from + 1; m < to; m++) {
    const k = members[m]!
    const number = point[k]!
    let at = m
    while (at > from && point[members[at - 1]!]! > number) {
      members[at] = members[at - 1]!
      at--
    }
    members[at] = k
  }
}
