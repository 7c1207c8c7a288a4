// SPDX-License-Identifier: Apache-2.0
import type { OriginalStore } from '#evidence'
import { ok, problem, refuse, type Instant, type Result } from '#kernel'
import { NO_LOCALITIES, type Localities } from '#releasability'
import type { DeskQueries } from '#reports'
import type { ProceedingQueries } from '#responses'

import {
  ACCOUNT_PROJECTIONS,
  createAudienceSets,
  createDeskQueries,
  createFeeds,
  createProceedingQueries,
  DatabaseError,
  FEED_PROJECTIONS,
  holdPostgres,
  holdSqlite,
  itemProjections,
  migrate,
  NOTICE_PROJECTIONS,
  openLedger,
  openPostgres,
  openSqlite,
  proceedingProjections,
  SILENCE_PROJECTIONS,
  type AudienceSets,
  type Database,
  type DatabaseLedger,
  type Feeds,
  type Hold,
} from '../database/index.ts'
import type { EvidenceKeys } from '../evidence-keys.ts'
import { createFolderOriginalStore } from '../folder-originals.ts'
import { createNodeCryptography } from '../node-cryptography.ts'
import { createCoarseRules } from './coarse-rules.ts'
import {
  missionPaths,
  prepareMissionFolder,
  removeUnfinishedOriginals,
  schemaOf,
  type MissionIdentity,
} from './mission-folder.ts'

/** A mission held by this process alone: what everything that stands on it is made of. */
export interface Mission {
  readonly folder: string
  readonly identity: MissionIdentity
  readonly database: Database
  readonly ledger: DatabaseLedger
  readonly audienceSets: AudienceSets
  readonly originals: OriginalStore
  readonly queries: DeskQueries
  readonly proceedings: ProceedingQueries
  readonly feeds: Feeds
  readonly exercise: boolean
  now(): Instant
  /** Ends what is under way and lets the mission go. */
  close(): Promise<void>
}

export interface MissionOptions {
  readonly folder: string
  /** Address of a PostgreSQL database; null keeps the tables in the folder. */
  readonly databaseUrl: string | null
  readonly keys: EvidenceKeys
  /** The places by which others are told where something was; without any, what is guarded stays inside. */
  readonly localities?: Localities
  now(): Instant
  /** Hears that the database took the mission from this process: it must end. */
  onLost(): void
}

/**
 * Opens a mission, making it where it is not there, and holds it until `close` or the end of the process. Problems: `mission-in-use`,
 * `mission-from-a-later-version`, `mission-file-unreadable`, `mission-is-an-exercise`, `mission-is-live`.
 */
export async function openMission(options: MissionOptions): Promise<Result<Mission>> {
  const { folder, databaseUrl, keys, now } = options
  const identity = await prepareMissionFolder(folder, keys.signer.exercise)
  if (!identity.ok) return identity
  const hold = await holdMission(options, identity.value)
  if (hold === null) return refuse(problem('--data', 'mission-in-use', { folder }))
  let database: Database | null = null
  try {
    database =
      databaseUrl === null
        ? openSqlite(missionPaths(folder).database)
        : await openPostgres(databaseUrl, schemaOf(identity.value))
    await migrate(database, now())
    await removeUnfinishedOriginals(folder)
    return ok(await assemble(options, identity.value, database, hold, keys))
  } catch (error) {
    await database?.close()
    await hold.release()
    if (error instanceof DatabaseError && error.code === 'from-a-later-version') {
      return refuse(problem('--data', 'mission-from-a-later-version', { folder }))
    }
    throw error
  }
}

function holdMission(
  { folder, databaseUrl, onLost }: MissionOptions,
  identity: MissionIdentity,
): Promise<Hold | null> {
  // Held in the folder in either case: originals lie there.
  const inFolder = holdSqlite(missionPaths(folder).lock)
  if (inFolder === null || databaseUrl === null) return Promise.resolve(inFolder)
  return holdPostgres(databaseUrl, schemaOf(identity), onLost).then(
    async (inDatabase) => {
      if (inDatabase === null) {
        await inFolder.release()
        return null
      }
      return {
        async release() {
          await inDatabase.release()
          await inFolder.release()
        },
      }
    },
    async (error: unknown) => {
      await inFolder.release()
      throw error
    },
  )
}

async function assemble(
  { folder, now, localities = NO_LOCALITIES }: MissionOptions,
  identity: MissionIdentity,
  database: Database,
  hold: Hold,
  { signer, saltKey }: EvidenceKeys,
): Promise<Mission> {
  const cryptography = createNodeCryptography()
  const audienceSets = createAudienceSets()
  const rules = createCoarseRules(cryptography, saltKey, localities)
  const ledger = await openLedger(database, {
    cryptography,
    saltKey,
    signers: { public: signer, internal: { ...signer, name: `${signer.name}/internal` } },
    audienceSets,
    projections: {
      ...FEED_PROJECTIONS,
      ...SILENCE_PROJECTIONS,
      'agreement-adopted': ({ record }) => rules.follow(record),
      ...itemProjections(rules, audienceSets),
      ...ACCOUNT_PROJECTIONS,
      ...NOTICE_PROJECTIONS,
      ...proceedingProjections(audienceSets),
    },
    now,
  })
  for await (const { content } of ledger.entries('public', { kinds: ['agreement-adopted'] })) {
    if (content.kind === 'record') rules.follow(content.record)
  }
  return {
    folder,
    identity,
    database,
    ledger,
    audienceSets,
    originals: createFolderOriginalStore(folder),
    queries: createDeskQueries(database, ledger, audienceSets),
    proceedings: createProceedingQueries(database, ledger, audienceSets),
    feeds: createFeeds(database, ledger),
    exercise: signer.exercise,
    now,
    async close() {
      await ledger.close()
      await database.close()
      await hold.release()
    },
  }
}
