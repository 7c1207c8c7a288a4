// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'

import type Sqlite from 'better-sqlite3'
import type * as Postgres from 'pg'

import { DatabaseError } from './database-error.ts'

const require = createRequire(import.meta.url)

/**
 * The drivers, loaded when tables are first opened and not before: whoever verifies a report or makes one needs no database, and one
 * of the drivers is machine code that is not built everywhere. Throws DatabaseError `driver-missing`.
 */
export const loadSqlite = (): typeof Sqlite => load('better-sqlite3') as typeof Sqlite

/** As `loadSqlite`, for PostgreSQL. */
export const loadPostgres = (): typeof Postgres => load('pg') as typeof Postgres

function load(name: string): unknown {
  try {
    return require(name)
  } catch (cause) {
    throw new DatabaseError('driver-missing', `${name} is not there or was not built; run npm install`, {
      cause,
    })
  }
}
