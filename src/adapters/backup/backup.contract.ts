// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'

import { cryptography, exerciseSigner, sampleRecord } from '../../../test/evidence/sample-bundle.ts'
import { exerciseSaltKey, originalPath } from '#evidence'
import { toInstant, type Digest } from '#kernel'

import {
  createAudienceSets,
  migrate,
  openLedger,
  openPostgres,
  openSqlite,
  type Database,
} from '../database/index.ts'
import { createFolderOriginalStore } from '../folder-originals.ts'
import { checkMission, type MissionCheck } from './check-mission.ts'
import { restoreMission } from './restore-backup.ts'
import { openTableSource, type TablesAddress } from './table-source.ts'
import { archiveMission, writeDurably, type BackupManifest } from './write-backup.ts'

const NOW = toInstant(Date.UTC(2026, 5, 24, 6))
const saltKey = exerciseSaltKey(cryptography)

const openTables = (address: TablesAddress): Promise<Database> =>
  address.kind === 'sqlite'
    ? Promise.resolve(openSqlite(address.file))
    : openPostgres(address.url, address.schema)

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

async function contentsOf(address: TablesAddress): Promise<Readonly<Record<string, unknown>>> {
  const source = await openTableSource(address)
  const tables: Record<string, unknown[]> = {}
  for (const table of source.tables) {
    tables[table] = []
    for await (const row of source.rows(table)) tables[table].push(row)
  }
  await source.close()
  return tables
}

