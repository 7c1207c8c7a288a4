// SPDX-License-Identifier: Apache-2.0
import type { Hash, TreeHashing } from './hashing.ts'
import { heightOf, isCount, splitPoint } from './subtree.ts'

/** Hash of the complete subtree of 2^height leaves that begins at leaf `index * 2^height`. */
export type HashAt = (height: number, index: number) => Hash

/** RFC 6962 root of leaves `start` up to `end`, put together from complete subtrees; `start` must be where such a subtree begins. */
export function subtreeRoot(hashing: TreeHashing, hashAt: HashAt, start: number, end: number): Hash {
  if (start === end) return hashing.empty()
  const size = end - start
  const height = heightOf(size)
  if (height !== null) return hashAt(height, start / size)
  const split = start + splitPoint(size)
  return hashing.node(subtreeRoot(hashing, hashAt, start, split), subtreeRoot(hashing, hashAt, split, end))
}

/** Siblings from the leaf up to the root (RFC 9162, 2.1.3.1). Throws RangeError where the leaf is not in the tree. */
export function proveInclusion(
  hashing: TreeHashing,
  hashAt: HashAt,
  index: number,
  size: number,
): readonly Hash[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`no leaf ${index} of ${size}`)
  const proof: Hash[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const split = start + splitPoint(end - start)
    if (index < split) {
      proof.push(subtreeRoot(hashing, hashAt, split, end))
      end = split
    } else {
      proof.push(subtreeRoot(hashing, hashAt, start, split))
      start = split
    }
  }
  return proof.reverse()
}

/** That the first `size1` leaves begin the tree of `size2` (RFC 9162, 2.1.4.1). Throws RangeError unless 0 < size1 <= size2. */
export function proveConsistency(
  hashing: TreeHashing,
  hashAt: HashAt,
  size1: number,
  size2: number,
): readonly Hash[] {
  if (!isCount(size1) || !isCount(size2) || size1 === 0 || size1 > size2) {
    throw new RangeError(`no proof from ${size1} to ${size2}`)
  }
  const proof: Hash[] = []
  let start = 0
  let end = size2
  while (end !== size1) {
    const split = start + splitPoint(end - start)
    if (size1 <= split) {
      proof.push(subtreeRoot(hashing, hashAt, split, end))
      end = split
    } else {
      proof.push(subtreeRoot(hashing, hashAt, start, split))
      start = split
    }
  }
  // Whoever holds the first root knows this hash already when it is the whole of the first tree.
  if (start > 0) proof.push(subtreeRoot(hashing, hashAt, start, end))
  return proof.reverse()
}
