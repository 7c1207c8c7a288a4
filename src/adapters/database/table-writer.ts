// SPDX-License-Identifier: Apache-2.0
import { CompiledQuery, sql, type Insertable, type Kysely, type Transaction } from 'kysely'

import type { Database } from './database.ts'
import type { ItemTable, Tables } from './tables.ts'

/** Gathers rows and writes them many at a time, in the order of their tables; a change that reads goes after what was gathered. */
export interface TableWriter {
  insert<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): void
  /** Ends, as of `size`, what still holds of any of these, before rows that are inserted after it come to hold. */
  endStanding(
    table: EndingTable,
    by: 'id' | 'incident',
    values: readonly string[],
    size: number,
  ): Promise<void>
  /** Writes what was gathered, then runs the change. */
  run<T>(change: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  flush(): Promise<void>
}

/** Tables whose rows are ended by those that come after them. */
export type EndingTable = Exclude<ItemTable, 'observations'>

const ENDING_COLUMNS = {
  incident_versions: ['id'],
  violation_versions: ['id', 'incident'],
  list_versions: ['id'],
} as const satisfies { readonly [table in EndingTable]: readonly ('id' | 'incident')[] }

/** What of one column of a table is to end, as of which sizes, and every value that was gathered of it in any way. */
interface Ends {
  readonly table: EndingTable
  readonly by: 'id' | 'incident'
  readonly sizes: Map<string, number>
  readonly gathered: Set<string>
}

/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const MOST_VALUES = 6_000

export function createTableWriter(db: Transaction<Tables>, kind: Database['kind']): TableWriter {
  const gathered = new Map<keyof Tables, object[]>()
  const ends = new Map<string, Ends>()
  const flush = async (): Promise<void> => {
    for (const one of ends.values()) if (one.sizes.size > 0) await endAll(db, one)
    ends.clear()
    for (const [table, rows] of gathered) {
      const columns = Object.keys(rows[0] ?? {})
      const step = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, columns.length)))
      for (let start = 0; start < rows.length; start += step) {
        await db.executeQuery(insertQuery(kind, table, columns, rows.slice(start, start + step)))
      }
    }
    gathered.clear()
  }
  const endsOf = (table: EndingTable, by: 'id' | 'incident'): Ends => {
    const key = `${table}.${by}`
    const known = ends.get(key)
    if (known !== undefined) return known
    const made = { table, by, sizes: new Map<string, number>(), gathered: new Set<string>() }
    ends.set(key, made)
    return made
  }
  return {
    insert(table, row) {
      const rows = gathered.get(table)
      if (rows === undefined) gathered.set(table, [row])
      else rows.push(row)
      if (!isEnding(table)) return
      for (const by of ENDING_COLUMNS[table]) {
        endsOf(table, by).gathered.add((row as Readonly<Record<string, unknown>>)[by] as string)
      }
    },
    async endStanding(table, by, values, size) {
      // Rows that were gathered for one of these end too, so they must be written first.
      if (values.some((value) => endsOf(table, by).gathered.has(value))) await flush()
      const { sizes, gathered: seen } = endsOf(table, by)
      for (const value of values) {
        sizes.set(value, size)
        seen.add(value)
      }
    },
    async run(change) {
      await flush()
      return change(db)
    },
    flush,
  }
}

const isEnding = (table: keyof Tables): table is EndingTable => table in ENDING_COLUMNS

/** Most of what comes is new and ends nothing: one question tells for all of them. */
async function endAll(db: Transaction<Tables>, { table, by, sizes }: Ends): Promise<void> {
  const column = sql.ref(by)
  const values = [...sizes.keys()]
  for (let start = 0; start < values.length; start += MOST_VALUES) {
    const asked = sql.join(values.slice(start, start + MOST_VALUES))
    const { rows } = await sql<{ readonly value: string }>`
      select distinct ${column} as value from ${sql.table(table)} where ${column} in (${asked}) and to_size is null
    `.execute(db)
    for (const { value } of rows) {
      await sql`
        update ${sql.table(table)} set to_size = ${sizes.get(value)} where ${column} = ${value} and to_size is null
      `.execute(db)
    }
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
