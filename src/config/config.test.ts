// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { readConfig } from './config.ts'

const SALT = 'ab'.repeat(32)

describe('readConfig', () => {
  test('[E18] an empty environment is an exercise', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      value: {
        environment: 'development',
        signing: { kind: 'exercise' },
        saltKey: { kind: 'exercise' },
        passphrase: { kind: 'none' },
        databaseUrl: null,
        publicUrl: null,
      },
    })
  })

  test('[E18] production does not start with the exercise key', () => {
    expect(readConfig({ MARSAD_ENV: 'production' })).toEqual({
      ok: false,
      problems: [{ path: 'MARSAD_SIGNING_KEY', code: 'production-needs-a-signing-key' }],
    })
  })

  test('[OP1] a passphrase opens the keyring of a mission, from a file before the environment', () => {
    const production = { MARSAD_ENV: 'production', MARSAD_PASSPHRASE: 'four words of it' }
    expect(readConfig(production)).toMatchObject({
      ok: true,
      value: { passphrase: { kind: 'text', text: 'four words of it' } },
    })
    expect(readConfig({ ...production, MARSAD_PASSPHRASE_FILE: 'phrase' })).toMatchObject({
      ok: true,
      value: { passphrase: { kind: 'file', path: 'phrase' } },
    })
  })

  test('[OP14] a public address is an origin, over TLS unless it is this machine’s', () => {
    const publicUrlOf = (text: string): unknown => {
      const read = readConfig({ MARSAD_PUBLIC_URL: text })
      return read.ok ? read.value.publicUrl : read.problems.map(({ path }) => path)
    }
    expect(publicUrlOf('https://desk.example/')).toBe('https://desk.example')
    expect(publicUrlOf('http://localhost:8320')).toBe('http://localhost:8320')
    for (const text of [
      'http://desk.example',
      'https://desk.example/marsad',
      'https://a:b@desk.example',
      'desk.example',
    ]) {
      expect(publicUrlOf(text)).toEqual(['MARSAD_PUBLIC_URL'])
    }
  })

  test('[E18] a key of one’s own needs a salt key of one’s own', () => {
    expect(readConfig({ MARSAD_SIGNING_KEY: 'key.pem' })).toEqual({
      ok: false,
      problems: [{ path: 'MARSAD_SALT_KEY', code: 'signing-key-needs-a-salt-key' }],
    })
  })

  test('[E18] a salt key is digits or the path of a file', () => {
    const settings = { MARSAD_ENV: 'production', MARSAD_SIGNING_KEY: 'key.pem' }
    expect(readConfig({ ...settings, MARSAD_SALT_KEY: SALT.toUpperCase() })).toMatchObject({
      ok: true,
      value: {
        signing: { kind: 'key-file', path: 'key.pem', origin: 'marsad.example/log' },
        saltKey: { kind: 'hex', hex: SALT },
      },
    })
    expect(readConfig({ ...settings, MARSAD_SALT_KEY: 'salt.txt' })).toMatchObject({
      ok: true,
      value: { saltKey: { kind: 'file', path: 'salt.txt' } },
    })
  })

  test.each(['two words', 'a+b', 'mission/EXERCISE'])('[E18] the origin %s is refused by name', (origin) => {
    const read = readConfig({ MARSAD_LOG_ORIGIN: origin, MARSAD_ENV: 'staging' })
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(['MARSAD_ENV', 'MARSAD_LOG_ORIGIN'])
  })
})
