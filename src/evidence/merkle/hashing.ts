// SPDX-License-Identifier: Apache-2.0
import type { Cryptography } from '../ports.ts'

/** A SHA-256 value of 32 bytes. */
export type Hash = Uint8Array

export const HASH_BYTES = 32

/** The two hashes of RFC 6962 section 2.1: a prefix byte keeps a leaf from passing for a node. */
export interface TreeHashing {
  leaf(entry: Uint8Array): Hash
  node(left: Hash, right: Hash): Hash
  /** Root of the tree without leaves: the hash of nothing. */
  empty(): Hash
}

export function createTreeHashing({ sha256 }: Pick<Cryptography, 'sha256'>): TreeHashing {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES)
  pair[0] = 1
  const single = new Uint8Array(1 + HASH_BYTES)
  return {
    leaf(entry) {
      const bytes = entry.length === HASH_BYTES ? single : new Uint8Array(1 + entry.length)
      bytes.set(entry, 1)
      return sha256(bytes)
    },
    node(left, right) {
      // A hash of any other length would leave bytes of an earlier pair in place.
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
        throw new RangeError('not a SHA-256 hash')
      pair.set(left, 1)
      pair.set(right, 1 + HASH_BYTES)
      return sha256(pair)
    },
    empty: () => sha256(new Uint8Array(0)),
  }
}
