// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { toHex, toUtf8 } from '../bytes.ts'
import { createFrontier } from './frontier.ts'
import { createTreeHashing, type Hash } from './hashing.ts'
import { proveConsistency, proveInclusion, subtreeRoot, type HashAt } from './prove.ts'
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './verify-proof.ts'

const hashing = createTreeHashing({ sha256: (bytes) => createHash('sha256').update(bytes).digest() })

const LEAVES = 70
const leaves = Array.from({ length: LEAVES }, (_, n) => hashing.leaf(toUtf8(`leaf ${n}`)))
const hashAt: HashAt = (height, index) =>
  height === 0
    ? leaves[index]!
    : hashing.node(hashAt(height - 1, 2 * index), hashAt(height - 1, 2 * index + 1))

/** RFC 6962, 2.1, word by word: the tree is split at the largest power of two below its size. */
function rootByDefinition(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return createHash('sha256').digest()
  if (hashes.length === 1) return hashes[0]!
  let split = 1
  while (split * 2 < hashes.length) split *= 2
  return hashing.node(rootByDefinition(hashes.slice(0, split)), rootByDefinition(hashes.slice(split)))
}

const rootOf = (size: number): Hash => subtreeRoot(hashing, hashAt, 0, size)

/** The same hashes with one bit of one of them changed. */
const withBit = (hashes: readonly Hash[], which: number, bit: number): readonly Hash[] =>
  hashes.map((hash, i) =>
    i === which ? hash.map((byte, k) => (k === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : hash,
  )

const sizePair = fc
  .tuple(fc.integer({ min: 1, max: LEAVES }), fc.integer({ min: 1, max: LEAVES }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const bit = fc.integer({ min: 0, max: 255 })

describe('roots', () => {
  test('[E2] the frontier has the root of the definition at every size', () => {
    const frontier = createFrontier(hashing)
    expect(toHex(frontier.root())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    for (const [n, leaf] of leaves.entries()) {
      frontier.append(leaf)
      const expected = toHex(rootByDefinition(leaves.slice(0, n + 1)))
      expect([toHex(frontier.root()), toHex(rootOf(n + 1)), frontier.size]).toEqual([
        expected,
        expected,
        n + 1,
      ])
    }
  })

  test('[E2] the frontier tells of every complete subtree once', () => {
    const heard: string[] = []
    const frontier = createFrontier(hashing, (height, hash) => heard.push(`${height} ${toHex(hash)}`))
    for (const leaf of leaves.slice(0, 8)) frontier.append(leaf)
    const expected = [0, 1, 2, 3].flatMap((height) =>
      Array.from({ length: 8 >> height }, (_, index) => `${height} ${toHex(hashAt(height, index))}`),
    )
    expect([...heard].sort()).toEqual([...expected].sort())
  })

  test('[E2] a leaf never passes for a node', () => {
    const [left, right] = leaves as [Hash, Hash]
    const pair = new Uint8Array(64)
    pair.set(left)
    pair.set(right, 32)
    expect(toHex(hashing.leaf(pair))).not.toBe(toHex(hashing.node(left, right)))
    expect(() => hashing.node(left, right.subarray(1))).toThrow(RangeError)
  })
})

describe('inclusion', () => {
  const claimOf = (index: number, size: number) => ({
    index,
    size,
    leafHash: leaves[index]!,
    root: rootOf(size),
  })

  test('[E2] every leaf of every tree proves itself', () => {
    for (let size = 1; size <= LEAVES; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = proveInclusion(hashing, hashAt, index, size)
        expect(verifyInclusion(hashing, claimOf(index, size), proof), `${index} of ${size}`).toBe(true)
      }
    }
  })

  test('[E2] no changed bit, other index, or longer or shorter proof verifies', () => {
    fc.assert(
      fc.property(sizePair, bit, fc.nat(20), ([a, size], changedBit, which) => {
        const claim = claimOf(a - 1, size)
        const proof = proveInclusion(hashing, hashAt, a - 1, size)
        const [leafHash] = withBit([claim.leafHash], 0, changedBit) as [Hash]
        const wrong: readonly (readonly [typeof claim, readonly Hash[]])[] = [
          [{ ...claim, leafHash }, proof],
          [claim, [...proof, leaves[0]!]],
          ...(proof.length > 0
            ? ([
                [claim, withBit(proof, which % proof.length, changedBit)],
                [claim, proof.slice(1)],
                [{ ...claim, index: a % size }, proof],
              ] as const)
            : []),
        ]
        expect(wrong.map(([other, hashes]) => verifyInclusion(hashing, other, hashes))).not.toContain(true)
      }),
    )
  })

  test('[E2] a leaf of a subtree proves itself in it', () => {
    for (const [start, end] of [
      [0, 5],
      [8, 16],
      [64, 70],
      [3, 4],
    ] as const) {
      const root = subtreeRoot(hashing, hashAt, start, end)
      for (let index = start; index < end; index += 1) {
        const proof = proveInclusion(
          hashing,
          (height, at) => hashAt(height, at + start / 2 ** height),
          index - start,
          end - start,
        )
        const claim = { index, start, end, leafHash: leaves[index]!, root }
        expect(verifySubtreeInclusion(hashing, claim, proof)).toBe(true)
        expect(verifySubtreeInclusion(hashing, { ...claim, start: start + 1, end: end + 1 }, proof)).toBe(
          false,
        )
      }
    }
  })

  test('[E1] counts that are none are refused', () => {
    const claim = claimOf(0, 1)
    for (const index of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(verifyInclusion(hashing, { ...claim, index, size: index + 1 }, [])).toBe(false)
    }
    expect(() => proveInclusion(hashing, hashAt, 3, 3)).toThrow(RangeError)
  })
})

describe('consistency', () => {
  test('[E2] every tree begins every larger one', () => {
    for (let size2 = 1; size2 <= LEAVES; size2 += 1) {
      for (let size1 = 1; size1 <= size2; size1 += 1) {
        const claim = { size1, size2, root1: rootOf(size1), root2: rootOf(size2) }
        const proof = proveConsistency(hashing, hashAt, size1, size2)
        expect(verifyConsistency(hashing, claim, proof), `${size1} in ${size2}`).toBe(true)
      }
    }
    expect(() => proveConsistency(hashing, hashAt, 0, 3)).toThrow(RangeError)
    expect(() => proveConsistency(hashing, hashAt, 4, 3)).toThrow(RangeError)
  })

  test('[E2] no rewritten beginning verifies', () => {
    fc.assert(
      fc.property(sizePair, bit, fc.nat(20), ([size1, size2], changedBit, which) => {
        const claim = { size1, size2, root1: rootOf(size1), root2: rootOf(size2) }
        const proof = proveConsistency(hashing, hashAt, size1, size2)
        const [root1] = withBit([claim.root1], 0, changedBit) as [Hash]
        const [root2] = withBit([claim.root2], 0, changedBit) as [Hash]
        expect(verifyConsistency(hashing, { ...claim, root1 }, proof)).toBe(false)
        expect(verifyConsistency(hashing, { ...claim, root2 }, proof)).toBe(false)
        if (proof.length === 0) return
        expect(verifyConsistency(hashing, claim, withBit(proof, which % proof.length, changedBit))).toBe(
          false,
        )
        expect(verifyConsistency(hashing, claim, proof.slice(1))).toBe(false)
      }),
    )
  })

  test('[E2] a complete subtree belongs to the tree by the path of its root', () => {
    // Leaves 8 to 15 of 16: the sibling is the root of leaves 0 to 7.
    const claim = {
      start: 8,
      end: 16,
      size: 16,
      subtreeRoot: hashAt(3, 1),
      root: rootOf(16),
    }
    expect(verifySubtreeConsistency(hashing, claim, [hashAt(3, 0)])).toBe(true)
    expect(verifySubtreeConsistency(hashing, { ...claim, start: 0, end: 8 }, [hashAt(3, 0)])).toBe(false)
    expect(verifySubtreeConsistency(hashing, { ...claim, start: 7, end: 15 }, [hashAt(3, 0)])).toBe(false)
  })
})
