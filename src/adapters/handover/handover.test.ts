// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { sampleRecord } from '../../../test/evidence/sample-bundle.ts'
import { followKeyHistory, isVouchedFor, parseCheckpoint, toUtf8 } from '#evidence'
import { toInstant, type Result } from '#kernel'

import { checkMission, openTables, writeDurably } from '../backup/index.ts'
import { createFolderOriginalStore } from '../folder-originals.ts'
import {
  createKeyring,
  openKeyring,
  openSecrets,
  readKeyringFile,
  readKeyStatements,
  revokeKey,
  rotateKey,
  settleKeyStatements,
  writeKeyringFile,
  type Keyring,
  type KeyringFile,
} from '../keyring/index.ts'
import { findMission, openMission, prepareMissionFolder, type Mission } from '../mission/index.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import { openHandover, sealHandover } from './handover.ts'
import { parseShare, type NamedShare } from './share-text.ts'

const cryptography = createNodeCryptography()
const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const passphrase = 'four words of it'
const place = mkdtempSync(join(tmpdir(), 'marsad-handover-'))
const folder = join(place, 'mission')
afterAll(() => rmSync(place, { recursive: true, force: true }))

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const codesOf = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code)

const open = async (keyring: Keyring): Promise<Mission> =>
  take(await openMission({ folder, databaseUrl: null, keys: keyring, now: () => NOW, onLost: () => {} }))

/** Opens the mission with these keys, lets it say what it has to, and publishes a checkpoint. */
async function withKeys(file: KeyringFile, work: (mission: Mission) => Promise<void> = async () => {}) {
  await writeKeyringFile(folder, file)
  const keyring = take(openKeyring(file, passphrase))
  const mission = await open(keyring)
  const note = await mission.ledger.checkpoint('public')
  const published = note === null ? 0 : parseCheckpoint(toUtf8(note))!.size
  const added = await settleKeyStatements(cryptography, mission.ledger, keyring, published, NOW)
  await work(mission)
  await mission.ledger.publishCheckpoint('public', NOW)
  await mission.ledger.publishCheckpoint('internal', NOW)
  const result = {
    added,
    again: await settleKeyStatements(cryptography, mission.ledger, keyring, published, NOW),
    statements: await readKeyStatements(mission.ledger),
    checkpoint: (await mission.ledger.checkpoint('public'))!,
  }
  await mission.close()
  return result
}

let first: KeyringFile
let last: KeyringFile
const checkpoints: string[] = []
let settled: readonly (readonly number[])[] = []
let statements: readonly string[] = []

beforeAll(async () => {
  first = take(
    createKeyring(cryptography, { origin: 'mission.example/log', passphrase, now: NOW, cost: 1_024 }),
  )
  const begun = await withKeys(first, async (mission) => {
    await mission.originals.put(
      (async function* () {
        yield await Promise.resolve(Buffer.from('an original'))
      })(),
    )
    await mission.ledger.write((turn) =>
      turn.append('internal', sampleRecord('read', { n: 1 }, ['mechanism'])),
    )
  })
  const rotated = take(rotateKey(cryptography, first, { purpose: 'signing', passphrase, now: NOW }))
  const turned = await withKeys(rotated)
  last = take(revokeKey(rotated, 'signing-1'))
  const ended = await withKeys(last)
  checkpoints.push(begun.checkpoint, turned.checkpoint, ended.checkpoint)
  statements = ended.statements
  settled = [begun, turned, ended].map(({ added, again }) => [added, again])
}, 60_000)

describe('keys on record', () => {
  test('[OP2] the log says what the keyring holds, once, and a verifier of the first key follows it', () => {
    expect(settled).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ])
    expect(statements).toHaveLength(3)
    const trusted = take(openKeyring(first, passphrase)).signer
    const history = take(followKeyHistory(cryptography, statements, trusted))
    const accepted = checkpoints.map((note) =>
      isVouchedFor(cryptography, parseCheckpoint(toUtf8(note))!, history),
    )
    expect(accepted).toEqual([true, true, true])
    expect(history.map(({ revoked }) => revoked)).toEqual([true, false])
  })

  test('[OP4] an exercise never goes on as a live mission, nor a live mission as an exercise', async () => {
    const exercise = { signer: createExerciseSigner(cryptography), saltKey: new Uint8Array(32) }
    const options = { folder, databaseUrl: null, now: () => NOW, onLost: () => {} }
    expect(codesOf(await openMission({ ...options, keys: exercise }))).toEqual(['mission-is-live'])
    const drill = join(place, 'drill')
    take(await prepareMissionFolder(drill, true))
    const keys = take(openKeyring(first, passphrase))
    expect(codesOf(await openMission({ ...options, folder: drill, keys }))).toEqual([
      'mission-is-an-exercise',
    ])
  })
})

