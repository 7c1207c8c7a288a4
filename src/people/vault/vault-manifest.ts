// SPDX-License-Identifier: Apache-2.0
import {
  createFrontier,
  createTreeHashing,
  fromHex,
  proveInclusion,
  toHex,
  toUtf8,
  verifyInclusion,
  type Cryptography,
  type Hash,
} from '#evidence'
import { canonicalJson, type Digest, type JsonValue } from '#kernel'

import type { Consent } from './consent.ts'

/** What the vault says of one piece of material, without a word of it: `id` is random and makes the leaf impossible to guess. */
export interface VaultStatement {
  readonly id: string
  /** Of the sealed bytes, which stay where they are when the key is gone. */
  readonly sealed: Digest
  readonly consent: Consent
  readonly state: 'held' | 'destroyed'
}

/** Everything the vault holds on one day, in an order that says nothing, filled up with leaves that nothing is behind. */
export interface VaultManifest {
  readonly schema: 'marsad/vault-manifest@1'
  readonly day: string
  readonly statements: readonly VaultStatement[]
  /** Hashes of the leaves in order, in hexadecimal digits. */
  readonly leaves: readonly string[]
}

/** Shows that a statement stands under a root of the log. */
export interface VaultProof {
  readonly statement: VaultStatement
  readonly index: number
  readonly size: number
  readonly path: readonly string[]
}

/** Leaves of the smallest tree; each larger one has four times as many, so that the size tells next to nothing of the number. */
const FEWEST_LEAVES = 256

type Hashes = Pick<Cryptography, 'sha256'>

/** `filling` gives a random 32-byte leaf. */
export function createVaultManifest(
  cryptography: Hashes,
  day: string,
  statements: readonly VaultStatement[],
  filling: () => Uint8Array,
): VaultManifest {
  let size = FEWEST_LEAVES
  while (size < statements.length) size *= 4
  const real = statements.map((statement) => leafOf(cryptography, statement))
  const empty = Array.from({ length: size - statements.length }, () => toHex(filling()))
  return {
    schema: 'marsad/vault-manifest@1',
    day,
    statements: [...statements].sort((a, b) => (a.id < b.id ? -1 : 1)),
    leaves: [...real, ...empty].sort(),
  }
}

/** The root that goes into the log, in hexadecimal digits. */
export function vaultRoot(cryptography: Hashes, { leaves }: VaultManifest): string {
  const frontier = createFrontier(createTreeHashing(cryptography))
  for (const leaf of leaves) frontier.append(bytesOf(leaf))
  return toHex(frontier.root())
}

/** Null where the manifest says nothing of the material. */
export function proveStatement(cryptography: Hashes, manifest: VaultManifest, id: string): VaultProof | null {
  const statement = manifest.statements.find((one) => one.id === id)
  if (statement === undefined) return null
  const hashing = createTreeHashing(cryptography)
  const { leaves } = manifest
  const index = leaves.indexOf(leafOf(cryptography, statement))
  // A few hundred leaves: working a subtree out again costs less than keeping every hash.
  const hashAt = (height: number, place: number): Hash =>
    height === 0
      ? bytesOf(leaves[place] ?? '')
      : hashing.node(hashAt(height - 1, place * 2), hashAt(height - 1, place * 2 + 1))
  const path = proveInclusion(hashing, hashAt, index, leaves.length)
  return { statement, index, size: leaves.length, path: path.map(toHex) }
}

/** True where the statement stands under the root: that the material was held, or that its key had been destroyed. */
export function isProven(
  cryptography: Hashes,
  { statement, index, size, path }: VaultProof,
  root: string,
): boolean {
  const rootBytes = fromHex(root)
  if (rootBytes === null) return false
  const leafHash = bytesOf(leafOf(cryptography, statement))
  return verifyInclusion(
    createTreeHashing(cryptography),
    { index, size, leafHash, root: rootBytes },
    path.map(bytesOf),
  )
}

const leafOf = (cryptography: Hashes, statement: VaultStatement): string =>
  toHex(createTreeHashing(cryptography).leaf(toUtf8(canonicalJson(statement as unknown as JsonValue))))

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()
