// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises'

import type { Config } from '#config'
import {
  exerciseSaltKey,
  fromHex,
  parseVerifierKey,
  type Cryptography,
  type Signer,
  type VerifierKey,
} from '#evidence'
import { ok, problem, refuse, type Result } from '#kernel'

import { createExerciseSigner, parseSigningKey } from './signing-keys.ts'

export interface EvidenceKeys {
  readonly signer: Signer
  readonly saltKey: Uint8Array
}

/** The keys that the configuration names: the exercise's own, or those in the files. All problems at once. */
export async function loadEvidenceKeys(
  cryptography: Cryptography,
  config: Pick<Config, 'environment' | 'signing' | 'saltKey'>,
): Promise<Result<EvidenceKeys>> {
  if (config.environment === 'production' && config.signing.kind === 'exercise') {
    return refuse(problem('MARSAD_SIGNING_KEY', 'production-needs-a-signing-key'))
  }
  const signer = await loadSigner(cryptography, config.signing)
  const saltKey = await loadSaltKey(cryptography, config.saltKey)
  if (signer.ok && saltKey.ok) return ok({ signer: signer.value, saltKey: saltKey.value })
  return refuse(...(signer.ok ? [] : signer.problems), ...(saltKey.ok ? [] : saltKey.problems))
}

/** The key of a signer that somebody trusts: a vkey line or an SPKI PEM file. */
export async function loadVerifierKey(
  cryptography: Cryptography,
  path: string,
): Promise<Result<VerifierKey>> {
  const text = await readKeyText(path)
  if (text === null) return refuse(problem(path, 'key-file-unreadable'))
  const key = parseVerifierKey(cryptography, text)
  return key.ok ? key : refuse(...key.problems.map(({ code }) => problem(path, code)))
}

async function loadSigner(cryptography: Cryptography, settings: Config['signing']): Promise<Result<Signer>> {
  if (settings.kind === 'exercise') return ok(createExerciseSigner(cryptography))
  const pem = await readKeyText(settings.path)
  if (pem === null)
    return refuse(problem('MARSAD_SIGNING_KEY', 'key-file-unreadable', { file: settings.path }))
  const signer = parseSigningKey(cryptography, pem, settings.origin)
  return signer.ok
    ? signer
    : refuse(...signer.problems.map(({ code }) => problem('MARSAD_SIGNING_KEY', code)))
}

async function loadSaltKey(
  cryptography: Cryptography,
  settings: Config['saltKey'],
): Promise<Result<Uint8Array>> {
  if (settings.kind === 'exercise') return ok(exerciseSaltKey(cryptography))
  const hex =
    settings.kind === 'hex' ? settings.hex : (await readKeyText(settings.path))?.trim().toLowerCase()
  if (hex === undefined) {
    const file = settings.kind === 'file' ? settings.path : ''
    return refuse(problem('MARSAD_SALT_KEY', 'key-file-unreadable', { file }))
  }
  const bytes = fromHex(hex)
  if (bytes === null || bytes.length !== 32)
    return refuse(problem('MARSAD_SALT_KEY', 'salt-key-not-32-bytes'))
  return ok(bytes)
}

/** Text of a small file, or null where it cannot be read. */
export async function readKeyText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return null
  }
}
