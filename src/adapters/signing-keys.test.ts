// SPDX-License-Identifier: Apache-2.0
import { createHmac, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import {
  EXERCISE_PUBLIC_KEY,
  exerciseSaltKey,
  exerciseSigningSeed,
  formatVerifierKey,
  toHex,
  toUtf8,
} from '#evidence'

import { loadEvidenceKeys, loadVerifierKey } from './evidence-keys.ts'
import { createNodeCryptography } from './node-cryptography.ts'
import { createExerciseSigner, parseSigningKey } from './signing-keys.ts'

const cryptography = createNodeCryptography()
const folder = mkdtempSync(join(tmpdir(), 'marsad-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('signers', () => {
  test('[E18] the exercise signer is always the same and says what it is', () => {
    const signer = createExerciseSigner(cryptography)
    expect([signer.name, signer.exercise, toHex(signer.publicKey)]).toEqual([
      'marsad.example/EXERCISE',
      true,
      EXERCISE_PUBLIC_KEY,
    ])
    const message = toUtf8('a checkpoint\n')
    expect(signer.sign(message)).toEqual(signer.sign(message))
    expect(cryptography.verifyEd25519(signer.publicKey, message, signer.sign(message))).toBe(true)
    expect(cryptography.verifyEd25519(signer.publicKey, toUtf8('another\n'), signer.sign(message))).toBe(
      false,
    )
    expect(cryptography.verifyEd25519(new Uint8Array(3), message, signer.sign(message))).toBe(false)
  })

  test('[E18] the exercise key is refused under any other name', () => {
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
    const der = Buffer.concat([prefix, exerciseSigningSeed(cryptography)])
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    expect(
      parseSigningKey(
        cryptography,
        String(key.export({ format: 'pem', type: 'pkcs8' })),
        'marsad.example/log',
      ),
    ).toMatchObject({ ok: false, problems: [{ code: 'signing-key-is-the-exercise-key' }] })
  })

  test('[E18] a key file signs under its origin', () => {
    const signer = parseSigningKey(cryptography, pem, 'marsad.example/log')
    if (!signer.ok) throw new Error('the key is usable')
    expect([signer.value.name, signer.value.exercise]).toEqual(['marsad.example/log', false])
    const message = toUtf8('x')
    expect(cryptography.verifyEd25519(signer.value.publicKey, message, signer.value.sign(message))).toBe(true)
  })

  test.each([
    ['signing-key-unreadable', 'no key at all'],
    [
      'signing-key-not-ed25519',
      String(generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' })),
    ],
    ['signing-key-unreadable', String(publicKey.export({ format: 'pem', type: 'spki' }))],
  ])('[E18] %s', (code, text) => {
    expect(parseSigningKey(cryptography, text, 'marsad.example/log')).toMatchObject({
      ok: false,
      problems: [{ code }],
    })
  })
})

describe('keys from settings', () => {
  test('[E18] an exercise has its own signer and salt key', async () => {
    const keys = await loadEvidenceKeys(cryptography, {
      environment: 'development',
      signing: { kind: 'exercise' },
      saltKey: { kind: 'exercise' },
    })
    expect(keys).toMatchObject({ ok: true, value: { saltKey: exerciseSaltKey(cryptography) } })
  })

  test('[E18] production never signs with the key of exercises', async () => {
    const exercise = { signing: { kind: 'exercise' }, saltKey: { kind: 'exercise' } } as const
    expect(await loadEvidenceKeys(cryptography, { environment: 'production', ...exercise })).toEqual({
      ok: false,
      problems: [{ path: 'MARSAD_SIGNING_KEY', code: 'production-needs-a-signing-key' }],
    })
  })

  test('[E18] key and salt come from files', async () => {
    const path = write('key.pem', pem)
    const salt = write('salt.txt', `${'AB'.repeat(32)}\n`)
    const keys = await loadEvidenceKeys(cryptography, {
      environment: 'development',
      signing: { kind: 'key-file', path, origin: 'marsad.example/log' },
      saltKey: { kind: 'file', path: salt },
    })
    if (!keys.ok) throw new Error('both files are usable')
    expect([keys.value.signer.name, toHex(keys.value.saltKey)]).toEqual([
      'marsad.example/log',
      'ab'.repeat(32),
    ])
  })

  test('[E18] all that is wrong with the keys is said at once', async () => {
    const keys = await loadEvidenceKeys(cryptography, {
      environment: 'development',
      signing: { kind: 'key-file', path: join(folder, 'missing.pem'), origin: 'marsad.example/log' },
      saltKey: { kind: 'file', path: write('short.txt', 'abcd') },
    })
    expect(keys.ok ? [] : keys.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'MARSAD_SIGNING_KEY key-file-unreadable',
      'MARSAD_SALT_KEY salt-key-not-32-bytes',
    ])
  })

  test('[E4] a verifier key comes from a vkey line or a PEM file', async () => {
    const raw = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'))
    const line = write('log.vkey', `${formatVerifierKey(cryptography, 'marsad.example/log', raw)}\n`)
    expect(await loadVerifierKey(cryptography, line)).toEqual({
      ok: true,
      value: { name: 'marsad.example/log', publicKey: raw },
    })
    const spki = write('log.pem', String(publicKey.export({ format: 'pem', type: 'spki' })))
    expect(await loadVerifierKey(cryptography, spki)).toMatchObject({ ok: true, value: { name: null } })
    const missing = join(folder, 'none.vkey')
    expect(await loadVerifierKey(cryptography, missing)).toEqual({
      ok: false,
      problems: [{ path: missing, code: 'key-file-unreadable' }],
    })
  })
})

describe('node cryptography', () => {
  test('[E5] HMAC by prepared pads is the HMAC of Node, for keys of any length', () => {
    for (const length of [0, 1, 32, 64, 65, 200]) {
      const key = new Uint8Array(length).fill(7)
      for (const bytes of [new Uint8Array(0), toUtf8('digest'), new Uint8Array(300).fill(9)]) {
        const expected = createHmac('sha256', key).update(bytes).digest('hex')
        expect(toHex(cryptography.hmacSha256(key, bytes))).toBe(expected)
      }
    }
  })
})
