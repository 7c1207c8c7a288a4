// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'

import {
  EXERCISE_ORIGIN,
  equalBytes,
  exerciseSigningSeed,
  isKeyName,
  type Cryptography,
  type Signer,
} from '#evidence'
import { ok, problem, refuse, type Result } from '#kernel'

/** DER before the 32 seed bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The fixed signer of exercises: everybody has its key, so its signature says nothing about who signed. */
export function createExerciseSigner(cryptography: Pick<Cryptography, 'sha256'>): Signer {
  return toSigner(EXERCISE_ORIGIN, keyOfSeed(exerciseSigningSeed(cryptography)), true)
}

/** A signer from the 32 bytes of an Ed25519 private key that came out of a keyring. */
export const signerOfSeed = (origin: string, seed: Uint8Array): Signer =>
  toSigner(origin, keyOfSeed(seed), false)

const keyOfSeed = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })

/** A signer from the text of a PKCS #8 PEM file with an Ed25519 key; the exercise key is refused under any other name. */
export function parseSigningKey(
  cryptography: Pick<Cryptography, 'sha256'>,
  pem: string,
  origin: string,
): Result<Signer> {
  if (!isKeyName(origin)) return refuse(problem('origin', 'origin-unusable', { origin }))
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    return refuse(problem('signingKey', 'signing-key-unreadable'))
  }
  if (key.asymmetricKeyType !== 'ed25519') return refuse(problem('signingKey', 'signing-key-not-ed25519'))
  const signer = toSigner(origin, key, false)
  if (equalBytes(signer.publicKey, createExerciseSigner(cryptography).publicKey)) {
    return refuse(problem('signingKey', 'signing-key-is-the-exercise-key'))
  }
  return ok(signer)
}

function toSigner(name: string, key: KeyObject, exercise: boolean): Signer {
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return {
    name,
    publicKey: new Uint8Array(Buffer.from(x!, 'base64url')),
    exercise,
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}
