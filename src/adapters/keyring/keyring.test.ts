// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { EXERCISE_PUBLIC_KEY, toHex, toUtf8 } from '#evidence'
import { toInstant, type Result } from '#kernel'

import { createNodeCryptography } from '../node-cryptography.ts'
import { KEYRING_PATH, readKeyringFile, writeKeyringFile, type KeyringFile } from './keyring-file.ts'
import { createKeyring, openKeyring, revokeKey, rotateKey } from './keyring.ts'

const cryptography = createNodeCryptography()
const folder = mkdtempSync(join(tmpdir(), 'marsad-keyring-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const passphrase = 'four words of it'
const now = toInstant(Date.UTC(2026, 5, 1))
const codesOf = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code)

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const fresh = (): KeyringFile =>
  take(createKeyring(cryptography, { origin: 'mission.example/log', passphrase, now, cost: 1_024 }))

describe('keyring', () => {
  test('[OP1] keys lie sealed for their owner alone, and open with the passphrase only', async () => {
    const file = fresh()
    await writeKeyringFile(folder, file)
    const path = join(folder, KEYRING_PATH)
    expect([statSync(path).mode & 0o777, statSync(join(folder, 'keys')).mode & 0o777]).toEqual([0o600, 0o700])
    const read = take(await readKeyringFile(folder))
    const keyring = take(openKeyring(read, passphrase))
    const text = readFileSync(path, 'utf8')
    for (const secret of [keyring.saltKey, keyring.vaultKey, keyring.credentialsKey]) {
      expect(text).not.toContain(Buffer.from(secret).toString('base64'))
    }
    expect(new Set([keyring.saltKey, keyring.vaultKey, keyring.credentialsKey].map(toHex)).size).toBe(3)
    expect(codesOf(openKeyring(read, 'another passphrase'))).toEqual(['passphrase-wrong'])
    expect(codesOf(await readKeyringFile(join(folder, 'none')))).toEqual(['keyring-missing'])
  })

  test('[OP1] no sealed key can be put in the place of another', () => {
    const file = fresh()
    const [signing, salt] = file.keys
    const swapped = {
      ...file,
      keys: file.keys.map((key) => (key === salt ? { ...key, sealed: signing!.sealed } : key)),
    }
    expect(codesOf(openKeyring(swapped, passphrase))).toEqual(['passphrase-wrong'])
  })

  test('[OP1] a short passphrase is refused', () => {
    expect(
      codesOf(createKeyring(cryptography, { origin: 'a/log', passphrase: 'elevenchars', now, cost: 1_024 })),
    ).toEqual(['passphrase-too-short'])
  })

  test('[OP3] the two logs are signed under two names, and never by the key of exercises', () => {
    const { signer, internalSigner } = take(openKeyring(fresh(), passphrase))
    expect([signer.name, internalSigner.name, signer.exercise]).toEqual([
      'mission.example/log',
      'mission.example/log/internal',
      false,
    ])
    expect(toHex(signer.publicKey)).not.toBe(EXERCISE_PUBLIC_KEY)
  })

  test('[OP2] after a rotation the new key signs; the old one can be revoked, the current one cannot', () => {
    const file = fresh()
    const before = take(openKeyring(file, passphrase))
    const rotated = take(rotateKey(cryptography, file, { purpose: 'signing', passphrase, now }))
    const after = take(openKeyring(rotated, passphrase))
    const message = toUtf8('x')
    expect(cryptography.verifyEd25519(before.signer.publicKey, message, after.signer.sign(message))).toBe(
      false,
    )
    expect(after.saltKey).toEqual(before.saltKey)
    expect(codesOf(revokeKey(rotated, 'signing-2'))).toEqual(['key-is-current'])
    expect(codesOf(revokeKey(rotated, 'signing-9'))).toEqual(['no-such-key'])
    const states = take(revokeKey(rotated, 'signing-1')).keys.filter(({ purpose }) => purpose === 'signing')
    expect(states.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'signing-1 revoked',
      'signing-2 current',
    ])
  })

  test('[OP2] the vault keeps its former keys; salt and credentials keep the only one they have', () => {
    const file = fresh()
    const before = take(openKeyring(file, passphrase))
    const rotated = take(rotateKey(cryptography, file, { purpose: 'vault', passphrase, now }))
    expect(take(openKeyring(rotated, passphrase)).formerVaultKeys).toEqual([before.vaultKey])
    for (const purpose of ['salt', 'credentials'] as const) {
      expect(codesOf(rotateKey(cryptography, file, { purpose, passphrase, now }))).toEqual([
        `${purpose}-key-stays`,
      ])
    }
  })
})
