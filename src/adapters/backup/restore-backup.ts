// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { sql, type Kysely } from 'kysely'

import { createDigester, ok, problem, refuse, type Digest, type Instant, type Result } from '#kernel'

import { migrate, openPostgres, openSqlite, type Database, type Tables } from '../database/index.ts'
import { MIGRATIONS } from '../database/migrations/index.ts'
import { makeDurable } from '../durable-files.ts'
import { parseRow } from './row-lines.ts'
import type { TableRow, TablesAddress } from './table-source.ts'
import { ArchiveError, readArchive } from './tar.ts'
import { BACKUP_SCHEMA, MANIFEST_PATH, type BackupManifest } from './write-backup.ts'

/** Below the number of parameters that either database takes in one statement. */
const MOST_PARAMETERS = 10_000
const MANIFEST_BYTES = 512 * 1024 * 1024

/**
 * Puts a backup into an empty folder and fresh tables, then brings these to this program's version. Problems: `folder-not-empty`, `tables-not-empty`,
 * `backup-incomplete` (its manifest does not fit what came), `backup-from-a-later-version`. Throws ArchiveError where the archive is
 * cut or damaged; a folder that was begun is left empty again.
 */
export async function restoreMission(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  address: TablesAddress,
  now: Instant,
): Promise<Result<BackupManifest>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) return refuse(problem(folder, 'folder-not-empty'))
  const database = await openTables(address)
  if ((await tablesOf(database, address)).length > 0) {
    await database.close()
    return refuse(problem(folder, 'tables-not-empty'))
  }
  let restored: Result<BackupManifest> | null = null
  try {
    restored = await unpack(archive, folder, database, address)
    if (restored.ok) await migrate(database, now)
    return restored
  } finally {
    await database.close()
    if (restored?.ok !== true) {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
    }
  }
}

const openTables = (address: TablesAddress): Promise<Database> =>
  address.kind === 'sqlite'
    ? Promise.resolve(openSqlite(address.file))
    : openPostgres(address.url, address.schema)

/** A server has the tables of other missions beside ours. */
async function tablesOf({ writer }: Database, address: TablesAddress): Promise<readonly string[]> {
  const tables = await writer.introspection.getTables()
  return tables
    .filter(({ schema }) => address.kind === 'sqlite' || schema === address.schema)
    .map(({ name }) => name)
}

async function unpack(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  database: Database,
  address: TablesAddress,
): Promise<Result<BackupManifest>> {
  const found: { readonly path: string; readonly digest: Digest }[] = []
  const rows: Record<string, number> = {}
  let manifest: BackupManifest | null = null
  let isReady = false
  for await (const { path, bytes, chunks } of readArchive(archive)) {
    if (manifest !== null) throw new ArchiveError('archive-damaged', 'something follows the manifest')
    if (path === MANIFEST_PATH) {
      if (bytes > MANIFEST_BYTES) throw new ArchiveError('archive-damaged', 'the manifest is too long')
      manifest = parseManifest(await gather(chunks))
      continue
    }
    const table = /^tables\/([a-z_]+)\/\d{6}\.ndjson$/.exec(path)?.[1]
    if (table === undefined) {
      found.push({ path, digest: await writeFile(join(folder, path), chunks) })
      continue
    }
    const content = await gather(chunks)
    const digester = createDigester()
    digester.update(content)
    found.push({ path, digest: digester.finish() })
    const list = content.toString('utf8').split('\n').slice(0, -1).map(parseRow)
    rows[table] = (rows[table] ?? 0) + list.length
    // The steps come first: they say of which shape everything after them is.
    if (isReady === (table === 'migrations')) throw new ArchiveError('archive-damaged', 'tables out of order')
    if (table === 'migrations') {
      const unknown = await makeTables(database, address, list)
      if (unknown !== null) return refuse(problem(path, 'backup-from-a-later-version', { step: unknown }))
      isReady = true
    } else {
      await insertRows(database.writer, table, list)
    }
  }
  await makeDurable([folder])
  if (manifest === null || !isReady || !fits(manifest, found, rows)) {
    return refuse(problem(folder, 'backup-incomplete'))
  }
  return ok(manifest)
}

/** Tables as they were when the backup was made, empty; the name of a step that this program does not know, or null. */
async function makeTables(
  database: Database,
  address: TablesAddress,
  applied: readonly TableRow[],
): Promise<string | null> {
  const steps = [...applied].sort((a, b) => Number(a['number']) - Number(b['number']))
  for (const [at, { name }] of steps.entries()) {
    if (MIGRATIONS[at]?.name !== name) return String(name)
  }
  await migrate(database, Number(steps[0]?.['applied_ms'] ?? 0) as Instant, MIGRATIONS.slice(0, steps.length))
  // What the steps themselves put in comes again with the rows.
  for (const name of await tablesOf(database, address))
    await sql`delete from ${sql.table(name)}`.execute(database.writer)
  await insertRows(database.writer, 'migrations', steps)
  return null
}

async function insertRows(db: Kysely<Tables>, table: string, rows: readonly TableRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const step = Math.max(1, Math.floor(MOST_PARAMETERS / Math.max(1, columns.length)))
  await db.transaction().execute(async (transaction) => {
    for (let at = 0; at < rows.length; at += step) {
      const values = rows
        .slice(at, at + step)
        .map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`)
      const names = sql.join(columns.map((column) => sql.ref(column)))
      await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(transaction)
    }
  })
}

function fits(
  manifest: BackupManifest,
  found: readonly { readonly path: string; readonly digest: Digest }[],
  rows: Readonly<Record<string, number>>,
): boolean {
  return (
    found.length === manifest.files.length &&
    found.every(
      ({ path, digest }, at) =>
        manifest.files[at]?.path === path &&
        manifest.files[at].digest === digest &&
        (!path.startsWith('originals/') || path.endsWith(`/${digest}`)),
    ) &&
    Object.entries(manifest.rows).every(([table, count]) => (rows[table] ?? 0) === count)
  )
}

function parseManifest(bytes: Buffer): BackupManifest {
  try {
    const read = JSON.parse(bytes.toString('utf8')) as BackupManifest
    if (read.schema === BACKUP_SCHEMA && Array.isArray(read.files)) return read
  } catch {
    // Said below.
  }
  throw new ArchiveError('archive-damaged', 'the manifest of the backup cannot be read')
}

async function writeFile(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Digest> {
  const digester = createDigester()
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of chunks) {
      digester.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return digester.finish()
}

async function gather(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  const list: Uint8Array[] = []
  for await (const chunk of chunks) list.push(chunk)
  return Buffer.concat(list)
}
