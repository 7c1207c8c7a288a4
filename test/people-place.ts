// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  ACCOUNT_PROJECTIONS,
  createAudienceSets,
  createCredentialSafe,
  createPasskeys,
  createPasswords,
  createPeople,
  createVault,
  FEED_PROJECTIONS,
  migrate,
  NOTICE_PROJECTIONS,
  openLedger,
  openSqlite,
  proceedingProjections,
  openPorch,
  type Database,
  type DatabaseLedger,
  type People,
  type PeopleContext,
  type Porch,
  type Vault,
} from '#adapters'
import { exerciseSaltKey, type LedgerEntry } from '#evidence'
import { toInstant } from '#kernel'

import { cryptography, exerciseSigner } from './evidence/sample-bundle.ts'

export const DESK_ORIGIN = 'http://localhost:8320'

/** A mission folder with people in it and a clock that the test turns. */
export interface PeoplePlace {
  readonly folder: string
  readonly vault: Vault
  readonly porch: Porch
  readonly people: People
  readonly context: PeopleContext
  readonly ledger: DatabaseLedger
  readonly database: Database
  readonly clock: { nowMs: number }
  /** Everything in the internal log, in order. */
  records(): Promise<readonly LedgerEntry[]>
  close(): Promise<void>
}

/** `cost` is that of scrypt: low, unless a test measures it; `open` gives fresh tables. */
export async function openPeoplePlace(
  cost = 1_024,
  open: (folder: string) => Database | Promise<Database> = (folder) =>
    openSqlite(join(folder, 'mission.sqlite')),
): Promise<PeoplePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'marsad-people-'))
  const clock = { nowMs: Date.UTC(2026, 5, 24, 6) }
  const now = () => toInstant(clock.nowMs)
  const database = await open(folder)
  await migrate(database, now())
  const audienceSets = createAudienceSets()
  const ledger = await openLedger(database, {
    cryptography,
    saltKey: exerciseSaltKey(cryptography),
    signers: {
      public: exerciseSigner,
      internal: { ...exerciseSigner, name: `${exerciseSigner.name}/internal` },
    },
    projections: {
      ...ACCOUNT_PROJECTIONS,
      ...FEED_PROJECTIONS,
      ...NOTICE_PROJECTIONS,
      ...proceedingProjections(audienceSets),
    },
    audienceSets,
    now,
  })
  const context: PeopleContext = {
    ledger,
    reader: database.reader,
    audienceSets,
    passwords: createPasswords({ cost, blockSize: 8, parallel: 1 }),
    safe: createCredentialSafe(randomBytes(32)),
    passkeys: createPasskeys({ id: 'localhost', origins: [DESK_ORIGIN], name: 'Marsad' }, now),
    issuer: 'Marsad',
    now,
  }
  const people = createPeople(context, (error) => {
    throw error
  })
  const vaultKey = randomBytes(32)
  const vault = createVault({
    folder: join(folder, 'vault'),
    key: vaultKey,
    formerKeys: [],
    ledger,
    cryptography,
    now,
  })
  const porch = await openPorch({
    path: join(folder, 'vault', 'porch'),
    keys: [vaultKey],
    vault,
    mostBytes: 64 * 1024,
  })
  return {
    folder,
    vault,
    porch,
    people,
    context,
    ledger,
    database,
    clock,
    async records() {
      const found: LedgerEntry[] = []
      for await (const entry of ledger.entries('internal')) found.push(entry)
      return found
    },
    async close() {
      await people.close()
      await ledger.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
