// SPDX-License-Identifier: Apache-2.0
import { createAgglomerator } from './agglomerate.ts'
import type { CandidateLinks } from './candidate-links.ts'
import { copyGroup } from './gain.ts'
import { WIDTH } from './uncertain-points.ts'

const NONE = 0xffff_ffff

/**
 * The first point of each point's group, both by their numbers among `size` points given, where links join some of them:
 * each component of linked points is agglomerated by itself.
 */
export function solveComponents(links: CandidateLinks, size: number): Int32Array {
  const { point, state, start, other, gain } = links
  const first = new Int32Array(size)
  for (let k = 0; k < size; k++) first[k] = k
  const { begin, members } = componentsInOrder(links, size)
  const local = new Uint32Array(point.length)
  const agglomerator = createAgglomerator()
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

/** The linked points component by component, in each by their numbers among the points given. */
function componentsInOrder({ point, root }: CandidateLinks, size: number) {
  const placeOf = new Uint32Array(size).fill(NONE)
  for (let k = 0; k < point.length; k++) placeOf[point[k]!] = k
  const numberOf = new Uint32Array(point.length).fill(NONE)
  const counts = new Uint32Array(point.length + 1)
  let components = 0
  for (let k = 0; k < size; k++) {
    const place = placeOf[k]!
    if (place === NONE) continue
    const r = root[place]!
    if (numberOf[r] === NONE) numberOf[r] = components++
    counts[numberOf[r]!]!++
  }
  const begin = new Uint32Array(components + 1)
  for (let c = 0; c < components; c++) begin[c + 1] = begin[c]! + counts[c]!
  const next = begin.slice()
  const members = new Uint32Array(point.length)
  for (let k = 0; k < size; k++) {
    const place = placeOf[k]!
    if (place !== NONE) members[next[numberOf[root[place]!]!]!++] = place
  }
  return { begin, members }
}
