// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs'
import { join } from 'node:path'

import { buildCommand } from '@stricli/core'

import {
  archiveMission,
  ArchiveError,
  checkMission,
  createFolderOriginalStore,
  createNodeCryptography,
  findMission,
  LAST_BACKUP_FILE,
  loadMissionKeys,
  makeWritableFolder,
  openTables,
  restoreMission,
  writeDurably,
  writeFileWhole,
  type BackupManifest,
  type MissionCheck,
  type MissionKeys,
  type TablesAddress,
} from '#adapters'
import { readConfig } from '#config'
import type { VerifierKey } from '#evidence'
import { formatInstant, ok, problem, refuse, type Result } from '#kernel'

import { print, type CliContext } from './context.ts'
import { EXIT } from './exit-codes.ts'
import { hostClock } from './mission-access.ts'
import { failWith, problemText } from './problems.ts'

interface BackupFlags {
  readonly data: string
  readonly out: string
}

async function runBackup(this: CliContext, { data, out }: BackupFlags): Promise<void> {
  const config = readConfig()
  if (!config.ok) return failWith(this, 'No backup was made.', config.problems)
  const standing = await findMission(data, config.value.databaseUrl)
  if (!standing.ok) return failWith(this, 'No backup was made.', standing.problems)
  const now = hostClock()
  let manifest: BackupManifest | null = null
  await writeDurably(
    out,
    archiveMission(data, standing.value.tables, now, (made) => {
      manifest = made
    }),
  )
  const noted = await writeFileWhole(join(data, LAST_BACKUP_FILE), `${formatInstant(now)}\n`)
  if (!noted.ok) return failWith(this, `The backup is in ${out}, but it could not be noted.`, noted.problems)
  print(this, `${describeManifest(manifest!)} in ${out}`)
}

const describeManifest = ({ rows, originals, logs }: BackupManifest): string =>
  [
    `${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows`,
    `${originals} originals`,
    `public log ${logs.public === null ? 'without checkpoint' : `${logs.public.size} ${logs.public.root}`}`,
  ].join(', ')

interface RestoreFlags {
  readonly data: string
  readonly from: string
}

async function runRestore(this: CliContext, { data, from }: RestoreFlags): Promise<void> {
  const config = readConfig()
  if (!config.ok) return failWith(this, 'Nothing was restored.', config.problems)
  const writable = await makeWritableFolder(data)
  if (!writable.ok) return failWith(this, 'Nothing was restored.', writable.problems)
  const restored = await refusingDamage(from, () =>
    restoreMission(
      createReadStream(from),
      data,
      () => addressOf(data, config.value.databaseUrl),
      hostClock(),
    ),
  )
  if (!restored.ok) return failWith(this, 'Nothing was restored.', restored.problems)
  print(this, `Restored ${describeManifest(restored.value)}.`)
  await reportCheck(this, data)
}

/** Where the tables of the folder belong, once it says which mission it is. */
export async function addressOf(folder: string, databaseUrl: string | null): Promise<TablesAddress> {
  const standing = await findMission(folder, databaseUrl)
  if (!standing.ok) throw new ArchiveError('archive-damaged', 'the archive does not say which mission it is')
  return standing.value.tables
}

/** Bytes that are not what they should be are bad input, not a fault of ours. */
export async function refusingDamage<T>(path: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ArchiveError) return refuse(problem(path, error.code))
    throw error
  }
}

/** Checks a mission that nobody holds and says what holds; ends with the code of a failed verification where something does not. */
export async function reportCheck(context: CliContext, folder: string): Promise<void> {
  const check = await checkFolder(folder)
  if (!check.ok) return failWith(context, 'It could not be checked.', check.problems)
  const { records, tombstones, checkpoints, originals, problems } = check.value
  print(
    context,
    `Checked ${records} records (${tombstones} with their text destroyed), ${checkpoints} checkpoints, ${originals} originals.`,
  )
  if (problems.length === 0) return print(context, 'Everything is as it was signed.')
  for (const found of problems.slice(0, 20)) print(context, `  ${found.path}: ${problemText(found)}`)
  print(context, `${problems.length} things do not hold.`)
  context.process.exitCode = EXIT.verificationFailed
}

async function checkFolder(folder: string): Promise<Result<MissionCheck>> {
  const config = readConfig()
  if (!config.ok) return config
  const standing = await findMission(folder, config.value.databaseUrl)
  if (!standing.ok) return standing
  const cryptography = createNodeCryptography()
  const keys = await loadMissionKeys(cryptography, folder, config.value)
  if (!keys.ok) return keys
  const database = await openTables(standing.value.tables)
  try {
    return ok(
      await checkMission({
        db: database.reader,
        originals: createFolderOriginalStore(folder),
        cryptography,
        saltKey: keys.value.saltKey,
        verifierKeys: verifierKeysOf(keys.value),
      }),
    )
  } finally {
    await database.close()
  }
}

/** A mission without a keyring has had one signer. */
function verifierKeysOf({ keyring, signer }: MissionKeys): readonly VerifierKey[] {
  if (keyring === null) return [signer]
  return keyring.signers.map((one) => one.signer)
}

export const backupCommand = buildCommand<BackupFlags, [], CliContext>({
  func: runBackup,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' },
      out: { kind: 'parsed', parse: String, brief: 'File to write', placeholder: 'file' },
    },
  },
  docs: {
    brief: 'Write everything that a mission is into one file, while it is served or not',
    fullDescription: [
      'Writes tables, originals and sealed keys as of one moment into one tape archive, while the mission is served or not.',
      'The vault of human sources is not in it: what is withdrawn must not come back.',
      'The file holds personal data in clear: keep it as you keep the mission, or seal it with `handover seal`.',
      '',
      'Example',
      '  marsad backup --data mission --out mission.tar',
    ].join('\n'),
  },
})

export const restoreCommand = buildCommand<RestoreFlags, [], CliContext>({
  func: runRestore,
  parameters: {
    flags: {
      data: { kind: 'parsed', parse: String, brief: 'Empty folder for the mission', placeholder: 'folder' },
      from: { kind: 'parsed', parse: String, brief: 'File that a backup wrote', placeholder: 'file' },
    },
  },
  docs: {
    brief: 'Put a backup into an empty folder and check every digest, root and signature of it',
    fullDescription: [
      'Puts a backup into an empty folder, into the database that MARSAD_DATABASE_URL names or else into the folder, and checks it.',
      'Ends with code 1 where something is not as it was signed.',
      '',
      'Example',
      '  marsad restore --data restored --from mission.tar',
    ].join('\n'),
  },
})
