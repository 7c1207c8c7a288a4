// SPDX-License-Identifier: Apache-2.0
import { CompiledQuery, type Insertable, type Kysely, type Transaction } from 'kysely'

import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** Gathers rows and writes them many at a time, in the order of their tables; a change that reads goes after what was gathered. */
export interface TableWriter {
  insert<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): void
  /** Writes what was gathered, then runs the change. */
  run<T>(change: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  flush(): Promise<void>
}

/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const MOST_VALUES = 6_000

export function createTableWriter(db: Transaction<Tables>, kind: Database['kind']): TableWriter {
  const gathered = new Map<keyof Tables, object[]>()
  const flush = async (): Promise<void> => {
    for (const [table, rows] of gathered) {
      const columns = Object.keys(rows[0] ?? {})
      const step = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, columns.length)))
      for (let start = 0; start < rows.length; start += step) {
        await db.executeQuery(insertQuery(kind, table, columns, rows.slice(start, start + step)))
      }
    }
    gathered.clear()
  }
  return {
    insert(table, row) {
      const rows = gathered.get(table)
      if (rows === undefined) gathered.set(table, [row])
      else rows.push(row)
    },
    async run(change) {
      await flush()
      return change(db)
    },
    flush,
  }
}

/**
 * Written by hand, since a query builder spends longer on thousands of values than the database does. Names of tables and columns
 * are the program's own; a row that has other columns than the first throws.
 */
function insertQuery(
  kind: Database['kind'],
  table: string,
  columns: readonly string[],
  rows: readonly object[],
): CompiledQuery {
  const values: unknown[] = []
  const places = rows.map((row) => {
    const entries = row as Readonly<Record<string, unknown>>
    if (Object.keys(row).length !== columns.length) throw new TypeError(`a row of ${table} has other columns`)
    const marks = columns.map((column) => {
      if (!(column in entries)) throw new TypeError(`a row of ${table} lacks ${column}`)
      values.push(entries[column])
      return kind === 'postgres' ? `$${values.length}` : '?'
    })
    return `(${marks.join(', ')})`
  })
  const names = columns.map((column) => `"${column}"`).join(', ')
  return CompiledQuery.raw(`insert into "${table}" (${names}) values ${places.join(', ')}`, values)
}
