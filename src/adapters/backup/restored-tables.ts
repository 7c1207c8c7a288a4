// SPDX-License-Identifier: Apache-2.0
import { sql, type Kysely } from 'kysely'

import { ok, problem, refuse, type Instant, type Result } from '#kernel'

import { migrate, openPostgres, openSqlite, type Database, type Tables } from '../database/index.ts'
import { MIGRATIONS } from '../database/migrations/index.ts'
import type { TableRow, TablesAddress } from './table-source.ts'
import { ArchiveError } from './tar.ts'

/** Fresh tables that a backup is put into. */
export interface RestoredTables {
  /** Rows of a table; those of `migrations` come first. Problems: `tables-not-empty`, `backup-from-a-later-version`. */
  take(table: string, rows: readonly TableRow[]): Promise<Result<void>>
  /** Brings the tables to this program's version. */
  finish(): Promise<void>
  close(): Promise<void>
}

/** Below the number of parameters that either database takes in one statement. */
const MOST_PARAMETERS = 10_000

export const openTables = (address: TablesAddress): Promise<Database> =>
  address.kind === 'sqlite'
    ? Promise.resolve(openSqlite(address.file))
    : openPostgres(address.url, address.schema)

export function createRestoredTables(addressOf: () => Promise<TablesAddress>, now: Instant): RestoredTables {
  let database: Database | null = null
  const begin = async (applied: readonly TableRow[]): Promise<Result<void>> => {
    const address = await addressOf()
    database = await openTables(address)
    if ((await tablesOf(database, address)).length > 0) return refuse(problem('', 'tables-not-empty'))
    const steps = [...applied].sort((a, b) => Number(a['number']) - Number(b['number']))
    const unknown = steps.find(({ name }, at) => MIGRATIONS[at]?.name !== name)
    if (unknown !== undefined) {
      return refuse(problem('', 'backup-from-a-later-version', { step: String(unknown['name']) }))
    }
    await migrate(database, now, MIGRATIONS.slice(0, steps.length))
    const { writer } = database
    // What the steps themselves put in comes again with the rows.
    for (const name of await tablesOf(database, address)) {
      await sql`delete from ${sql.table(name)}`.execute(writer)
    }
    await insertRows(writer, 'migrations', steps)
    return ok(undefined)
  }
  return {
    async take(table, rows) {
      // The steps come first: they say of which shape everything after them is.
      if ((table === 'migrations') !== (database === null)) {
        throw new ArchiveError('archive-damaged', 'the tables of the backup are out of order')
      }
      if (database === null) return begin(rows)
      await insertRows(database.writer, table, rows)
      return ok(undefined)
    },
    async finish() {
      if (database !== null) await migrate(database, now)
    },
    async close() {
      await database?.close()
    },
  }
}

/** A server has the tables of other missions beside ours. */
async function tablesOf({ writer }: Database, address: TablesAddress): Promise<readonly string[]> {
  const tables = await writer.introspection.getTables()
  return tables
    .filter(({ schema }) => address.kind === 'sqlite' || schema === address.schema)
    .map(({ name }) => name)
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
