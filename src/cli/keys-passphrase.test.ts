// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { makeWorkFolder, PROJECT } from '../../test/run-marsad.ts'
import {
  createKeyring,
  createNodeCryptography,
  openKeyring,
  readKeyringFile,
  writeKeyringFile,
} from '#adapters'
import { toInstant, type Result } from '#kernel'

const work = makeWorkFolder()
afterAll(() => work.remove())

const take = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const fileWith = (name: string, text: string): string => {
  writeFileSync(join(work.path, name), text)
  return join(work.path, name)
}

test('[OP16] the passphrase of a keyring is changed by whoever has the old one, and the keys stay the same', async () => {
  const passphrase = 'the words of before'
  const file = take(
    createKeyring(createNodeCryptography(), {
      origin: 'mission.example/log',
      passphrase,
      now: toInstant(0),
      cost: 1_024,
    }),
  )
  await writeKeyringFile(work.path, file)
  const change = (old: string, next: string) => {
    const args = [
      'src/cli/main.ts',
      'keys',
      'passphrase',
      '--data',
      work.path,
      '--new',
      fileWith('new', next),
    ]
    return spawnSync(process.execPath, ['--import', 'tsx', '--conditions=marsad-source', ...args], {
      cwd: PROJECT,
      encoding: 'utf8',
      env: { ...process.env, MARSAD_PASSPHRASE_FILE: fileWith('old', old) },
    }).status
  }
  expect(change('not the words of before', 'the words of after')).toBe(2)
  expect(change(passphrase, 'short')).toBe(2)
  expect(take(await readKeyringFile(work.path))).toEqual(file)
  expect(change(passphrase, 'the words of after\n')).toBe(0)
  const changed = take(await readKeyringFile(work.path))
  expect(openKeyring(changed, passphrase).ok).toBe(false)
  const [before, after] = [
    take(openKeyring(file, passphrase)),
    take(openKeyring(changed, 'the words of after')),
  ]
  expect([after.saltKey, after.vaultKey, after.credentialsKey, after.signer.publicKey]).toEqual([
    before.saltKey,
    before.vaultKey,
    before.credentialsKey,
    before.signer.publicKey,
  ])
}, 120_000)
