// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module'

import { DatabaseError } from './database-error.ts'

const require = createRequire(import.meta.url)

/**
 * The drivers, loaded when tables are first opened and not before: whoever verifies a report or makes one needs no database, and one
 * of the drivers is machine code that is not built everywhere. Throws DatabaseError `driver-missing`.
 */
export const loadSqlite = (): typeof import('better-sqlite3') =>
  load('better-sqlite3') as typeof import('better-sqlite3')

/** As `loadSqlite`, for PostgreSQL. */
export const loadPostgres = (): typeof import('pg') => load('pg') as typeof import('pg')

function load(name: string): unknown {
  try {
    return require(name)
  } catch (cause) {
    throw new DatabaseError('driver-missing', `${name} is not there or was not built; run npm install`, {
      cause,
    })
  }
}
