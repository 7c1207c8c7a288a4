// SPDX-License-Identifier: Apache-2.0
import type { Database as SqliteConnection } from 'better-sqlite3'
import {
  Kysely,
  PostgresDialect,
  sql,
  SqliteDialect,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely'
import type pg from 'pg'

import { startCheckpoints } from './checkpoint-thread.ts'
import { loadPostgres, loadSqlite } from './drivers.ts'
import type { Tables } from './tables.ts'

/** All that differs between the two databases is in this file: how they are opened, and what only one of them has to be told. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres'
  /** One connection: writers take turns. */
  readonly writer: Kysely<Tables>
  /** Never waits for the writer. */
  readonly reader: Kysely<Tables>
  close(): Promise<void>
}

/** Milliseconds for which a connection waits for a checkpoint of the write-ahead log or a backup to let go. */
const PATIENCE_MS = 5_000
const PAGES_BETWEEN_CHECKPOINTS = 4_000
const CHECKPOINT_EVERY_MS = 250
/** Pages of the log at which the writer moves them itself, should the thread not keep up: a quarter of a gigabyte. */
const MOST_PAGES_LEFT_TO_THE_THREAD = 65_536

/** Opens a SQLite file so that a commit is on the disk when it returns, and deleted text is overwritten. */
export function openSqlite(file: string): Database {
  const Sqlite = loadSqlite()
  const writing = new Sqlite(file, { timeout: PATIENCE_MS })
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    `wal_autocheckpoint = ${PAGES_BETWEEN_CHECKPOINTS}`,
  ]) {
    writing.pragma(pragma)
  }
  const checkpoints = startCheckpoints(
    { file, everyMs: CHECKPOINT_EVERY_MS, patienceMs: PATIENCE_MS },
    () => {
      if (writing.open) writing.pragma(`wal_autocheckpoint = ${PAGES_BETWEEN_CHECKPOINTS}`)
    },
  )
  if (checkpoints !== null) writing.pragma(`wal_autocheckpoint = ${MOST_PAGES_LEFT_TO_THE_THREAD}`)
  const reading = new Sqlite(file, { timeout: PATIENCE_MS, readonly: true })
  reading.pragma('cache_size = -65536')
  const writer = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: rememberingStatements(writing) }),
  })
  const reader = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: rememberingStatements(reading) }),
  })
  return {
    kind: 'sqlite',
    writer,
    reader,
    async close() {
      await checkpoints?.stop()
      await reader.destroy()
      await writer.destroy()
    },
  }
}

/** Statements kept ready for each connection; the longest, with thousands of values, are not worth their memory. */
const MOST_STATEMENTS = 400
const LONGEST_STATEMENT_KEPT = 20_000

/** Preparing a statement takes longer than running a small one; each runs to its end before the next begins. */
function rememberingStatements(database: SqliteConnection): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known
      const statement = database.prepare(text)
      if (text.length <= LONGEST_STATEMENT_KEPT) {
        if (statements.size >= MOST_STATEMENTS) statements.clear()
        statements.set(text, statement)
      }
      return statement
    },
  }
}

const READING_CONNECTIONS = 6

/** Opens a schema of a PostgreSQL database, making it where it is not there. */
export async function openPostgres(url: string, schema: string): Promise<Database> {
  const { Pool, types } = loadPostgres()
  const open = (connections: number): Kysely<Tables> => {
    const pool = new Pool({
      connectionString: url,
      max: connections,
      options: `-c search_path=${schema} -c synchronous_commit=on`,
      types: { getTypeParser: numbersAsNumbers(types.getTypeParser) },
    })
    // An idle connection that breaks is replaced at the next query, which says what is wrong if it cannot be.
    pool.on('error', () => {})
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  }
  const writer = open(1)
  const reader = open(READING_CONNECTIONS)
  await sql`create schema if not exists ${sql.ref(schema)}`.execute(writer)
  return {
    kind: 'postgres',
    writer,
    reader,
    async close() {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

const INT8 = 20
const NUMERIC = 1700

/** Counts and milliseconds fit a double; without this they would come as text. */
const numbersAsNumbers = (parserOf: typeof pg.types.getTypeParser): typeof pg.types.getTypeParser =>
  ((type: number, format?: 'text') =>
    type === INT8 || type === NUMERIC ? Number : parserOf(type, format)) as typeof parserOf

/** Holds the mission for this process until `release` or until the process ends, however it ends. */
export interface Hold {
  release(): Promise<void>
}

/** Null where another process holds the file; the operating system lets go of it when that process ends. */
export function holdSqlite(file: string): Hold | null {
  const Sqlite = loadSqlite()
  const lock = new Sqlite(file, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return {
    release() {
      lock.close()
      return Promise.resolve()
    },
  }
}

/** Null where another session holds the schema; the server lets go when that session ends. `onLost` hears of a session that broke. */
export async function holdPostgres(url: string, schema: string, onLost: () => void): Promise<Hold | null> {
  const { Client } = loadPostgres()
  const session = new Client({ connectionString: url, keepAlive: true })
  let released = false
  session.on('error', () => {
    if (!released) onLost()
  })
  await session.connect()
  const answer = await session.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtext($1), hashtext($2)) as held',
    ['marsad', schema],
  )
  const release = async (): Promise<void> => {
    released = true
    await session.end()
  }
  if (answer.rows[0]?.held === true) return { release }
  await release()
  return null
}
