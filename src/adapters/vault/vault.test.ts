// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { cryptography } from '../../../test/evidence/sample-bundle.ts'
import { openPeoplePlace, type PeoplePlace } from '../../../test/people-place.ts'
import { toUtf8 } from '#evidence'
import type { Result } from '#kernel'
import { isProven, SOURCE_USES, type VaultProof } from '#people'

import { createVault, type Vault } from './vault.ts'

const DAY_MS = 86_400_000
const WORDS = toUtf8('I saw it from the window of the school in my street')

let place: PeoplePlace
let folder: string
let key: Uint8Array
let vault: Vault
const vaultUnder = (current: Uint8Array, formerKeys: readonly Uint8Array[] = []): Vault =>
  createVault({
    folder,
    key: current,
    formerKeys,
    ledger: place.ledger,
    cryptography,
    now: place.context.now,
  })

beforeEach(async () => {
  place = await openPeoplePlace()
  folder = mkdtempSync(join(tmpdir(), 'marsad-vault-'))
  key = randomBytes(32)
  vault = vaultUnder(key)
})
afterEach(async () => {
  await place.close()
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : (result.problems[0]?.code ?? ''))
function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(codeOf(result))
  return result.value
}
/** Every file of the vault by path. */
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
const roots = async (): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  for (const { content } of await place.records()) {
    if (content.kind === 'record' && content.record.kind === 'vault-state') {
      const { day, root } = content.record.body as { day: string; root: string }
      found.set(day, root)
    }
  }
  return found
}
const nextDay = (): void => void (place.clock.nowMs += DAY_MS)

describe('consent', () => {
  test('[PE41] material is opened for the uses it was given for, and for no other', async () => {
    const { id } = valueOf(await vault.hold('words', WORDS, ['verify']))
    expect(Buffer.from(valueOf(await vault.open(id, 'verify')).bytes).equals(Buffer.from(WORDS))).toBe(true)
    expect(codeOf(await vault.open(id, 'share-with-commission'))).toBe('consent-missing')
    expect(codeOf(await vault.open('0'.repeat(32), 'verify'))).toBe('material-unknown')
    expect(codeOf(await vault.open('../keys/x', 'verify'))).toBe('material-unknown')
    expect(codeOf(await vault.hold('words', WORDS, []))).toBe('consent-empty')
    const contact = valueOf(await vault.hold('contact', toUtf8('a number'), [...SOURCE_USES]))
    expect(codeOf(await vault.open(contact.id, 'publish-derived'))).toBe('contact-only-to-verify')
  })

  test('[PE42] what is withdrawn is unreadable, provably so, and every other proof still holds', async () => {
    const one = valueOf(await vault.hold('words', WORDS, ['verify', 'publish-derived']))
    const other = valueOf(await vault.hold('words', toUtf8('something else'), ['verify']))
    await vault.turnDay()
    const before = (await vault.prove(one.id, '2026-06-24'))!
    nextDay()
    expect(valueOf(await vault.withdraw(one.id, ['publish-derived'])).state).toBe('held')
    const keyFile = join(folder, 'keys', one.id)
    const dataKey = readFileSync(keyFile)
    expect(valueOf(await vault.withdraw(one.id, ['verify'])).state).toBe('destroyed')
    expect(codeOf(await vault.open(one.id, 'verify'))).toBe('material-destroyed')
    expect(files()).not.toContain(keyFile)
    expect(files().some((path) => readFileSync(path).includes(dataKey))).toBe(false)
    await vault.turnDay()

    const known = await roots()
    const proves = (proof: VaultProof | null, day: string): boolean =>
      proof !== null && isProven(cryptography, proof, known.get(day) ?? '')
    const after = (await vault.prove(one.id, '2026-06-25'))!
    expect(before.statement.state).toBe('held')
    expect(proves(before, '2026-06-24')).toBe(true)
    expect(after.statement).toMatchObject({ state: 'destroyed', sealed: before.statement.sealed })
    expect(proves(after, '2026-06-25')).toBe(true)
    expect(proves({ ...after, statement: { ...after.statement, state: 'held' } }, '2026-06-25')).toBe(false)
    for (const day of ['2026-06-24', '2026-06-25'])
      expect(proves(await vault.prove(other.id, day), day)).toBe(true)
    expect(codeOf(await vault.open(other.id, 'verify'))).toBe('ok')
  })

  test('[PE42] a withdrawal that the machine did not survive to write down is finished at the next turn', async () => {
    const { id } = valueOf(await vault.hold('words', WORDS, ['verify']))
    unlinkSync(join(folder, 'keys', id))
    expect(codeOf(await vault.open(id, 'verify'))).toBe('material-destroyed')
    await vault.turnDay()
    expect((await vault.list())[0]?.state).toBe('destroyed')
  })
})

