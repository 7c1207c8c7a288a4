// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'

/** A PostgreSQL server for tests: the one named, or the one of this machine. */
export const POSTGRES_URL =
  process.env['MARSAD_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Why the tests on PostgreSQL are skipped here, or null where a server answers. */
export async function reasonAgainstPostgres(): Promise<string | null> {
  const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 3_000 })
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return `no PostgreSQL answers at ${POSTGRES_URL.replace(/:[^:@/]*@/, ':…@')}: ${(error as Error).message}`
  } finally {
    await client.end().catch(() => {})
  }
}

/** A schema name that no other run of the tests has. */
export const freshSchema = (): string =>
  `marsad_test_${process.pid}_${(schemas += 1)}_${Date.now().toString(36)}`

let schemas = 0

export async function dropSchemas(names: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES_URL })
  await client.connect()
  for (const name of names) await client.query(`drop schema if exists "${name}" cascade`)
  await client.end()
}
