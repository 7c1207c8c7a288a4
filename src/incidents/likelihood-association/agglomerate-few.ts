// SPDX-License-Identifier: Apache-2.0
import { mergeInto, writeGains } from './gain.ts'
import * as shared from './agglomerate.ts'
import { WIDTH } from './uncertain-points.ts'

/** Up to so many groups a table of all pairs fits the nearest cache. */
export const FEW_GROUPS = 128

// A constant of the file itself is folded into the code; an imported one is read from memory at each use.
const { NONE, NOTHING_TO_GAIN, PARTED } = shared

const WORDS = FEW_GROUPS / 32

/**
 * The same for components of at most `FEW_GROUPS` groups: neighbours are bits and gains a table of all pairs.
 */
export function createAgglomeratorOfFew(): shared.Agglomerator {
  const state = new Float64Array(WIDTH * FEW_GROUPS)
  const leader = new Int32Array(FEW_GROUPS)
  const neighbours = new Int32Array(WORDS * FEW_GROUPS)
  const gains = new Int32Array(FEW_GROUPS * FEW_GROUPS)
  const best = new Int32Array(FEW_GROUPS)
  const bestGain = new Int32Array(FEW_GROUPS)
  const around = new Uint32Array(FEW_GROUPS)
  const newGains = new Int32Array(FEW_GROUPS)
  const width = WIDTH
  let groups = 0
  let words = 0

  const lookAgain = (group: number): void => {
    let most = NOTHING_TO_GAIN
    let other = NONE
    for (let word = 0; word < words; word++) {
      for (let bits = neighbours[words * group + word]!; bits !== 0; bits &= bits - 1) {
        const x = 32 * word + 31 - Math.clz32(bits & -bits)
        const gain = gains[groups * group + x]!
        if (gain <= most) continue
        most = gain
        other = x
      }
    }
    best[group] = other
    bestGain[group] = most
  }

  /** The group that stands first among those with the greatest gain. */
  const firstGroup = (): number => {
    let first = 0
    let most = bestGain[0]!
    for (let g = 1; g < groups; g++) {
      if (bestGain[g]! <= most) continue
      most = bestGain[g]!
      first = g
    }
    return first
  }

  const unite = (a: number, b: number): void => {
    mergeInto(state, width * a, width * b)
    leader[b] = a
    bestGain[b] = NOTHING_TO_GAIN
    const wordOfA = a >> 5
    const wordOfB = b >> 5
    const bitOfA = 1 << (a & 31)
    const bitOfB = 1 << (b & 31)
    for (let word = 0; word < words; word++) neighbours[words * a + word]! |= neighbours[words * b + word]!
    neighbours[words * a + wordOfA]! &= ~bitOfA
    neighbours[words * a + wordOfB]! &= ~bitOfB
    let count = 0
    for (let word = 0; word < words; word++) {
      for (let bits = neighbours[words * a + word]!; bits !== 0; bits &= bits - 1) {
        around[count++] = 32 * word + 31 - Math.clz32(bits & -bits)
      }
    }
    writeGains(state, width * a, around, count, width, newGains)
    let most = NOTHING_TO_GAIN
    let other = NONE
    for (let k = 0; k < count; k++) {
      const x = around[k]!
      const gain = newGains[k]!
      neighbours[words * x + wordOfB]! &= ~bitOfB
      const bestOfX = best[x]!
      if (gain < PARTED) {
        neighbours[words * a + (x >> 5)]! &= ~(1 << (x & 31))
        neighbours[words * x + wordOfA]! &= ~bitOfA
        if (bestOfX === a || bestOfX === b) best[x] = NONE
        continue
      }
      neighbours[words * x + wordOfA]! |= bitOfA
      gains[groups * a + x] = gain
      gains[groups * x + a] = gain
      if (gain > most) {
        most = gain
        other = x
      }
      const bound = bestGain[x]!
      if (gain > bound) {
        best[x] = a
        bestGain[x] = gain
      } else if (bestOfX === a || bestOfX === b) best[x] = gain === bound ? a : NONE
      else if (gain === bound && a < bestOfX) best[x] = a
    }
    best[a] = other
    bestGain[a] = most
  }

  return {
    state,
    leader,
    begin(newGroups) {
      groups = newGroups
      words = (newGroups + 31) >> 5
      neighbours.fill(0, 0, words * newGroups)
      for (let g = 0; g < groups; g++) {
        leader[g] = g
        best[g] = NONE
        bestGain[g] = NOTHING_TO_GAIN
      }
    },
    link(a, b, gain) {
      neighbours[words * a + (b >> 5)]! |= 1 << (b & 31)
      neighbours[words * b + (a >> 5)]! |= 1 << (a & 31)
      gains[groups * a + b] = gain
      gains[groups * b + a] = gain
      if (gain > bestGain[a]! || (gain === bestGain[a] && b < best[a]!)) {
        best[a] = b
        bestGain[a] = gain
      }
      if (gain > bestGain[b]! || (gain === bestGain[b] && a < best[b]!)) {
        best[b] = a
        bestGain[b] = gain
      }
    },
    run() {
      for (;;) {
        const a = firstGroup()
        if (bestGain[a]! <= 0) break
        if (best[a] === NONE) lookAgain(a)
        else unite(a, best[a]!)
      }
      // A leader always stands before those it leads, so one pass finds the last leader of all.
      for (let g = 0; g < groups; g++) leader[g] = leader[leader[g]!]!
    },
  }
}
