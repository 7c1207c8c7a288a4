// SPDX-License-Identifier: Apache-2.0
import type { Insertable, Kysely, Transaction } from 'kysely'

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

export function createTableWriter(db: Transaction<Tables>): TableWriter {
  const gathered = new Map<keyof Tables, object[]>()
  const flush = async (): Promise<void> => {
    for (const [table, rows] of gathered) {
      const width = Object.keys(rows[0] ?? {}).length
      const step = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, width)))
      for (let start = 0; start < rows.length; start += step) {
        await db
          .insertInto(table)
          .values(rows.slice(start, start + step))
          .execute()
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
