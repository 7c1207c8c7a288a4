// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Sqlite from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'

import { exerciseSaltKey } from '#evidence'
import { digestOf, toInstant } from '#kernel'

import { checkMission } from '../../backup/check-mission.ts'
import { openMission } from '../../mission/index.ts'
import { missionPaths, prepareMissionFolder } from '../../mission/mission-folder.ts'
import { createNodeCryptography } from '../../node-cryptography.ts'
import { createExerciseSigner } from '../../signing-keys.ts'
import { MIGRATIONS } from './index.ts'

const FIXTURE = join(import.meta.dirname, '../../../../test/fixtures/migrations/0001-first-tables.sql')
const NOW = toInstant(Date.UTC(2026, 6, 1))
const folder = mkdtempSync(join(tmpdir(), 'marsad-migrations-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('[LG12] tables of the first step come forward with all they hold, and go on from there', async () => {
  await prepareMissionFolder(folder, true)
  const tables = new Sqlite(missionPaths(folder).database)
  tables.exec(readFileSync(FIXTURE, 'utf8'))
  tables.close()
  const cryptography = createNodeCryptography()
  const signer = createExerciseSigner(cryptography)
  const saltKey = exerciseSaltKey(cryptography)
  const opened = await openMission({
    folder,
    databaseUrl: null,
    keys: { signer, saltKey },
    now: () => NOW,
    onLost: () => {},
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  const mission = opened.value
  try {
    const applied = await mission.database.reader.selectFrom('migrations').select('number').execute()
    expect(applied).toHaveLength(MIGRATIONS.length)
    expect(await mission.queries.feeds()).toMatchObject([{ id: 'firms', originals: 1 }])
    const everything = {
      reader: { kind: 'installation' },
      interval: { from: null, to: null },
      area: null,
    } as const
    const found = []
    for (const kind of ['observation', 'incident'] as const) {
      for await (const { id } of mission.queries.stream(kind, { ...everything, asOf: null })) found.push(id)
    }
    expect(found).toEqual([digestOf('observation'), digestOf('incident')])
    const figures = []
    for await (const one of mission.queries.streamIncidentBriefs(
      { ...everything, asOf: null },
      'latest-first',
    ))
      figures.push(one.figures)
    expect(figures).toEqual([{ uncertaintyMeters: null, hypothesis: null, probability: 0.5 }])
    const size = await mission.ledger.sizeOf('public')
    await mission.feeds.acknowledge({
      feed: 'firms',
      original: digestOf('another original'),
      bytes: 1,
      receivedAt: NOW,
    })
    expect(await mission.ledger.sizeOf('public')).toBe(size + 1)
    const { records, problems } = await checkMission({
      db: mission.database.reader,
      originals: mission.originals,
      cryptography,
      saltKey,
      verifierKeys: [],
    })
    expect(records).toBeGreaterThan(size)
    const inTheLog = problems.filter(
      ({ code }) => code !== 'original-missing' && code !== 'checkpoint-unsigned',
    )
    expect(inTheLog).toEqual([])
  } finally {
    await mission.close()
  }
})
