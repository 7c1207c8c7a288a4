// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import {
  createDigester,
  digestOf,
  ok,
  problem,
  refuse,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'

import { makeDurable } from '../durable-files.ts'
import { makeFolder } from '../made-folder.ts'
import { parseRow } from './row-lines.ts'
import { createRestoredTables, type RestoredTables } from './restored-tables.ts'
import type { TablesAddress } from './table-source.ts'
import { ArchiveError, readArchive } from './tar.ts'
import { BACKUP_SCHEMA, MANIFEST_PATH, type BackupManifest } from './write-backup.ts'

const MANIFEST_BYTES = 512 * 1024 * 1024

/**
 * Puts a backup into an empty folder and fresh tables, then brings these to this program's version. `addressOf` is asked once the
 * folder says which mission it is. Problems: `folder-not-empty`, `tables-not-empty`, `backup-incomplete` (its manifest does not fit
 * what came), `backup-from-a-later-version`. Throws ArchiveError where the archive is cut or damaged; a folder that was begun is left
 * empty again.
 */
export async function restoreMission(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  addressOf: () => Promise<TablesAddress>,
  now: Instant,
): Promise<Result<BackupManifest>> {
  await makeFolder(folder, 0o700)
  if ((await readdir(folder)).length > 0) return refuse(problem(folder, 'folder-not-empty'))
  const tables = createRestoredTables(addressOf, now)
  let restored: Result<BackupManifest> | null = null
  try {
    restored = await unpack(archive, folder, tables)
    if (restored.ok) await tables.finish()
    return restored
  } finally {
    await tables.close()
    if (restored?.ok !== true) {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true })
    }
  }
}

async function unpack(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  tables: RestoredTables,
): Promise<Result<BackupManifest>> {
  const found: { readonly path: string; readonly digest: Digest }[] = []
  const rows: Record<string, number> = {}
  let manifest: BackupManifest | null = null
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
    const list = content.toString('utf8').split('\n').slice(0, -1).map(parseRow)
    found.push({ path, digest: digestOf(content) })
    rows[table] = (rows[table] ?? 0) + list.length
    const taken = await tables.take(table, list)
    if (!taken.ok) return taken
  }
  await makeDurable([folder])
  if (manifest === null || !fits(manifest, found, rows)) return refuse(problem(folder, 'backup-incomplete'))
  return ok(manifest)
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