/** The drill: a mission is written to while it is backed up, and what is restored from the file verifies. */
export function describeBackup(name: string, freshAddress: (folder: string) => TablesAddress): void {
  const place = mkdtempSync(join(tmpdir(), 'marsad-backup-'))
  let count = 0
  const freshFolder = (): string => join(place, `mission-${(count += 1)}`)
  afterAll(() => rmSync(place, { recursive: true, force: true }))

  const check = async (folder: string, address: TablesAddress): Promise<MissionCheck> => {
    const database = await openTables(address)
    try {
      return await checkMission({
        db: database.reader,
        originals: createFolderOriginalStore(folder),
        cryptography,
        saltKey,
        verifierKeys: [exerciseSigner],
      })
    } finally {
      await database.close()
    }
  }

  /** A mission with two originals, 150 records in two logs, one forgotten text, and two checkpoints. */
  const makeMission = async (): Promise<{ folder: string; address: TablesAddress; original: Digest }> => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'keys'), { recursive: true })
    writeFileSync(join(folder, 'mission.json'), '{"mission":"sample"}\n')
    writeFileSync(join(folder, 'keys', 'keyring.json'), '{}\n')
    const originals = createFolderOriginalStore(folder)
    const { digest: original } = await originals.put(chunksOf('first', ' original'))
    await originals.put(chunksOf('second'))
    const address = freshAddress(folder)
    const database = await openTables(address)
    await migrate(database, NOW)
    const ledger = await openLedger(database, {
      cryptography,
      saltKey,
      audienceSets: createAudienceSets(),
      projections: {},
      now: () => NOW,
      signers: {
        public: exerciseSigner,
        internal: { ...exerciseSigner, name: `${exerciseSigner.name}/internal` },
      },
    })
    for (let n = 0; n < 150; n += 1) {
      await ledger.write(async (turn) => {
        const record = sampleRecord('received', { n, text: 'Бахмут مرصد', original }, ['mechanism'])
        await turn.append(n % 3 === 0 ? 'internal' : 'public', record)
      })
      if (n === 70) await ledger.publishCheckpoint('public', NOW)
    }
    await ledger.forget('internal', 7)
    await ledger.publishCheckpoint('public', NOW)
    await ledger.publishCheckpoint('internal', NOW)
    await ledger.close()
    await database.close()
    return { folder, address, original }
  }

  const backUp = async (folder: string, address: TablesAddress, out: string): Promise<BackupManifest> => {
    let manifest: BackupManifest | null = null
    await writeDurably(
      out,
      archiveMission(folder, address, NOW, (made) => {
        manifest = made
      }),
    )
    return manifest!
  }

  const restore = (out: string, folder: string, address: TablesAddress): ReturnType<typeof restoreMission> =>
    restoreMission(chunksOfFile(out), folder, () => Promise.resolve(address), NOW)

  async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array> {
    const bytes = readFileSync(path)
    for (let at = 0; at < bytes.length; at += 60_000)
      yield await Promise.resolve(bytes.subarray(at, at + 60_000))
  }

  describe(`backup and restore on ${name}`, () => {
    test('[OP5] a restored copy holds the same rows, files, roots and digests, and verifies', async () => {
      const { folder, address } = await makeMission()
      const out = join(place, 'whole.tar')
      const manifest = await backUp(folder, address, out)
      expect([manifest.logs.public?.size, manifest.logs.internal?.size, manifest.originals]).toEqual([
        128, 64, 2,
      ])
      const copy = freshFolder()
      const copyAddress = freshAddress(copy)
      expect(await restore(out, copy, copyAddress)).toMatchObject({ ok: true, value: manifest })
      expect(await contentsOf(copyAddress)).toEqual(await contentsOf(address))
      expect(readFileSync(join(copy, 'mission.json'), 'utf8')).toBe('{"mission":"sample"}\n')
      expect(await check(copy, copyAddress)).toEqual({
        records: 192,
        tombstones: 1,
        checkpoints: 3,
        originals: 2,
        problems: [],
      })
    })

    test('[OP5] a backup shows the tables as of one moment while others write on', async () => {
      const { address } = await makeMission()
      const before = await contentsOf(address)
      const source = await openTableSource(address)
      const database = await openTables(address)
      await sql`delete from checkpoints`.execute(database.writer)
      await database.close()
      const seen: unknown[] = []
      for await (const row of source.rows('checkpoints')) seen.push(row)
      await source.close()
      expect(seen).toEqual(before['checkpoints'])
      expect((await contentsOf(address))['checkpoints']).toEqual([])
    })

    test('[OP5] goes into an empty folder only, and leaves none half filled', async () => {
      const { folder, address } = await makeMission()
      const out = join(place, 'cut.tar')
      await backUp(folder, address, out)
      expect(await restore(out, folder, freshAddress(freshFolder()))).toMatchObject({
        ok: false,
        problems: [{ code: 'folder-not-empty' }],
      })
      expect(await restore(out, freshFolder(), address)).toMatchObject({
        ok: false,
        problems: [{ code: 'tables-not-empty' }],
      })
      const bytes = readFileSync(out)
      const cut = join(place, 'cut-off.tar')
      writeFileSync(cut, bytes.subarray(0, bytes.length - 8_192))
      const copy = freshFolder()
      await expect(restore(cut, copy, freshAddress(copy))).rejects.toThrow('too early')
      const changed = Buffer.from(bytes)
      const at = changed.indexOf('first original')
      changed[at] = changed[at]! ^ 1
      writeFileSync(cut, changed)
      expect(await restore(cut, copy, freshAddress(freshFolder()))).toMatchObject({
        ok: false,
        problems: [{ code: 'backup-incomplete' }],
      })
    })

    test('[OP6] a check names what was changed, left out or never signed', async () => {
      const { folder, address, original } = await makeMission()
      const database = await openTables(address)
      await sql`update log_records set record = replace(record, 'Бахмут', 'Лиман') where log = 'public' and idx = 3`.execute(
        database.writer,
      )
      await sql`update checkpoints set root = ${'ab'.repeat(32)} where log = 'internal'`.execute(
        database.writer,
      )
      await database.close()
      writeFileSync(join(folder, originalPath(original)), 'another')
      const { problems } = await check(folder, address)
      expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
        'public/3 record-changed',
        'internal/checkpoints/64 root-does-not-fit',
        `originals/${original} original-changed`,
      ])
      rmSync(join(folder, originalPath(original)))
      expect((await check(folder, address)).problems.at(-1)).toMatchObject({ code: 'original-missing' })
    })
  })
}
