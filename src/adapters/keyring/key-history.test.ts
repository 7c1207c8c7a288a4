// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import {
  followKeyHistory,
  formatCheckpoint,
  formatKeyStatement,
  isVouchedFor,
  parseCheckpoint,
  type KeyStatement,
  type Signer,
} from '#evidence'

import { createNodeCryptography } from '../node-cryptography.ts'
import { parseSigningKey } from '../signing-keys.ts'

const cryptography = createNodeCryptography()

function newSigner(name = 'mission.example/log'): Signer {
  const pem = String(generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const signer = parseSigningKey(cryptography, pem, name)
  if (!signer.ok) throw new Error('a fresh key is usable')
  return signer.value
}

const [first, second, third, stranger] = [newSigner(), newSigner(), newSigner(), newSigner()]
const say = (statement: KeyStatement, ...signers: [Signer, ...Signer[]]): string =>
  formatKeyStatement(cryptography, statement, signers)
const introduced = say({ kind: 'introduced', key: first, size: 0 }, first)
const rotated = say({ kind: 'rotated', old: first, key: second, size: 64 }, first, second)
const rotatedAgain = say({ kind: 'rotated', old: second, key: third, size: 128 }, second, third)
const revoked = say({ kind: 'revoked', key: second, size: 100 }, third)
const history = [introduced, rotated, rotatedAgain, revoked]

const codesOf = (notes: readonly string[], trusted: Signer = first): readonly string[] => {
  const read = followKeyHistory(cryptography, notes, trusted)
  return read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)
}

describe('history of signing keys', () => {
  test('[OP2] whoever trusts one key of a history accepts each checkpoint by the key of its time', () => {
    for (const trusted of [first, second, third]) {
      const read = followKeyHistory(cryptography, history, trusted)
      if (!read.ok) throw new Error(JSON.stringify(read.problems))
      const isAccepted = (size: number, signer: Signer): boolean =>
        isVouchedFor(
          cryptography,
          parseCheckpoint(formatCheckpoint(cryptography, { size, root: 'ab'.repeat(32) }, signer))!,
          read.value,
        )
      expect([0, 64, 65].map((size) => isAccepted(size, first))).toEqual([true, true, false])
      expect([64, 65, 100, 101, 128].map((size) => isAccepted(size, second))).toEqual([
        false,
        true,
        true,
        false,
        false,
      ])
      expect([128, 129, 10_000].map((size) => isAccepted(size, third))).toEqual([false, true, true])
      expect(isAccepted(10, stranger)).toBe(false)
    }
  })

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'a rotation without the old key',
      [introduced, say({ kind: 'rotated', old: first, key: second, size: 64 }, second)],
      ['statements.1 key-statement-unsigned'],
    ],
    [
      'a rotation without the new key',
      [introduced, say({ kind: 'rotated', old: first, key: second, size: 64 }, first)],
      ['statements.1 key-statement-unsigned'],
    ],
    [
      'a rotation from a stranger',
      [introduced, say({ kind: 'rotated', old: stranger, key: second, size: 64 }, stranger, second)],
      ['statements.1 key-history-broken'],
    ],
    ['a second beginning', [introduced, introduced], ['statements.1 key-history-broken']],
    ['no beginning', [rotated], ['statements.0 key-history-broken']],
    [
      'another name',
      [
        introduced,
        say({ kind: 'rotated', old: first, key: newSigner('other/log'), size: 64 }, first, second),
      ],
      ['statements.1 key-history-broken'],
    ],
    [
      'a key that revokes itself',
      [introduced, say({ kind: 'revoked', key: first, size: 1 }, first)],
      ['statements.1 key-history-broken'],
    ],
    [
      'a revocation by the revoked',
      [introduced, rotated, say({ kind: 'revoked', key: first, size: 1 }, first)],
      ['statements.2 key-statement-unsigned'],
    ],
    [
      'a changed size',
      [introduced, rotated.replace('\n64\n', '\n65\n')],
      ['statements.1 key-statement-unsigned'],
    ],
    ['anything else', ['nothing'], ['statements.0 key-statement-unreadable']],
  ])('[OP2] refuses %s', (_, notes, codes) => {
    expect(codesOf(notes)).toEqual(codes)
  })

  test('[OP2] a history that does not know the trusted key is none', () => {
    expect(codesOf(history, stranger)).toEqual([' trusted-key-not-in-history'])
  })
})
