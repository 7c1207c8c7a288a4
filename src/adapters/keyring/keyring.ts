// SPDX-License-Identifier: Apache-2.0
import { randomBytes, scryptSync } from 'node:crypto'

import { formatVerifierKey, type Cryptography, type Signer } from '#evidence'
import { formatInstant, ok, problem, refuse, type Instant, type Result } from '#kernel'

import { openSecret, SECRET_KEY_BYTES, sealSecret } from '../credentials/sealed-secrets.ts'
import { signerOfSeed } from '../signing-keys.ts'
import { KEY_PURPOSES, type KeyPurpose, type KeyringFile, type StoredKey } from './keyring-file.ts'

/** What a mission signs and hides by, opened; lives in memory only. */
export interface Keyring {
  readonly file: KeyringFile
  readonly signer: Signer
  readonly internalSigner: Signer
  /** Hides what the log commits to; stays for the life of the log, since it opens every commitment. */
  readonly saltKey: Uint8Array
  readonly credentialsKey: Uint8Array
  readonly vaultKey: Uint8Array
  /** Vault keys of before, newest first: what was sealed under them is opened and sealed anew. */
  readonly formerVaultKeys: readonly Uint8Array[]
  /** Every signing key from the first to the current one, with the id it goes by. */
  readonly signers: readonly { readonly id: string; readonly signer: Signer; readonly revoked: boolean }[]
}

/** Cost of scrypt (RFC 7914): 2^17, as OWASP asks where memory allows 128 MiB. */
const SCRYPT_COST = 131_072
const BLOCK_SIZE = 8
const SCRYPT_MEMORY_BYTES = 256 * 1024 * 1024
const LEAST_PASSPHRASE_CHARACTERS = 12

/** Fresh keys of every purpose under this passphrase. Problems: `passphrase-too-short`. */
export function createKeyring(
  cryptography: Cryptography,
  request: {
    readonly origin: string
    readonly passphrase: string
    readonly now: Instant
    readonly cost?: number
  },
): Result<KeyringFile> {
  const { origin, passphrase, now, cost = SCRYPT_COST } = request
  const fresh = freshKdf(passphrase, cost)
  if (!fresh.ok) return fresh
  const kdf = fresh.value
  const empty: KeyringFile = { schema: 'marsad/keyring@1', origin, kdf, keys: [] }
  const master = masterKey(kdf, passphrase)
  return ok(
    KEY_PURPOSES.reduce((file, purpose) => withNewKey(cryptography, file, master, purpose, now), empty),
  )
}

/** The bytes of every key by its id. Problems: `passphrase-wrong`. */
export function openSecrets(file: KeyringFile, passphrase: string): Result<ReadonlyMap<string, Uint8Array>> {
  const master = masterKey(file.kdf, passphrase)
  const opened = new Map<string, Uint8Array>()
  for (const key of file.keys) {
    try {
      opened.set(key.id, openSecret(master, contextOf(key), Buffer.from(key.sealed, 'base64')))
    } catch {
      return refuse(problem('MARSAD_PASSPHRASE', 'passphrase-wrong'))
    }
  }
  return ok(opened)
}

/** The same keys sealed under another passphrase. Problems: `passphrase-too-short`, `keyring-incomplete` where a key is not among `secrets`. */
export function sealAnew(
  file: KeyringFile,
  secrets: ReadonlyMap<string, Uint8Array>,
  passphrase: string,
  cost = SCRYPT_COST,
): Result<KeyringFile> {
  const kdf = freshKdf(passphrase, cost)
  if (!kdf.ok) return kdf
  const master = masterKey(kdf.value, passphrase)
  const keys: StoredKey[] = []
  for (const key of file.keys) {
    const secret = secrets.get(key.id)
    if (secret === undefined) return refuse(problem('', 'keyring-incomplete'))
    keys.push({ ...key, sealed: Buffer.from(sealSecret(master, contextOf(key), secret)).toString('base64') })
  }
  return ok({ ...file, kdf: kdf.value, keys })
}

