// SPDX-License-Identifier: Apache-2.0
import type { CreateTableBuilder, Kysely } from 'kysely'

import type { ItemTable, Tables } from '../tables.ts'
import type { Migration } from './migration.ts'

/** The logs with their published trees, feeds and deliveries, and what desks read. */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  async apply(db) {
    await createLogs(db)
    await createFeeds(db)
    await createItems(db)
  },
}

async function createLogs(db: Kysely<Tables>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('log_records')
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('idx', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('stream', 'text')
    .addColumn('time_ms', 'bigint', (c) => c.notNull())
    .addColumn('known_ms', 'bigint', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('record', 'text')
    .addColumn('sealed', 'bytea')
    .addColumn('commitment', 'bytea', (c) => c.notNull())
    .addColumn('audience_set', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('log_records_key', ['log', 'idx'])
    .execute()
  await schema
    .createIndex('log_records_by_stream')
    .on('log_records')
    .columns(['stream', 'log', 'idx'])
    .execute()
  await schema.createIndex('log_records_by_kind').on('log_records').columns(['kind', 'log', 'idx']).execute()
  await schema
    .createTable('record_keys')
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('idx', 'bigint', (c) => c.notNull())
    .addColumn('record_key', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('record_keys_key', ['log', 'idx'])
    .execute()
  await schema
    .createTable('checkpoints')
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addColumn('root', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('checkpoints_key', ['log', 'size'])
    .execute()
  await schema
    .createTable('tiles')
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('level', 'bigint', (c) => c.notNull())
    .addColumn('idx', 'bigint', (c) => c.notNull())
    .addColumn('width', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bytea', (c) => c.notNull())
    .addPrimaryKeyConstraint('tiles_key', ['log', 'level', 'idx'])
    .execute()
  await schema
    .createTable('audience_sets')
    .addColumn('id', 'bigint', (c) => c.primaryKey())
    .addColumn('names', 'text', (c) => c.notNull().unique())
    .execute()
  await schema
    .createTable('followers')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('rows_done', 'bigint', (c) => c.notNull())
    .execute()
}

async function createFeeds({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable('feeds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('declared_ms', 'bigint', (c) => c.notNull())
    .execute()
  await schema
    .createTable('feed_tokens')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('feed', 'text', (c) => c.notNull())
    .addColumn('webhook_key', 'bytea', (c) => c.notNull())
    .addColumn('issued_ms', 'bigint', (c) => c.notNull())
    .addColumn('revoked_ms', 'bigint')
    .execute()
  await schema
    .createTable('deliveries')
    .addColumn('idx', 'bigint', (c) => c.primaryKey())
    .addColumn('feed', 'text', (c) => c.notNull())
    .addColumn('original', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('received_ms', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text')
    .execute()
  await schema.createIndex('deliveries_by_feed').on('deliveries').columns(['feed', 'received_ms']).execute()
  await schema.createIndex('deliveries_by_outcome').on('deliveries').column('outcome').execute()
  await schema.createIndex('deliveries_by_original').on('deliveries').columns(['original', 'feed']).execute()
}

async function createItems(db: Kysely<Tables>): Promise<void> {
  await itemTable(db, 'observations')
    .addColumn('original', 'text', (c) => c.notNull())
    .addColumn('means', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .execute()
  await itemTable(db, 'incident_versions')
    .addColumn('likelihood', 'double precision', (c) => c.notNull())
    .execute()
  await itemTable(db, 'violation_versions')
    .addColumn('incident', 'text', (c) => c.notNull())
    .addColumn('provision', 'text', (c) => c.notNull())
    .execute()
  await itemTable(db, 'list_versions')
    .addColumn('kind', 'text', (c) => c.notNull())
    .execute()
  for (const table of ['observations', 'incident_versions', 'violation_versions', 'list_versions'] as const) {
    await db.schema.createIndex(`${table}_by_time`).on(table).columns(['start_ms', 'id']).execute()
    await db.schema.createIndex(`${table}_by_span`).on(table).column('span_ms').execute()
  }
  await db.schema
    .createIndex('violation_versions_by_incident')
    .on('violation_versions')
    .columns(['incident', 'to_size'])
    .execute()
}

const itemTable = (db: Kysely<Tables>, name: ItemTable): CreateTableBuilder<string, string> =>
  db.schema
    .createTable(name)
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('from_size', 'bigint', (c) => c.notNull())
    .addColumn('to_size', 'bigint')
    .addColumn('start_ms', 'bigint', (c) => c.notNull())
    .addColumn('end_ms', 'bigint', (c) => c.notNull())
    .addColumn('span_ms', 'bigint', (c) => c.notNull())
    .addColumn('lat', 'double precision')
    .addColumn('lon', 'double precision')
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('audience_set', 'bigint', (c) => c.notNull())
    .addColumn('door', 'text', (c) => c.notNull())
    .addColumn('visible_from_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, ['id', 'from_size'])
