// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'
import { describe, expect, test } from 'vitest'

import { createSoftwareAuthenticator } from '../../../test/software-authenticator.ts'
import {
  createCredentialSafe,
  createPasskeys,
  createPasswords,
  newOneTimeSecret,
  oneTimeAddress,
  stepOfOneTimeCode,
} from './index.ts'

const CHEAP = { cost: 1_024, blockSize: 8, parallel: 1 }
const ORIGIN = 'https://desk.example'

describe('passwords', () => {
  test('[PE20] a password opens its own hash and no other does, however its letters were composed', async () => {
    const passwords = createPasswords(CHEAP)
    const hash = await passwords.hash('garçon d’honneur')
    expect(hash).toMatch(/^scrypt\$1024\$8\$1\$/)
    expect(await passwords.verify('garçon d’honneur'.normalize('NFD'), hash)).toBe(true)
    expect(await passwords.verify('garcon d’honneur', hash)).toBe(false)
    expect(await passwords.hash('garçon d’honneur')).not.toBe(hash)
  })

  test('[PE20] a hash of another cost is still read', async () => {
    const hash = await createPasswords(CHEAP).hash('a phrase of some length')
    const dearer = createPasswords({ ...CHEAP, cost: 2_048 })
    expect(await dearer.verify('a phrase of some length', hash)).toBe(true)
  })

  test('[PE20] nobody’s password is wrong', async () => {
    expect(await createPasswords(CHEAP).verify('', null)).toBe(false)
  })
})

describe('one-time codes', () => {
  const secret = newOneTimeSecret()
  const now = Date.UTC(2026, 5, 24, 12, 0, 10)
  const codeAt = (ms: number): string =>
    generateSync({
      strategy: 'totp',
      secret,
      epoch: Math.floor(ms / 1_000),
      crypto: new NobleCryptoPlugin(),
      base32: new ScureBase32Plugin(),
    })

  test('[PE21] the codes of RFC 6238 come out for its secret', () => {
    // Appendix B with SHA-1, the last six of its eight digits.
    const published = Buffer.from('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ').toString()
    expect(stepOfOneTimeCode(published, '287082', 59_000, 0)).toBe(1)
    expect(stepOfOneTimeCode(published, '081804', 1_111_111_109_000, 0)).toBe(37_037_036)
    expect(stepOfOneTimeCode(published, '287083', 59_000, 0)).toBe(null)
  })

  test('[PE21] one step of clock difference is taken, two are not', () => {
    const step = Math.floor(now / 30_000)
    for (const off of [-1, 0, 1]) {
      expect(stepOfOneTimeCode(secret, codeAt(now + off * 30_000), now, 0)).toBe(step + off)
    }
    for (const off of [-2, 2]) {
      expect(stepOfOneTimeCode(secret, codeAt(now + off * 30_000), now, 0)).toBe(null)
    }
  })

  test('[PE21] a code is taken once, and no earlier one after it', () => {
    const step = stepOfOneTimeCode(secret, codeAt(now), now, 0)!
    expect(stepOfOneTimeCode(secret, codeAt(now), now, step)).toBe(null)
    expect(stepOfOneTimeCode(secret, codeAt(now - 30_000), now, step)).toBe(null)
    expect(stepOfOneTimeCode(secret, codeAt(now + 30_000), now, step)).toBe(step + 1)
  })

  test.each(['', '12345', '1234567', 'abcdef', ' 123456'])('[PE21] %j is no code', (code) => {
    expect(stepOfOneTimeCode(secret, code, now, 0)).toBe(null)
  })

  test('[PE21] an authenticator app can read the address', () => {
    expect(oneTimeAddress(secret, 'a.person', 'Marsad')).toMatch(
      new RegExp(`^otpauth://totp/.*a\\.person\\?.*secret=${secret}`),
    )
  })
})

describe('passkeys', () => {
  const person = { id: 'ab'.repeat(16), login: 'a.person' }
  const site = { id: 'desk.example', origins: [ORIGIN], name: 'Marsad' }

  async function registered(now = () => 0) {
    const passkeys = createPasskeys(site, now)
    const device = createSoftwareAuthenticator()
    const made = await passkeys.register(device.register(await passkeys.registrationOptions(person), ORIGIN))
    return { passkeys, device, made: made! }
  }

  test('[PE22] a passkey opens the account it was made for, and its count goes up', async () => {
    const { passkeys, device, made } = await registered()
    const answer = device.signIn(await passkeys.signInOptions(), ORIGIN)
    expect(Buffer.from(answer.response.userHandle!, 'base64url').toString('hex')).toBe(person.id)
    expect(await passkeys.verify(answer, made, made.counter)).toEqual({ counter: 1 })
  })

  test('[PE22] an answer is taken once, in time, and from our own address', async () => {
    let now = 0
    const { passkeys, device, made } = await registered(() => now)
    const answer = device.signIn(await passkeys.signInOptions(), ORIGIN)
    expect(await passkeys.verify(answer, made, 0)).not.toBe(null)
    expect(await passkeys.verify(answer, made, 0)).toBe(null)
    const elsewhere = device.signIn(await passkeys.signInOptions(), 'https://desk.example.net')
    expect(await passkeys.verify(elsewhere, made, 0)).toBe(null)
    const late = device.signIn(await passkeys.signInOptions(), ORIGIN)
    now = 300_001
    expect(await passkeys.verify(late, made, 0)).toBe(null)
  })

  test('[PE22] another key, a copied key and a holder nobody verified are refused', async () => {
    const { passkeys, device, made } = await registered()
    const other = await registered()
    const foreign = other.device.signIn(await passkeys.signInOptions(), ORIGIN)
    expect(await passkeys.verify(foreign, made, 0)).toBe(null)
    const behind = device.signIn(await passkeys.signInOptions(), ORIGIN)
    expect(await passkeys.verify(behind, made, 7)).toBe(null)
    const careless = createSoftwareAuthenticator({ verifies: false })
    const options = await passkeys.registrationOptions(person)
    expect(await passkeys.register(careless.register(options, ORIGIN))).toBe(null)
  })
})

describe('what stands in a record', () => {
  const safe = createCredentialSafe(randomBytes(32))
  const [one, other] = ['11'.repeat(16), '22'.repeat(16)]

  test('[PE23] a credential is sealed, and opens only for the person and kind it was sealed for', () => {
    const sealed = safe.seal(one, 'password', 'password', '', 'scrypt$secret')
    expect(Buffer.from(sealed.sealed, 'base64').toString('latin1')).not.toContain('secret')
    expect(safe.open(one, sealed)).toBe('scrypt$secret')
    expect(() => safe.open(other, sealed)).toThrow(expect.objectContaining({ code: 'secret-unreadable' }))
    expect(() => safe.open(one, { ...sealed, kind: 'passkey' })).toThrow('the key does not open it')
    expect(() => createCredentialSafe(randomBytes(32)).open(one, sealed)).toThrow('the key does not open it')
  })
})
