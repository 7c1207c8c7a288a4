// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { originalPath, type LogName, type LogState } from '#evidence'
import { createDigester, digestOf, formatInstant, type Digest, type Instant } from '#kernel'

import { makeDurable } from '../durable-files.ts'
import { createFolderOriginalStore } from '../folder-originals.ts'
import { formatRow } from './row-lines.ts'
import { openTableSource, type TableSource, type TablesAddress } from './table-source.ts'
import { writeArchive, type ArchiveEntry } from './tar.ts'

export const BACKUP_SCHEMA = 'marsad/backup@1'
export const MANIFEST_PATH = 'backup.json'

/** The last file of a backup: what it must hold to be whole. */
export interface BackupManifest {
  readonly schema: typeof BACKUP_SCHEMA
  readonly madeAt: string
  /** Published state of each log at that moment; null before the first checkpoint. */
  readonly logs: Readonly<Record<LogName, LogState | null>>
  readonly rows: Readonly<Record<string, number>>
  readonly originals: number
  /** Every other file with the digest of its bytes, in order. */
  readonly files: readonly { readonly path: string; readonly digest: Digest }[]
}

/** A part of a table is gathered in memory before its length is written. */
const PART_BYTES = 4 * 1024 * 1024

/**
 * The mission as an archive while others go on writing: tables as of one moment, then every original that they speak of, the sealed
 * keys, and a manifest. Nothing of the vault: what is withdrawn from it must not come back. `finished` is called with the manifest when all has been given out.
 */
export async function* archiveMission(
  folder: string,
  address: TablesAddress,
  now: Instant,
  finished: (manifest: BackupManifest) => void,
): AsyncGenerator<Uint8Array> {
  const source = await openTableSource(address)
  try {
    yield* writeArchive(missionFiles(folder, source, now, finished))
  } finally {
    await source.close()
  }
}

async function* missionFiles(
  folder: string,
  source: TableSource,
  now: Instant,
  finished: (manifest: BackupManifest) => void,
): AsyncGenerator<ArchiveEntry> {
  const files: { readonly path: string; readonly digest: Digest }[] = []
  const rows: Record<string, number> = {}
  const logs: Record<LogName, LogState | null> = { public: null, internal: null }
  const whole = (path: string, bytes: Uint8Array): ArchiveEntry => {
    files.push({ path, digest: digestOf(bytes) })
    return { path, bytes: bytes.length, chunks: [bytes] }
  }
  for (const path of await settingsOf(folder)) yield whole(path, await readFile(join(folder, path)))
  // The steps that made the tables come first, so that whoever restores makes them alike.
  for (const table of ['migrations', ...source.tables.filter((name) => name !== 'migrations')]) {
    rows[table] = 0
    let part = 0
    let lines: string[] = []
    let length = 0
    const take = (): ArchiveEntry => {
      part += 1
      const bytes = Buffer.from(lines.join(''))
      lines = []
      length = 0
      return whole(`tables/${table}/${String(part).padStart(6, '0')}.ndjson`, bytes)
    }
    for await (const row of source.rows(table)) {
      rows[table] += 1
      if (table === 'checkpoints') noteCheckpoint(logs, row)
      const line = formatRow(row)
      lines.push(line)
      length += line.length
      if (length >= PART_BYTES) yield take()
    }
    if (lines.length > 0) yield take()
  }
  // An original is on the disk before the record that names it, so those listed after the tables hold all that these speak of.
  const originals = createFolderOriginalStore(folder)
  let count = 0
  for (const digest of await originals.list()) {
    const path = originalPath(digest)
    const { size } = await stat(join(folder, path))
    const digester = createDigester()
    yield { path, bytes: size, chunks: watched(createReadStream(join(folder, path)), digester.update) }
    files.push({ path, digest: digester.finish() })
    count += 1
  }
  const manifest: BackupManifest = {
    schema: BACKUP_SCHEMA,
    madeAt: formatInstant(now),
    logs,
    rows,
    originals: count,
    files,
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest)}\n`)
  yield { path: MANIFEST_PATH, bytes: bytes.length, chunks: [bytes] }
  finished(manifest)
}

/** Writes the archive to a file that appears whole or not at all, for its owner alone. */
export async function writeDurably(out: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const growing = `${out}.part`
  await rm(growing, { force: true })
  const handle = await open(growing, 'wx', 0o600)
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk)
    await handle.sync()
  } catch (error) {
    await rm(growing, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  await rename(growing, out)
  await makeDurable([dirname(out)])
}

/** What a mission folder holds beside tables and originals; sockets and locks are of this machine alone. */
async function settingsOf(folder: string): Promise<readonly string[]> {
  const top = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(json|yaml)$/.test(entry.name))
    .map(({ name }) => name)
  const keys = await readdir(join(folder, 'keys')).catch(() => [])
  return [...top.sort(), ...keys.filter((name) => name.endsWith('.json')).map((name) => `keys/${name}`)]
}

function noteCheckpoint(
  logs: Record<LogName, LogState | null>,
  row: Readonly<Record<string, unknown>>,
): void {
  const { log, size, root } = row as unknown as LogState & { readonly log: LogName }
  const known = logs[log]
  if (known === null || known.size < size) logs[log] = { size, root }
}

async function* watched(
  source: AsyncIterable<Uint8Array>,
  see: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    see(chunk)
    yield chunk
  }
}
