// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '#kernel'

import { DatabaseError } from './database-error.ts'
import type { Database } from './database.ts'
import { MIGRATIONS, type Migration } from './migrations/index.ts'

/**
 * Brings the tables to this program's version, each step in a transaction with its own record, and says how many steps that took.
 * Throws DatabaseError 'from-a-later-version' where a later program has been at them: there is no way back.
 */
export async function migrate(
  { writer }: Pick<Database, 'writer'>,
  now: Instant,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  await writer.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('number', 'bigint', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('applied_ms', 'bigint', (c) => c.notNull())
    .execute()
  const applied = await writer.selectFrom('migrations').selectAll().orderBy('number').execute()
  for (const [k, { number, name }] of applied.entries()) {
    if (migrations[k]?.number === number && migrations[k].name === name) continue
    throw new DatabaseError(
      'from-a-later-version',
      `This mission's tables have step ${number} (${name}), which this program does not know. Use the program that made it, or a later one.`,
    )
  }
  const missing = migrations.slice(applied.length)
  for (const migration of missing) {
    await writer.transaction().execute(async (db) => {
      await migration.apply(db)
      const { number, name } = migration
      await db.insertInto('migrations').values({ number, name, applied_ms: now }).execute()
    })
  }
  return missing.length
}
