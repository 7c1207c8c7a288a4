// SPDX-License-Identifier: Apache-2.0
import { equalBytes } from '../bytes.ts'
import { HASH_BYTES, type Hash, type TreeHashing } from './hashing.ts'
import { halve, isCount, isOdd, isSubtree } from './subtree.ts'

const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === HASH_BYTES)

/** True where `proof` shows that `leafHash` is leaf `index` of the tree of `size` leaves with `root` (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
  hashing: TreeHashing,
  claim: { readonly index: number; readonly size: number; readonly leafHash: Hash; readonly root: Hash },
  proof: readonly Hash[],
): boolean {
  const { index, size, leafHash, root } = claim
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (!areHashes([leafHash, root, ...proof])) return false
  let position = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(position) || position === last) {
      hash = hashing.node(sibling, hash)
      // The right edge climbs past levels where it has no sibling.
      while (!isOdd(position) && position !== 0) {
        position = halve(position)
        last = halve(last)
      }
    } else {
      hash = hashing.node(hash, sibling)
    }
    position = halve(position)
    last = halve(last)
  }
  return last === 0 && equalBytes(hash, root)
}

/** As `verifyInclusion`, of leaf `index` in the subtree of leaves `start` up to `end`. */
export function verifySubtreeInclusion(
  hashing: TreeHashing,
  claim: {
    readonly index: number
    readonly start: number
    readonly end: number
    readonly leafHash: Hash
    readonly root: Hash
  },
  proof: readonly Hash[],
): boolean {
  const { index, start, end, leafHash, root } = claim
  if (!isCount(index) || !isSubtree(start, end) || index < start) return false
  return verifyInclusion(hashing, { index: index - start, size: end - start, leafHash, root }, proof)
}

/** True where `proof` shows that the tree of `size1` leaves is the beginning of the one of `size2` (RFC 9162, 2.1.4.2). */
export function verifyConsistency(
  hashing: TreeHashing,
  claim: { readonly size1: number; readonly size2: number; readonly root1: Hash; readonly root2: Hash },
  proof: readonly Hash[],
): boolean {
  const { size1, size2, root1, root2 } = claim
  if (size1 === 0) return false
  return verifySubtreeConsistency(
    hashing,
    { start: 0, end: size1, size: size2, subtreeRoot: root1, root: root2 },
    proof,
  )
}

/**
 * True where `proof` shows that the subtree of leaves `start` up to `end` belongs to the tree of `size` leaves.
 * RFC 9162's walk with a left edge: the subtree's own hash is rebuilt only from siblings that lie inside it.
 */
export function verifySubtreeConsistency(
  hashing: TreeHashing,
  claim: {
    readonly start: number
    readonly end: number
    readonly size: number
    readonly subtreeRoot: Hash
    readonly root: Hash
  },
  proof: readonly Hash[],
): boolean {
  const { start, end, size, subtreeRoot, root } = claim
  if (!isSubtree(start, end) || !isCount(size) || end > size) return false
  if (!areHashes(proof)) return false
  if (start === end) return proof.length === 0 && equalBytes(subtreeRoot, hashing.empty())

  let first = start
  let last = end - 1
  let edge = size - 1
  const climb = (): void => {
    first = halve(first)
    last = halve(last)
    edge = halve(edge)
  }
  // A subtree that reaches the end of the tree needs no sibling below its own root; any other starts at its lowest complete one.
  while (first !== last && (last === edge || isOdd(last))) climb()

  const siblings = [...proof]
  const seed = first === last ? subtreeRoot : siblings.shift()
  if (seed === undefined || (siblings.length > 0 && !areHashes([seed]))) return false
  let subtreeHash = seed
  let treeHash = seed
  for (const sibling of siblings) {
    if (edge === 0) return false
    if (isOdd(last) || last === edge) {
      if (first < last) subtreeHash = hashing.node(sibling, subtreeHash)
      treeHash = hashing.node(sibling, treeHash)
      while (!isOdd(last) && last !== 0) climb()
    } else {
      treeHash = hashing.node(treeHash, sibling)
    }
    climb()
  }
  return edge === 0 && equalBytes(subtreeHash, subtreeRoot) && equalBytes(treeHash, root)
}
