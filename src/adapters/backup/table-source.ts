// SPDX-License-Identifier: Apache-2.0
import { loadPostgres, loadSqlite } from '../database/index.ts'

/** Where the tables of a mission are. */
export type TablesAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string }

export type CellValue = string | number | null | Uint8Array
export type TableRow = Readonly<Record<string, CellValue>>

/** Every table as it stood at one moment, while others go on writing. */
export interface TableSource {
  /** Names, sorted. */
  readonly tables: readonly string[]
  rows(table: string): AsyncIterable<TableRow>
  close(): Promise<void>
}

/** Opens the tables for one reading; what is committed after this call is not seen. */
export const openTableSource = (address: TablesAddress): Promise<TableSource> =>
  address.kind === 'sqlite'
    ? Promise.resolve(openSqliteSource(address.file))
    : openPostgresSource(address.url, address.schema)

function openSqliteSource(file: string): TableSource {
  const db = new (loadSqlite())(file, { readonly: true, timeout: 5_000 })
  // The first question of a transaction decides at which moment all the others are answered.
  db.exec('begin')
  const tables = db
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .all()
    .map(({ name }) => name)
  return {
    tables,
    async *rows(table) {
      yield* db.prepare<[], TableRow>(`select * from ${quoted(table)}`).iterate()
    },
    close() {
      db.close()
      return Promise.resolve()
    },
  }
}

const ROWS_IN_A_FETCH = 2_000
const INT8 = 20
const NUMERIC = 1700

async function openPostgresSource(url: string, schema: string): Promise<TableSource> {
  const pg = loadPostgres()
  const client = new pg.Client({
    connectionString: url,
    types: {
      getTypeParser: ((type: number, format?: 'text') =>
        type === INT8 || type === NUMERIC
          ? Number
          : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
    },
  })
  await client.connect()
  await client.query('begin isolation level repeatable read read only')
  const named = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = $1 and table_type = 'BASE TABLE' order by 1",
    [schema],
  )
  return {
    tables: named.rows.map(({ name }) => name),
    async *rows(table) {
      await client.query(`declare walk no scroll cursor for select * from ${quoted(schema)}.${quoted(table)}`)
      for (;;) {
        const { rows } = await client.query<TableRow>(`fetch ${ROWS_IN_A_FETCH} from walk`)
        yield* rows
        if (rows.length < ROWS_IN_A_FETCH) break
      }
      await client.query('close walk')
    },
    close: () => client.end(),
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
