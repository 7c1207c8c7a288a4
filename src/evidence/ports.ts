// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

import type { BundledRecord, JournalRecord } from './record.ts'

/** The bytes as received, named by their digest, written once. */
export interface OriginalStore {
  /** Stores the bytes and names them; storing the same bytes again changes nothing. */
  put(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly digest: Digest; readonly bytes: number }>
  /** Throws EvidenceError 'original-missing' when it is not there. */
  read(digest: Digest): AsyncIterable<Uint8Array>
  has(digest: Digest): Promise<boolean>
  /** Every digest held, sorted. */
  list(): Promise<readonly Digest[]>
}

/** Size and RFC 6962 root of the commitment log, in 64 hexadecimal digits. */
export interface LogState {
  readonly size: number
  readonly root: string
}

/** An append-only list of records with its commitment log. */
export interface Journal {
  append(record: JournalRecord): void
  state(): LogState
  records(): AsyncIterable<BundledRecord>
  /** Writes what is pending, the tiles and a signed checkpoint; nothing can be appended afterwards. */
  seal(): Promise<LogState>
}

/** Signs checkpoints; `name` is the log's origin line. */
export interface Signer {
  readonly name: string
  /** Raw 32-byte Ed25519 public key. */
  readonly publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
  /** True for the fixed public key that signs exercises. */
  readonly exercise: boolean
}

/** Effects that evidence needs and the caller supplies, so that the same code runs in a browser. */
export interface Cryptography {
  sha256(bytes: Uint8Array): Uint8Array
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}
