// SPDX-License-Identifier: Apache-2.0
import { joinBytes } from '../bytes.ts'
import type { Cryptography } from '../ports.ts'

export const SALT_BYTES = 32

/** What the log says of a record: nothing that can be read, and nothing that can be changed later. */
export interface Commitment {
  readonly salt: Uint8Array
  readonly commitment: Uint8Array
}

/**
 * SHA-256 over a 32-byte salt and the record's digest; the salt is HMAC-SHA-256 of that digest under the installation's salt key,
 * so that it cannot be guessed without the key, is the same again when the journal is made again, and needs no storing.
 */
export function commitTo(
  cryptography: Cryptography,
  saltKey: Uint8Array,
  recordDigest: Uint8Array,
): Commitment {
  const salt = cryptography.hmacSha256(saltKey, recordDigest)
  return { salt, commitment: openCommitment(cryptography, salt, recordDigest) }
}

/** The commitment that this salt and this record come to. */
export function openCommitment(
  { sha256 }: Pick<Cryptography, 'sha256'>,
  salt: Uint8Array,
  recordDigest: Uint8Array,
): Uint8Array {
  return sha256(joinBytes(salt, recordDigest))
}
