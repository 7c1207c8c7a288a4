// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, expect, test } from 'vitest'

import { toInstant } from '#kernel'

import { openSqlite, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import { createTableWriter, type TableWriter } from './table-writer.ts'

const open: { readonly database: Database; readonly folder: string }[] = []
afterEach(async () => {
  for (const { database, folder } of open.splice(0)) {
    await database.close()
    rmSync(folder, { recursive: true })
  }
})

const item = (id: string, from: number) => ({
  id,
  from_size: from,
  to_size: null,
  start_ms: 0,
  end_ms: 0,
  span_ms: 0,
  lat: null,
  lon: null,
  document: '{}',
  audience_set: 0,
  door: 'open' as const,
  visible_from_ms: 0,
})
const incident = (tables: TableWriter, id: string, from: number): void =>
  tables.insert('incident_versions', {
    ...item(id, from),
    uncertainty_m: null,
    hypothesis: null,
    probability: 0.5,
  })
const violation = (tables: TableWriter, id: string, of: string, from: number): void =>
  tables.insert('violation_versions', { ...item(id, from), incident: of, provision: 'p' })

/** What stands in the two tables after `write`, each row as `id from-to`. */
async function written(write: (tables: TableWriter) => Promise<void>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'marsad-table-writer-'))
  const database = openSqlite(join(folder, 'mission.sqlite'))
  open.push({ database, folder })
  await migrate(database, toInstant(0))
  await database.writer.transaction().execute(async (db) => {
    const tables = createTableWriter(db, 'sqlite')
    await write(tables)
    await tables.flush()
  })
  const rows = await Promise.all(
    (['incident_versions', 'violation_versions'] as const).map((table) =>
      database.reader.selectFrom(table).selectAll().orderBy('id').orderBy('from_size').execute(),
    ),
  )
  return rows.flat().map(({ id, from_size, to_size }) => `${id} ${from_size}-${to_size ?? ''}`)
}

test('[LG8] what is ended and begun again in one turn reads as if each had been written by itself', async () => {
  const rows = await written(async (tables) => {
    incident(tables, 'a', 1)
    violation(tables, 'v', 'a', 2)
    await tables.endStanding('violation_versions', 'incident', ['a'], 5)
    await tables.endStanding('incident_versions', 'id', ['a', 'a-alias'], 5)
    incident(tables, 'a', 5)
    incident(tables, 'b', 6)
    await tables.endStanding('incident_versions', 'id', ['a', 'a-alias'], 8)
    incident(tables, 'a', 8)
    await tables.endStanding('incident_versions', 'id', ['b'], 9)
  })
  expect(rows).toEqual(['a 1-5', 'a 5-8', 'a 8-', 'b 6-9', 'v 2-5'])
})

test('[LG8] an end leaves alone what ended before and what comes after it', async () => {
  const rows = await written(async (tables) => {
    incident(tables, 'a', 1)
    await tables.flush()
    await tables.endStanding('incident_versions', 'id', ['a'], 3)
    await tables.flush()
    await tables.endStanding('incident_versions', 'id', ['a', 'never seen'], 7)
    incident(tables, 'a', 7)
  })
  expect(rows).toEqual(['a 1-3', 'a 7-'])
})
