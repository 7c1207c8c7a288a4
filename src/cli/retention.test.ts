// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { checkMission, createNodeCryptography, openMission } from '#adapters'
import { exerciseSaltKey } from '#evidence'
import { DAY_MS, toInstant } from '#kernel'

import { exerciseSigner, sampleRecord } from '../../test/evidence/sample-bundle.ts'
import { originalsDueIn, removeOriginals } from './retention.ts'

test('[OP8] removed bytes leave a mission that verifies, with the removal on record', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'marsad-retention-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const cryptography = createNodeCryptography()
  const saltKey = exerciseSaltKey(cryptography)
  const state = { now: toInstant(Date.UTC(2026, 0, 1)) }
  const opened = await openMission({
    folder,
    databaseUrl: null,
    keys: { signer: exerciseSigner, saltKey },
    now: () => state.now,
    onLost: () => {},
  })
  if (!opened.ok) throw new Error('a fresh mission opens')
  const mission = opened.value
  const { digest } = await mission.originals.put(
    (async function* () {
      yield await Promise.resolve(Buffer.from('a frame'))
    })(),
  )
  await mission.ledger.write(async (turn) => {
    await turn.append('public', sampleRecord('told', { original: digest }, ['mechanism']))
    await turn.query((db) =>
      db
        .insertInto('deliveries')
        .values({
          idx: 0,
          feed: 'camera-1',
          original: digest,
          name: 'f',
          bytes: 7,
          received_ms: state.now,
          outcome: 'read',
        })
        .execute(),
    )
  })
  const rules = {
    schema: 'marsad/retention@1' as const,
    rules: [{ id: 'cameras', feed: 'camera-1', keepDays: 30, reason: 'contract' }],
    hold: [],
  }
  expect(await originalsDueIn(mission, rules)).toEqual([])
  state.now = toInstant(state.now + 30 * DAY_MS)
  const due = await originalsDueIn(mission, rules)
  await removeOriginals(mission, due)
  await mission.ledger.publishCheckpoint('public', state.now)
  expect([due.length, await mission.originals.has(digest), await originalsDueIn(mission, rules)]).toEqual([
    1,
    false,
    [],
  ])
  const check = await checkMission({
    db: mission.database.reader,
    originals: mission.originals,
    cryptography,
    saltKey,
    verifierKeys: [exerciseSigner],
  })
  await mission.close()
  expect(check.problems).toEqual([])
})
