// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { cryptography, makeSampleBundle, type Bundle } from '../../test/evidence/sample-bundle.ts'
import { anotherSigner, verify } from '../../test/evidence/verify-sample.ts'
import { makeWorkFolder, PROJECT } from '../../test/run-marsad.ts'
import { formatKeyStatement, formatVerifierKey } from '#evidence'

const NAME = 'mission.example/log'
const [first, second, stranger] = [anotherSigner(NAME), anotherSigner(NAME), anotherSigner(NAME)]
/** The samples are logs of 708 entries. */
const ROTATED_AT = 500
const introduced = formatKeyStatement(cryptography, { kind: 'introduced', key: first, size: 0 }, [first])
const rotatedAt = (size: number) =>
  formatKeyStatement(cryptography, { kind: 'rotated', old: first, key: second, size }, [first, second])
const revokedAt = (size: number) =>
  formatKeyStatement(cryptography, { kind: 'revoked', key: first, size }, [second])

const byFirst = await makeSampleBundle({ signer: first })
const bySecond = await makeSampleBundle({ signer: second })
const codeOf = async (bundle: Bundle, key: typeof first, keyStatements: readonly string[]) => {
  const { verdict, firstMismatch } = await verify(bundle, { key, keyStatements })
  return firstMismatch?.code ?? verdict
}

describe('a bundle and the history of keys', () => {
  test('[OP2] who trusts the first key accepts what the key in force signed, and not what an older one signed later', async () => {
    const history = [introduced, rotatedAt(ROTATED_AT)]
    expect(await codeOf(bySecond, first, history)).toBe('verified')
    expect(await codeOf(bySecond, second, history)).toBe('verified')
    expect(await codeOf(byFirst, first, history)).toBe('key-not-vouched-for')
    expect(await codeOf(byFirst, second, [introduced, rotatedAt(10_000)])).toBe('verified')
    expect(await codeOf(bySecond, stranger, history)).toBe('key-history-broken')
    expect(await codeOf(bySecond, first, [introduced])).toBe('key-not-vouched-for')
  })

  test('[OP2] what a revoked key signed above the size it is trusted for fails', async () => {
    const history = [introduced, rotatedAt(10_000)]
    expect(await codeOf(byFirst, first, [...history, revokedAt(1_000)])).toBe('verified')
    expect(await codeOf(byFirst, first, [...history, revokedAt(ROTATED_AT)])).toBe('key-not-vouched-for')
    const bySelf = formatKeyStatement(cryptography, { kind: 'revoked', key: second, size: 1 }, [first])
    expect(await codeOf(byFirst, first, [...history, bySelf])).toBe('key-history-broken')
  })
})

describe('marsad verify --keys', () => {
  const work = makeWorkFolder()
  afterAll(() => work.remove())

  test('[OP2] follows the statements of a mission from the key that somebody trusts', () => {
    for (const [path, bytes] of bySecond) {
      const file = join(work.path, 'day', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, bytes)
    }
    const key = join(work.path, 'first.vkey')
    writeFileSync(key, `${formatVerifierKey(cryptography, NAME, first.publicKey)}\n`)
    const signerBy = (...statements: readonly string[]): unknown => {
      const keys = join(work.path, 'keys.json')
      writeFileSync(keys, JSON.stringify({ schema: 'marsad/key-statements@1', statements }))
      const args = [
        'src/cli/main.ts',
        'verify',
        join(work.path, 'day'),
        '--json',
        '--key',
        key,
        '--keys',
        keys,
      ]
      const { stdout } = spawnSync(
        process.execPath,
        ['--import', 'tsx', '--conditions=marsad-source', ...args],
        { cwd: PROJECT, encoding: 'utf8' },
      )
      const { checks } = JSON.parse(stdout) as { checks: readonly { name: string; verdict: string }[] }
      return checks.find(({ name }) => name === 'signer')?.verdict
    }
    expect(signerBy(introduced, rotatedAt(ROTATED_AT))).toBe('passed')
    expect(signerBy(introduced, rotatedAt(10_000))).toBe('failed')
  }, 120_000)
})
