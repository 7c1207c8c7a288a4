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
  /** Leaves an original out of an edition whose audience may not read it; its digest goes into `published.withheldOriginals`. */
  withhold(digest: Digest): Promise<void>
}

/** Size and RFC 6962 root of the commitment log, in 64 hexadecimal digits. */
export interface LogState {
  readonly size: number
  readonly root: string
}

/** An append-only list of records with its commitment log. */
export interface Journal {
  /**
   * Throws EvidenceError 'journal-sealed' after `seal`. A caller that has the record's canonical JSON as UTF-8 at hand may give it,
   * which saves writing it again; bytes that are anything else make a journal that no verifier accepts.
   */
  append(record: JournalRecord, canonicalBytes?: Uint8Array): void
  state(): LogState
  /** What was appended up to now, in order, as it stands in the bundle; works before and after `seal`. */
  records(): AsyncIterable<BundledRecord>
  /** Writes what is pending, the tiles and a signed checkpoint; nothing can be appended afterwards. */
  seal(): Promise<LogState>
}

/** Where a journal keeps its files; paths are relative to the evidence folder and use `/`. */
export interface JournalFiles {
  /** Adds to the end of a file, making it if it is not there. */
  append(path: string, bytes: Uint8Array): void
  /** Writes a file once. Throws EvidenceError 'file-exists' where it is there already. */
  write(path: string, bytes: Uint8Array): void
  read(path: string): AsyncIterable<Uint8Array>
  /** Resolves when everything written so far would survive a loss of power. */
  settle(): Promise<void>
}

/** Where a record stands among the others: by phase, then time, then digest; equal keys by their bytes. */
export interface SpoolKey {
  /** Whole number from 0 to 65,535; records of a lower phase come first. */
  readonly phase: number
  readonly timeMs: number
  readonly digest: Digest
}

/** Holds more records than memory does, and gives them back in order of their keys whatever the order they came in. */
export interface RecordSpool {
  add(key: SpoolKey, bytes: Uint8Array): void
  readonly size: number
  /** In order; may be walked once all records are in. */
  entries(): AsyncIterable<{ readonly key: SpoolKey; readonly bytes: Uint8Array }>
  /** Lets go of what it held. */
  close(): Promise<void>
}

/** The files of a bundle as a verifier sees them; paths are relative to the bundle and use `/`. */
export interface BundleFiles {
  /** Everything found, in any order; `regular` is false for links, sockets and whatever else is no plain file. */
  list(): Promise<readonly { readonly path: string; readonly bytes: number; readonly regular: boolean }[]>
  read(path: string): AsyncIterable<Uint8Array>
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

/** A digest over bytes that come piece by piece; `finish` may be called once. */
export interface Sha256 {
  update(bytes: Uint8Array): void
  finish(): Uint8Array
}

/** Effects that evidence needs and the caller supplies, so that the same code runs in a browser. */
export interface Cryptography {
  sha256(bytes: Uint8Array): Uint8Array
  createSha256(): Sha256
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array
  /** False for a signature that does not fit and for a key that is none. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}
