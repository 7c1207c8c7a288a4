// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { sharedData } from '../../../test/shared-data.ts'
import { createTreeHashing } from './hashing.ts'
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './verify-proof.ts'

interface Case {
  readonly leafIdx: number
  readonly treeSize: number
  readonly start: number
  readonly end: number
  readonly size: number
  readonly size1: number
  readonly size2: number
  readonly root: string
  readonly root1: string
  readonly root2: string
  readonly leafHash: string
  readonly proof: readonly string[] | null
  readonly wantErr: boolean
}

const hashing = createTreeHashing({ sha256: (bytes) => createHash('sha256').update(bytes).digest() })
const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

/** Each folder of published cases with the verification it speaks of and how many cases it holds. */
const KINDS: readonly (readonly [string, number, (c: Case, proof: readonly Uint8Array[]) => boolean])[] = [
  [
    'inclusion',
    98,
    (c, proof) =>
      verifyInclusion(
        hashing,
        { index: c.leafIdx, size: c.treeSize, leafHash: bytes(c.leafHash), root: bytes(c.root) },
        proof,
      ),
  ],
  [
    'consistency',
    98,
    (c, proof) =>
      verifyConsistency(
        hashing,
        { size1: c.size1, size2: c.size2, root1: bytes(c.root1), root2: bytes(c.root2) },
        proof,
      ),
  ],
  [
    'subtreeinclusion',
    204,
    (c, proof) =>
      verifySubtreeInclusion(
        hashing,
        { index: c.leafIdx, start: c.start, end: c.end, leafHash: bytes(c.leafHash), root: bytes(c.root) },
        proof,
      ),
  ],
  [
    'subtreeconsistency',
    118,
    (c, proof) =>
      verifySubtreeConsistency(
        hashing,
        { start: c.start, end: c.end, size: c.size, subtreeRoot: bytes(c.root1), root: bytes(c.root2) },
        proof,
      ),
  ],
]

const folder = sharedData('tlog/testdata')

// Skipped without the public test cases of transparency-dev/merkle, which are not part of this repository.
describe.skipIf(folder === null)('published cases of Merkle proofs', () => {
  for (const [kind, count, verify] of KINDS) {
    test(`[E1] ${kind}: every case is accepted or refused as its authors say`, () => {
      const root = join(folder!, kind)
      const paths = (readdirSync(root, { recursive: true }) as string[]).filter((path) =>
        path.endsWith('.json'),
      )
      expect(paths.length).toBe(count)
      const wrong = paths.filter((path) => {
        const one = JSON.parse(readFileSync(join(root, path), 'utf8')) as Case
        return verify(one, (one.proof ?? []).map(bytes)) === one.wantErr
      })
      expect(wrong).toEqual([])
    })
  }
})