describe('hand-over', () => {
  const sealed = join(place, 'sealed')
  let shares: readonly NamedShare[] = []

  beforeAll(async () => {
    const { identity, tables } = take(await findMission(folder, null))
    const handover = sealHandover({
      folder,
      tables,
      mission: identity,
      threshold: 2,
      shares: 3,
      secrets: take(openSecrets(last, passphrase)),
      now: NOW,
    })
    await writeDurably(sealed, handover.bytes())
    shares = handover.shares.map((line) => take(parseShare(line, 'share')))
  })

  const openWith = (
    given: readonly NamedShare[],
    target: string,
    phrase: string | null = 'another passphrase',
  ) =>
    openHandover(
      (async function* () {
        yield await Promise.resolve(readFileSync(sealed))
      })(),
      given,
      {
        folder: target,
        addressOf: async () => take(await findMission(target, null)).tables,
        passphrase: phrase,
        now: NOW,
        cost: 1_024,
      },
    )

  test('[OP11] a quorum opens it on another machine under another passphrase, and everything verifies', async () => {
    const target = join(place, 'opened')
    const opened = take(await openWith([shares[2]!, shares[0]!], target))
    const file = take(await readKeyringFile(target))
    expect(codesOf(openKeyring(file, passphrase))).toEqual(['passphrase-wrong'])
    const keyring = take(openKeyring(file, 'another passphrase'))
    const before = take(openKeyring(last, passphrase))
    expect([keyring.saltKey, keyring.vaultKey]).toEqual([before.saltKey, before.vaultKey])
    const { identity, tables } = take(await findMission(target, null))
    expect(identity.id).toBe(opened.head.mission)
    const database = await openTables(tables)
    const check = await checkMission({
      db: database.reader,
      originals: createFolderOriginalStore(target),
      cryptography,
      saltKey: keyring.saltKey,
      verifierKeys: keyring.signers.map(({ signer }) => signer),
    })
    await database.close()
    expect(check).toMatchObject({ originals: 1, tombstones: 0, problems: [] })
    expect(check.records).toBeGreaterThan(128)
  })

  test('[OP11] fewer, repeated, foreign and forged shares open nothing', async () => {
    const target = join(place, 'unopened')
    const [one, two] = [shares[0]!, shares[1]!]
    expect(codesOf(await openWith([one], target))).toEqual(['too-few-shares'])
    expect(codesOf(await openWith([one, one], target))).toEqual(['share-given-twice'])
    expect(codesOf(await openWith([one, { ...two, handover: '0'.repeat(16) }], target))).toEqual([
      'share-of-another-handover',
    ])
    const forged = { ...two, bytes: two.bytes.map((byte) => byte ^ 1) }
    await expect(openWith([one, forged], target)).rejects.toThrow('does not open')
    expect(codesOf(await openWith([one, two], target, null))).toEqual(['passphrase-missing'])
    expect(codesOf(await openWith([one, two], target, 'short'))).toEqual(['passphrase-too-short'])
    expect(codesOf(parseShare('marsad-share-1:00:2:1:ab:12345678', 'share'))).toEqual(['share-unreadable'])
  })

  test('[OP11] the sealed file says which mission it is and nothing else', () => {
    const bytes = readFileSync(sealed)
    const head = bytes.subarray(0, bytes.indexOf(0x0a)).toString()
    expect(JSON.parse(head)).toMatchObject({
      schema: 'marsad/handover@1',
      exercise: false,
      threshold: 2,
      shares: 3,
    })
    expect(bytes.includes('an original')).toBe(false)
    expect(bytes.includes('ustar')).toBe(false)
  })
})