describe('nothing about a reporter', () => {
  test('[PE43] holding, opening and withdrawing leave no record; the day’s record is of one form whatever came in', async () => {
    const before = (await place.records()).length
    const { id } = valueOf(await vault.hold('words', WORDS, ['verify']))
    await vault.open(id, 'verify')
    await vault.withdraw(id, ['verify'])
    expect((await place.records()).length).toBe(before)
    await vault.turnDay()
    await vault.turnDay()
    nextDay()
    await vault.turnDay()
    const written = (await place.records()).slice(before).map(({ content }) => content)
    expect(written).toHaveLength(2)
    for (const content of written) {
      expect(content).toMatchObject({ kind: 'record', record: { kind: 'vault-state' } })
      const body = content.kind === 'record' ? content.record.body : {}
      expect(Object.keys(body).sort()).toEqual(['day', 'root'])
    }
    expect(JSON.stringify(written)).not.toContain(id)
  })

  test('[PE43] the files of the vault tell neither length nor order nor time', async () => {
    for (let n = 0; n < 5; n += 1) valueOf(await vault.hold('words', toUtf8('x'.repeat(n * 300)), ['verify']))
    await vault.turnDay()
    const all = files()
    expect(new Set(all.map((path) => statSync(path).mtimeMs))).toEqual(new Set([Date.UTC(2026, 5, 24)]))
    const material = all.filter((path) => path.includes('material'))
    expect(new Set(material.map((path) => statSync(path).size)).size).toBe(1)
    for (const path of material) expect(path).toMatch(/[0-9a-f]{32}$/)
    const { size } = (await vault.prove((await vault.list())[0]!.id, '2026-06-24'))!
    expect(size).toBe(256)
  })

  test('[PE45] nothing lies in the vault in the clear, and another key opens nothing', async () => {
    const { id } = valueOf(await vault.hold('words', WORDS, ['verify']))
    await vault.turnDay()
    for (const path of files()) {
      const text = readFileSync(path).toString('latin1')
      for (const word of ['school', 'verify', 'held', id]) expect(text).not.toContain(word)
    }
    await expect(vaultUnder(randomBytes(32)).open(id, 'verify')).rejects.toMatchObject({
      code: 'vault-damaged',
    })
  })

  test('[PE45] after a rotation the turn of the day wraps everything under the new key', async () => {
    const { id } = valueOf(await vault.hold('words', WORDS, ['verify']))
    await vault.turnDay()
    const fresh = randomBytes(32)
    nextDay()
    await vaultUnder(fresh, [key]).turnDay()
    const alone = vaultUnder(fresh)
    expect(codeOf(await alone.open(id, 'verify'))).toBe('ok')
    expect(await alone.prove(id, '2026-06-24')).not.toBe(null)
    await expect(vault.open(id, 'verify')).rejects.toMatchObject({ code: 'vault-damaged' })
  })
})

describe('pictures', () => {
  test('[PE40] a working copy has no metadata; the original is opened to verify alone', async () => {
    const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 14]), Buffer.from('Exif48.59,38')])
    const rest = Buffer.from([0xff, 0xdb, 0, 3, 1, 0xff, 0xda, 0, 3, 1, 7, 7, 0xff, 0xd9])
    const picture = Buffer.concat([Buffer.from([0xff, 0xd8]), exif, rest])
    const { id } = valueOf(await vault.hold('picture', picture, ['verify', 'publish-derived']))
    for (const use of ['verify', 'publish-derived'] as const) {
      expect(Buffer.from(valueOf(await vault.open(id, use)).bytes).toString('latin1')).not.toContain('48.59')
    }
    expect(Buffer.from(valueOf(await vault.openOriginal(id))).equals(picture)).toBe(true)
    valueOf(await vault.withdraw(id, ['verify']))
    expect(codeOf(await vault.openOriginal(id))).toBe('consent-missing')
    expect(codeOf(await vault.hold('picture', toUtf8('GIF89a'), ['verify']))).toBe('image-type-refused')
  })
})
