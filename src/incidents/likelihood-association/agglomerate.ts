// SPDX-License-Identifier: Apache-2.0
import { mergeInto, writeGains } from './gain.ts'
import { WIDTH } from './uncertain-points.ts'

export const NONE = -1
export const NOTHING_TO_GAIN = -0x8000_0000

/** Groups whose gain has fallen below this (20 in natural logarithms) are neighbours no more. */
export const PARTED = -20 * 0x10_0000

/**
 * Merges the groups of one component best first: the pair with the greatest gain is joined, what the union gains with each
 * neighbour is worked out anew, and so on until no pair gains. Groups are neighbours where any two of their members are
 * linked. Equal gains go to the pair that stands first. A group whose best neighbour has changed keeps its old gain as a
 * bound, and looks again only when it comes first. Reused from component to component, so that the loop allocates
 * nothing.
 */
export interface Agglomerator {
  /** Begins a component of `groups` groups with at most `links` links; the caller writes its `state` next. */
  begin(groups: number, links: number): void
  /** `WIDTH` numbers for each group, in the order that settles ties. */
  readonly state: Float64Array
  link(a: number, b: number, gain: number): void
  /** Merges; then `leader` has the first group of the same union for each group. */
  run(): void
  readonly leader: Int32Array
}

/** Storage for components; grows as larger ones come. */
export function createAgglomerator(): Agglomerator {
  let state = new Float64Array(0)
  let leader = new Int32Array(0)
  let head = new Int32Array(0)
  let mark = new Int32Array(0)
  let best = new Int32Array(0)
  let bestGain = new Int32Array(0)
  let heap = new Int32Array(0)
  let placeInHeap = new Int32Array(0)
  let around = new Uint32Array(0)
  let newGains = new Int32Array(0)
  let endOf = new Int32Array(0)
  let waiting = 0
  let next = new Int32Array(0)
  let to = new Int32Array(0)
  let worth = new Int32Array(0)
  let groups = 0
  let ends = 0

  const makeRoom = (forGroups: number, forEnds: number): void => {
    if (leader.length < forGroups) {
      const room = 2 * forGroups
      state = new Float64Array(WIDTH * room)
      leader = new Int32Array(room)
      head = new Int32Array(room)
      mark = new Int32Array(room)
      best = new Int32Array(room)
      bestGain = new Int32Array(room)
      heap = new Int32Array(room)
      placeInHeap = new Int32Array(room)
      around = new Uint32Array(room)
      newGains = new Int32Array(room)
      endOf = new Int32Array(room)
    }
    if (next.length >= forEnds) return
    next = new Int32Array(2 * forEnds)
    to = new Int32Array(2 * forEnds)
    worth = new Int32Array(2 * forEnds)
  }

  const stands = (g: number, before: number): boolean =>
    bestGain[g]! > bestGain[before]! || (bestGain[g] === bestGain[before] && g < before)

  /** Puts a group where its best gain belongs, in a heap whose top is the pair to merge next. */
  const settle = (group: number): void => {
    let place = placeInHeap[group]!
    while (place > 0) {
      const up = (place - 1) >> 1
      if (!stands(group, heap[up]!)) break
      heap[place] = heap[up]!
      placeInHeap[heap[place]!] = place
      place = up
    }
    for (;;) {
      let down = 2 * place + 1
      if (down >= waiting) break
      if (down + 1 < waiting && stands(heap[down + 1]!, heap[down]!)) down++
      if (!stands(heap[down]!, group)) break
      heap[place] = heap[down]!
      placeInHeap[heap[place]!] = place
      place = down
    }
    heap[place] = group
    placeInHeap[group] = place
  }

  const leaveHeap = (group: number): void => {
    const last = heap[--waiting]!
    if (last === group) return
    const place = placeInHeap[group]!
    placeInHeap[last] = place
    heap[place] = last
    settle(last)
  }

  const addEnd = (group: number, other: number, gain: number): void => {
    to[ends] = other
    worth[ends] = gain
    next[ends] = head[group]!
    head[group] = ends++
    if (gain < bestGain[group]! || (gain === bestGain[group] && other > best[group]!)) return
    best[group] = other
    bestGain[group] = gain
  }

  /** Finds the best link of a group, unlinking the dead ones on the way. */
  const rescan = (group: number): void => {
    const [nextEnd, toGroup, gains] = [next, to, worth]
    let most = NOTHING_TO_GAIN
    let other = NONE
    let before = NONE
    for (let h = head[group]!; h !== NONE;) {
      const following = nextEnd[h]!
      const x = toGroup[h]!
      if (x === NONE) {
        if (before === NONE) head[group] = following
        else nextEnd[before] = following
      } else {
        before = h
        const gain = gains[h]!
        if (gain > most || (gain === most && x < other)) {
          most = gain
          other = x
        }
      }
      h = following
    }
    best[group] = other
    bestGain[group] = most
  }

  /** Makes the links of `b` links of `a`; where both had one to the same group, one of them dies. */
  const takeLinks = (a: number, b: number): void => {
    const [nextEnd, toGroup, marks] = [next, to, mark]
    for (let h = head[a]!; h !== NONE; h = nextEnd[h]!) if (toGroup[h] !== NONE) marks[toGroup[h]!] = a
    const own = head[a]!
    let first = own
    for (let h = head[b]!; h !== NONE;) {
      const following = nextEnd[h]!
      const x = toGroup[h]!
      if (x === a || x === NONE || marks[x] === a) {
        toGroup[h] = NONE
        toGroup[h ^ 1] = NONE
      } else {
        toGroup[h ^ 1] = a
        nextEnd[h] = first
        first = h
      }
      h = following
    }
    for (let h = own; h !== NONE; h = nextEnd[h]!) if (toGroup[h] !== NONE) marks[toGroup[h]!] = NONE
    marks[b] = NONE
    head[a] = first
    head[b] = NONE
  }

  const reevaluate = (a: number, b: number): void => {
    const [nextEnd, toGroup, gains, bests] = [next, to, worth, best]
    let count = 0
    for (let h = head[a]!; h !== NONE; h = nextEnd[h]!) {
      if (toGroup[h] === NONE) continue
      around[count] = toGroup[h]!
      endOf[count++] = h
    }
    writeGains(state, WIDTH * a, around, count, WIDTH, newGains)
    let most = NOTHING_TO_GAIN
    let other = NONE
    for (let k = 0; k < count; k++) {
      const h = endOf[k]!
      const x = around[k]!
      const gain = newGains[k]!
      const bestOfX = bests[x]!
      if (gain < PARTED) {
        toGroup[h] = NONE
        toGroup[h ^ 1] = NONE
        if (bestOfX === a || bestOfX === b) bests[x] = NONE
        continue
      }
      gains[h] = gain
      gains[h ^ 1] = gain
      if (gain > most || (gain === most && x < other)) {
        most = gain
        other = x
      }
      const bound = bestGain[x]!
      if (gain > bound) {
        bests[x] = a
        bestGain[x] = gain
        settle(x)
      } else if (bestOfX === a || bestOfX === b) bests[x] = gain === bound ? a : NONE
      else if (gain === bound && a < bestOfX) bests[x] = a
    }
    best[a] = other
    bestGain[a] = most
    settle(a)
  }

  return {
    get state() {
      return state
    },
    get leader() {
      return leader
    },
    begin(newGroups, links) {
      makeRoom(newGroups, 2 * links)
      groups = newGroups
      ends = 0
      for (let g = 0; g < groups; g++) {
        leader[g] = g
        head[g] = NONE
        mark[g] = NONE
        best[g] = NONE
        bestGain[g] = NOTHING_TO_GAIN
      }
    },
    link(a, b, gain) {
      addEnd(a, b, gain)
      addEnd(b, a, gain)
    },
    run() {
      waiting = 0
      for (let g = 0; g < groups; g++) {
        placeInHeap[g] = waiting++
        settle(g)
      }
      for (;;) {
        const a = heap[0]!
        if (bestGain[a]! <= 0) break
        const b = best[a]!
        if (b === NONE) {
          rescan(a)
          settle(a)
          continue
        }
        mergeInto(state, WIDTH * a, WIDTH * b)
        leader[b] = a
        leaveHeap(b)
        takeLinks(a, b)
        reevaluate(a, b)
      }
      // A leader always stands before those it leads, so one pass finds the last leader of all.
      for (let g = 0; g < groups; g++) leader[g] = leader[leader[g]!]!
    },
  }
}
