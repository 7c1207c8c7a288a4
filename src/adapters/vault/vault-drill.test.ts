// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { cryptography } from '../../../test/evidence/sample-bundle.ts'
import { openPeoplePlace, type PeoplePlace } from '../../../test/people-place.ts'
import { makeWorkFolder } from '../../../test/run-marsad.ts'
import { toUtf8 } from '#evidence'
import { toInstant, type Result } from '#kernel'

import { archiveMission, restoreMission, writeDurably } from '../backup/index.ts'
import { createKeyring, openKeyring, rotateKey, type KeyringFile } from '../keyring/index.ts'
import { findMission, prepareMissionFolder } from '../mission/index.ts'
import { openSqlite, migrate } from '../database/index.ts'
import { createVault, type Vault } from './vault.ts'

const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const WORDS = toUtf8('I saw it from the window of the school in my street')
const passphrase = 'four words of it'

let place: PeoplePlace
let work: ReturnType<typeof makeWorkFolder>
beforeEach(async () => {
  place = await openPeoplePlace()
  work = makeWorkFolder()
})
afterEach(async () => {
  await place.close()
  work.remove()
})

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : (result.problems[0]?.code ?? ''))
const vaultIn = (mission: string, key: Uint8Array, formerKeys: readonly Uint8Array[] = []): Vault =>
  createVault({
    folder: join(mission, 'vault'),
    key,
    formerKeys,
    ledger: place.ledger,
    cryptography,
    now: place.context.now,
  })
const freshKeyring = (): KeyringFile =>
  take(createKeyring(cryptography, { origin: 'mission.example/log', passphrase, now: NOW, cost: 1_024 }))

describe('drills of the vault', () => {
  test('[OP15] a backup of before a withdrawal brings nothing back, whatever of the vault is carried over', async () => {
    const folder = join(work.path, 'mission')
    take(await prepareMissionFolder(folder, true))
    const { tables } = take(await findMission(folder, null))
    if (tables.kind !== 'sqlite') throw new Error('the tables lie in the folder')
    const database = openSqlite(tables.file)
    await migrate(database, NOW)
    await database.close()
    const { vaultKey } = take(openKeyring(freshKeyring(), passphrase))
    const vault = vaultIn(folder, vaultKey)
    const { id } = take(await vault.hold('words', WORDS, ['verify']))
    const kept = take(await vault.hold('words', toUtf8('something else'), ['verify']))
    const backup = join(work.path, 'before.tar')
    await writeDurably(
      backup,
      archiveMission(folder, tables, NOW, () => {}),
    )
    take(await vault.withdraw(id, ['verify']))

    const restored = join(work.path, 'restored')
    const addressOf = async () => take(await findMission(restored, null)).tables
    const manifest = take(await restoreMission(createReadStream(backup), restored, addressOf, NOW))
    expect(manifest.files.filter(({ path }) => path.startsWith('vault'))).toEqual([])
    expect(codeOf(await vaultIn(restored, vaultKey).open(id, 'verify'))).toBe('material-unknown')
    await cp(join(folder, 'vault'), join(restored, 'vault'), { recursive: true })
    const carried = vaultIn(restored, vaultKey)
    expect(codeOf(await carried.open(id, 'verify'))).toBe('material-destroyed')
    expect(codeOf(await carried.open(kept.id, 'verify'))).toBe('ok')
  })

  test('[PE45] through two rotations material stays readable, and what turned its day no longer needs the former keys', async () => {
    const first = freshKeyring()
    const before = take(openKeyring(first, passphrase))
    const old = vaultIn(work.path, before.vaultKey)
    const { id } = take(await old.hold('words', WORDS, ['verify']))
    await old.turnDay()
    const rotate = (file: KeyringFile): KeyringFile =>
      take(rotateKey(cryptography, file, { purpose: 'vault', passphrase, now: NOW }))
    const twice = rotate(rotate(first))
    const { vaultKey, formerVaultKeys } = take(openKeyring(twice, passphrase))
    const next = vaultIn(work.path, vaultKey, formerVaultKeys)
    // The day has turned already: until the next turn the former keys open what they sealed.
    await next.turnDay()
    expect(codeOf(await next.open(id, 'verify'))).toBe('ok')
    place.clock.nowMs += 86_400_000
    await next.turnDay()
    expect(codeOf(await vaultIn(work.path, vaultKey).open(id, 'verify'))).toBe('ok')
    await expect(old.open(id, 'verify')).rejects.toMatchObject({ code: 'vault-damaged' })
    expect(await next.prove(id, '2026-06-24')).not.toBe(null)
  })
})
