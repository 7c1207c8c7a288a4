// SPDX-License-Identifier: Apache-2.0
import type { Hash, TreeHashing } from './hashing.ts'

/** The right edge of a growing Merkle tree: all that has to be kept to append and to know the root. */
export interface Frontier {
  append(leafHash: Hash): void
  readonly size: number
  /** RFC 6962 root over everything appended. */
  root(): Hash
}

/**
 * Keeps one hash per complete subtree, largest first, and joins two of a size as they arise: one node hash per leaf on average.
 * `onComplete` hears of every complete subtree of 2^height leaves, leaves included (height 0), in the order they complete.
 */
export function createFrontier(
  hashing: TreeHashing,
  onComplete: (height: number, hash: Hash) => void = () => {},
): Frontier {
  const peaks: Hash[] = []
  let size = 0
  return {
    append(leafHash) {
      let hash = leafHash
      let height = 0
      onComplete(height, hash)
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
        hash = hashing.node(peaks.pop()!, hash)
        height += 1
        onComplete(height, hash)
      }
      peaks.push(hash)
      size += 1
    },
    get size() {
      return size
    },
    root() {
      const last = peaks.at(-1)
      if (last === undefined) return hashing.empty()
      return peaks.slice(0, -1).reduceRight((right, left) => hashing.node(left, right), last)
    },
  }
}
