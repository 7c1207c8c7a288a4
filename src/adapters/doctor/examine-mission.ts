// SPDX-License-Identifier: Apache-2.0
import { readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'

import { sql } from 'kysely'

import type { LogName } from '#evidence'
import { parseInstant, toInstant, type Instant } from '#kernel'

import { openTables } from '../backup/index.ts'
import { holdSqlite, type Database } from '../database/index.ts'
import { MIGRATIONS } from '../database/migrations/index.ts'
import { readKeyringFile, type KeyringFile } from '../keyring/index.ts'
import { missionPaths, type StandingMission } from '../mission/index.ts'
import {
  examineBackup,
  examineCheckpoint,
  examineClock,
  examineKeys,
  examineQueue,
  examineSpace,
  examineSteps,
  type Finding,
} from './examination.ts'

/** Written beside a mission when a backup of it was finished: the moment, as RFC 3339. */
export const LAST_BACKUP_FILE = 'last-backup'

/** Whether the keyring opens; null where nobody gave what would open it. */
export type OpensKeyring = ((file: KeyringFile) => boolean) | null

/** Looks at a mission, served or not, without changing anything in it. */
export async function examineMission(
  folder: string,
  { identity, tables }: StandingMission,
  opens: OpensKeyring,
  now: Instant,
): Promise<readonly Finding[]> {
  const { bavail, bsize } = await statfs(folder)
  const isServed = isHeld(folder)
  const database = await openTables(tables)
  try {
    return [
      { state: 'fine', code: isServed ? 'mission-held' : 'mission-free', params: { mission: identity.id } },
      examineSpace(bavail * bsize),
      await examineKeyring(folder, identity.exercise, opens, now),
      ...(await examineTables(database, now, isServed)),
      examineBackup(await lastBackup(folder), now, identity.exercise),
    ]
  } finally {
    await database.close()
  }
}

function isHeld(folder: string): boolean {
  const hold = holdSqlite(missionPaths(folder).lock)
  if (hold === null) return true
  void hold.release()
  return false
}

async function examineKeyring(
  folder: string,
  exercise: boolean,
  opens: OpensKeyring,
  now: Instant,
): Promise<Finding> {
  if (exercise) return examineKeys('exercise', null, now)
  const file = await readKeyringFile(folder)
  if (!file.ok) {
    const isMissing = file.problems.some(({ code }) => code === 'keyring-missing')
    return examineKeys(isMissing ? 'environment' : 'unreadable', null, now)
  }
  if (opens === null) return examineKeys('keyring-locked', null, now)
  if (!opens(file.value)) return examineKeys('unreadable', null, now)
  const current = file.value.keys.find((key) => key.purpose === 'signing' && key.state === 'current')
  return examineKeys('keyring', current === undefined ? null : toInstant(Date.parse(current.createdAt)), now)
}

async function examineTables(
  { reader }: Database,
  now: Instant,
  isServed: boolean,
): Promise<readonly Finding[]> {
  const steps = await sql<{ value: number }>`select count(*) as value from migrations`.execute(reader)
  const waiting = await sql<{ count: number; oldest: number | null }>`
    select count(*) as count, min(received_ms) as oldest from deliveries where outcome is null`.execute(
    reader,
  )
  const lastCheckpoint = await newestOf(reader, sql`select max(at_ms) as value from checkpoints`)
  const { count = 0, oldest = null } = waiting.rows[0] ?? {}
  return [
    examineSteps(steps.rows[0]?.value ?? 0, MIGRATIONS.length),
    await examineMissionClock(reader, now),
    examineCheckpoint(lastCheckpoint, now, isServed),
    examineQueue(count, oldest === null ? null : toInstant(oldest), now),
  ]
}

/** This machine's clock against what stands in the tables; cheap enough to be asked while the mission is served. */
export async function examineMissionClock(reader: Database['reader'], now: Instant): Promise<Finding> {
  const lastOf = (log: LogName) =>
    newestOf(
      reader,
      sql`select known_ms as value from log_records where log = ${log} order by idx desc limit 1`,
    )
  const known = [await lastOf('public'), await lastOf('internal')].filter((at) => at !== null)
  const lastReceived = await newestOf(reader, sql`select max(received_ms) as value from deliveries`)
  const lastObserved = await newestOf(reader, sql`select max(start_ms) as value from observations`)
  return examineClock(
    now,
    known.length === 0 ? null : toInstant(Math.max(...known)),
    lastObserved === null || lastReceived === null ? null : lastObserved - lastReceived,
  )
}

async function newestOf(
  reader: Database['reader'],
  query: ReturnType<typeof sql<{ value: number | null }>>,
): Promise<Instant | null> {
  const value = (await query.execute(reader)).rows[0]?.value ?? null
  return value === null ? null : toInstant(value)
}

async function lastBackup(folder: string): Promise<Instant | null> {
  const text = await readFile(join(folder, LAST_BACKUP_FILE), 'utf8').catch(() => null)
  const read = text === null ? null : parseInstant(text.trim())
  return read?.ok === true ? read.value : null
}
