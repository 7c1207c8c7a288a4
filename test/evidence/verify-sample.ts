// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto'

import { parseSigningKey } from '#adapters'
import { fromUtf8, toUtf8, type Signer } from '#evidence'
import { verifyBundle, type VerificationOutcome, type VerificationRequest } from '#evidence/verify'

import {
  createSampleEdition,
  cryptography,
  exerciseSigner,
  makeSampleBundle,
  toBundleFiles,
  type Bundle,
} from './sample-bundle.ts'

export const verify = (
  bundle: Bundle,
  more: Partial<VerificationRequest> = {},
): Promise<VerificationOutcome> =>
  verifyBundle({ files: toBundleFiles(bundle), cryptography, createEdition: createSampleEdition, ...more })

export const exerciseKey = { name: exerciseSigner.name, publicKey: exerciseSigner.publicKey }

export function anotherSigner(name = 'marsad.example/EXERCISE'): Signer {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  const signer = parseSigningKey(cryptography, String(pem), name)
  if (!signer.ok) throw new Error('a fresh key is usable')
  return signer.value
}

/** A bundle that nobody touched. */
export const sample = await makeSampleBundle()

/** The sample with one file changed. */
export function withFile(path: string, edit: (bytes: Uint8Array) => Uint8Array | null): Bundle {
  const bundle = new Map(sample)
  const bytes = edit(sample.get(path) ?? new Uint8Array(0))
  if (bytes === null) bundle.delete(path)
  else bundle.set(path, bytes)
  return bundle
}

export const editText = (path: string, edit: (text: string) => string): Bundle =>
  withFile(path, (bytes) => toUtf8(edit(fromUtf8(bytes)!)))

export const firstMismatchOf = async (bundle: Bundle): Promise<VerificationOutcome['firstMismatch']> =>
  (await verify(bundle)).firstMismatch
