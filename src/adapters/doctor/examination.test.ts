// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'

import { exerciseSaltKey } from '#evidence'
import { toInstant, type Instant } from '#kernel'

import { openTables } from '../backup/index.ts'
import { findMission, openMission } from '../mission/index.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createExerciseSigner } from '../signing-keys.ts'
import {
  examineBackup,
  examineCheckpoint,
  examineClock,
  examineKeys,
  examineQueue,
  examineSpace,
  examineSteps,
} from './examination.ts'
import { examineMission } from './examine-mission.ts'

const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const ago = (minutes: number): Instant => toInstant(NOW - minutes * 60_000)
const GIBIBYTE = 1024 * 1024 * 1024
const cryptography = createNodeCryptography()
const folder = mkdtempSync(join(tmpdir(), 'marsad-doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('examination', () => {
  test.each([
    ['space', examineSpace(1.9 * GIBIBYTE), 'fault space-short'],
    ['space', examineSpace(5 * GIBIBYTE), 'warning space-little'],
    ['checkpoint while served', examineCheckpoint(ago(121), NOW, true), 'fault checkpoint-old'],
    ['checkpoint at rest', examineCheckpoint(ago(10_000), NOW, false), 'fine checkpoint-recent'],
    ['queue', examineQueue(3, ago(16), NOW), 'fault queue-stuck'],
    ['queue', examineQueue(3, ago(14), NOW), 'fine queue-moving'],
    ['backup of a live mission', examineBackup(null, NOW, false), 'fault backup-none'],
    ['backup of an exercise', examineBackup(ago(27 * 60), NOW, true), 'warning backup-old'],
    ['backup', examineBackup(ago(60), NOW, false), 'fine backup-recent'],
    ['steps', examineSteps(4, 3), 'fault tables-later'],
    ['steps', examineSteps(2, 3), 'warning tables-earlier'],
    ['keys', examineKeys('unreadable', null, NOW), 'fault keys-unreadable'],
    ['keys', examineKeys('keyring', ago(401 * 24 * 60), NOW), 'warning keys-old'],
  ])('[OP7] %s: %j', (_, { state, code }, expected) => {
    expect(`${state} ${code}`).toBe(expected)
  })

  test('[OP12] the clock alarm sounds where the log or a feed is ahead of this clock by more than two minutes', () => {
    const states = [
      examineClock(NOW, toInstant(NOW + 121_000), null),
      examineClock(NOW, toInstant(NOW + 119_000), null),
      examineClock(NOW, ago(5), 121_000),
      examineClock(NOW, null, -86_400_000),
    ].map(({ code }) => code)
    expect(states).toEqual(['clock-behind-the-log', 'clock-agrees', 'clock-behind-a-feed', 'clock-agrees'])
  })

  test('[OP7] looks at a mission while it is held and changes nothing in it', async () => {
    const keys = { signer: createExerciseSigner(cryptography), saltKey: exerciseSaltKey(cryptography) }
    const opened = await openMission({ folder, databaseUrl: null, keys, now: () => NOW, onLost: () => {} })
    if (!opened.ok) throw new Error('a fresh mission opens')
    const standing = await findMission(folder, null)
    if (!standing.ok) throw new Error('the mission is there')
    await opened.value.ledger.publishCheckpoint('public', NOW)
    const look = async (): Promise<readonly string[]> =>
      (await examineMission(folder, standing.value, null, NOW)).map(({ state, code }) => `${state} ${code}`)
    const held = await look()
    expect(held.filter((line) => !line.includes('space'))).toEqual([
      'fine mission-held',
      'fine keys-of-exercise',
      'fine tables-current',
      'fine clock-agrees',
      'fine checkpoint-recent',
      'fine queue-moving',
      'warning backup-none',
    ])
    await opened.value.close()
    writeFileSync(join(folder, 'last-backup'), '2026-06-24T05:00:00Z\n')
    const database = await openTables(standing.value.tables)
    await sql`insert into deliveries (idx, feed, original, name, bytes, received_ms, outcome) values (1, 'f', 'o', 'n', 1, ${ago(20)}, null)`.execute(
      database.writer,
    )
    await database.close()
    const free = await look()
    expect(free).toContain('fine mission-free')
    expect(free).toContain('fault queue-stuck')
    expect(free).toContain('fine backup-recent')
  })
})