/** Opens every key. Problems: `passphrase-wrong`, and `keyring-incomplete` where a purpose has no current key. */
export function openKeyring(file: KeyringFile, passphrase: string): Result<Keyring> {
  const secrets = openSecrets(file, passphrase)
  if (!secrets.ok) return secrets
  const opened = secrets.value
  const current = (purpose: KeyPurpose): Uint8Array | undefined => {
    const key = file.keys.find((one) => one.purpose === purpose && one.state === 'current')
    return key === undefined ? undefined : opened.get(key.id)
  }
  const [signing, saltKey, credentialsKey, vaultKey] = KEY_PURPOSES.map(current)
  if (!signing || !saltKey || !credentialsKey || !vaultKey) return refuse(problem('', 'keyring-incomplete'))
  return ok({
    file,
    signer: signerOfSeed(file.origin, signing),
    internalSigner: signerOfSeed(`${file.origin}/internal`, signing),
    saltKey,
    credentialsKey,
    vaultKey,
    formerVaultKeys: file.keys
      .filter((one) => one.purpose === 'vault' && one.state !== 'current')
      .map(({ id }) => opened.get(id)!)
      .reverse(),
    signers: file.keys
      .filter(({ purpose }) => purpose === 'signing')
      .map(({ id, state }) => ({
        id,
        signer: signerOfSeed(file.origin, opened.get(id)!),
        revoked: state === 'revoked',
      })),
  })
}

/** The keyring with a fresh key in the place of the current one, which stays to open what it sealed. Problems as `openKeyring`, and `salt-key-stays`. */
export function rotateKey(
  cryptography: Cryptography,
  file: KeyringFile,
  request: { readonly purpose: KeyPurpose; readonly passphrase: string; readonly now: Instant },
): Result<KeyringFile> {
  const { purpose, passphrase, now } = request
  if (purpose === 'salt' || purpose === 'credentials') {
    return refuse(problem('--key', `${purpose}-key-stays`))
  }
  const opened = openKeyring(file, passphrase)
  if (!opened.ok) return opened
  const retired = file.keys.map((key) =>
    key.purpose === purpose && key.state === 'current' ? { ...key, state: 'retired' as const } : key,
  )
  const master = masterKey(file.kdf, passphrase)
  return ok(withNewKey(cryptography, { ...file, keys: retired }, master, purpose, now))
}

/** The keyring with a retired signing key marked as revoked. Problems: `no-such-key`, `key-is-current` (rotate first). */
export function revokeKey(file: KeyringFile, id: string): Result<KeyringFile> {
  const key = file.keys.find((one) => one.id === id && one.purpose === 'signing')
  if (key === undefined) return refuse(problem('--key', 'no-such-key', { id }))
  if (key.state === 'current') return refuse(problem('--key', 'key-is-current', { id }))
  return ok({
    ...file,
    keys: file.keys.map((one) => (one === key ? { ...one, state: 'revoked' as const } : one)),
  })
}

/** Problems: `passphrase-too-short`. */
export const checkPassphrase = (passphrase: string): Result<null> =>
  passphrase.length < LEAST_PASSPHRASE_CHARACTERS
    ? refuse(problem('MARSAD_PASSPHRASE', 'passphrase-too-short', { least: LEAST_PASSPHRASE_CHARACTERS }))
    : ok(null)

function freshKdf(passphrase: string, cost: number): Result<KeyringFile['kdf']> {
  const fit = checkPassphrase(passphrase)
  if (!fit.ok) return fit
  const salt = randomBytes(16).toString('base64')
  return ok({ name: 'scrypt', salt, cost, blockSize: BLOCK_SIZE, parallelization: 1 })
}

function withNewKey(
  cryptography: Pick<Cryptography, 'sha256'>,
  file: KeyringFile,
  master: Uint8Array,
  purpose: KeyPurpose,
  now: Instant,
): KeyringFile {
  const secret = randomBytes(SECRET_KEY_BYTES)
  const number = file.keys.filter((key) => key.purpose === purpose).length + 1
  const signer = purpose === 'signing' ? signerOfSeed(file.origin, secret) : null
  const key: Omit<StoredKey, 'sealed'> = {
    id: `${purpose}-${number}`,
    purpose,
    state: 'current',
    createdAt: formatInstant(now),
    verifier: signer === null ? null : formatVerifierKey(cryptography, signer.name, signer.publicKey),
  }
  const sealed = Buffer.from(sealSecret(master, contextOf(key), secret)).toString('base64')
  return { ...file, keys: [...file.keys, { ...key, sealed }] }
}

/** Binds a sealed key to its name and use, so that none can be put in the place of another. */
const contextOf = ({ id, purpose, verifier }: Pick<StoredKey, 'id' | 'purpose' | 'verifier'>): string =>
  ['marsad/keyring@1', id, purpose, verifier ?? ''].join('\n')

function masterKey(
  { salt, cost, blockSize, parallelization }: KeyringFile['kdf'],
  passphrase: string,
): Uint8Array {
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), SECRET_KEY_BYTES, {
    N: cost,
    r: blockSize,
    p: parallelization,
    maxmem: SCRYPT_MEMORY_BYTES,
  })
}
