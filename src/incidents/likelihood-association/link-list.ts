// SPDX-License-Identifier: Apache-2.0
import { join, rootOf } from '../association/union-find.ts'
import { copyGroup } from './gain.ts'
import { placeOf, WIDTH, type UncertainPoints } from './uncertain-points.ts'

/** Pairs that one occurrence explains better than two; each pair once, under either of its points. */
export interface CandidateLinks {
  /** Number of each point among the points given: the order of the index, sharp points first. */
  readonly point: Uint32Array
  /** The points' numbers in that order. */
  readonly state: Float64Array
  /** First link of each point, and one entry more for the end. */
  readonly start: Uint32Array
  readonly other: Uint32Array
  /** Quantised. */
  readonly gain: Int32Array
  /** The same point for all points of one component. */
  readonly root: Uint32Array
}

/** Links as they are found, point after point, with the components they make. */
export interface LinkList {
  readonly state: Float64Array
  readonly point: Uint32Array
  /** Says that the links which follow are those of the point at this place of the order. */
  beginPoint(place: number): void
  add(place: number, other: number, gain: number): void
  finish(): CandidateLinks
}

/** An empty list over sharp points and, after them, vague ones. */
export function createLinkList(points: UncertainPoints, sharp: Uint32Array, vague: Uint32Array): LinkList {
  const size = sharp.length + vague.length
  const point = new Uint32Array(size)
  point.set(sharp)
  point.set(vague, sharp.length)
  const state = new Float64Array(WIDTH * size)
  const root = new Uint32Array(size)
  for (let k = 0; k < size; k++) {
    copyGroup(points.state, placeOf(points, point[k]!), state, WIDTH * k)
    root[k] = k
  }
  const start = new Uint32Array(size + 1)
  let other = new Uint32Array(6 * size + 16)
  let gain = new Int32Array(6 * size + 16)
  let links = 0
  return {
    point,
    state,
    beginPoint(place) {
      start[place] = links
    },
    add(place, to, worth) {
      if (links === other.length) {
        other = grown(other, new Uint32Array(2 * links))
        gain = grown(gain, new Int32Array(2 * links))
      }
      other[links] = to
      gain[links++] = worth
      join(root, place, to)
    },
    finish() {
      start[size] = links
      for (let k = 0; k < size; k++) root[k] = rootOf(root, k)
      return { point, state, start, other, gain, root }
    },
  }
}

function grown<T extends Uint32Array | Int32Array>(old: T, into: T): T {
  into.set(old)
  return into
}
