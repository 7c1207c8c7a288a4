// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** Cases and all else that people take from step to step, version by version, and what goes out of them. */
export const proceedings: Migration = {
  number: 3,
  name: 'proceedings',
  async apply({ schema }) {
    await schema
      .createTable('proceeding_versions')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('from_size', 'bigint', (c) => c.notNull())
      .addColumn('to_size', 'bigint')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('changed_ms', 'bigint', (c) => c.notNull())
      .addColumn('due_ms', 'bigint')
      .addColumn('summary', 'text', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .addColumn('audience_set', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('proceeding_versions_key', ['name', 'id', 'from_size'])
      .execute()
    await schema
      .createIndex('proceeding_versions_by_change')
      .on('proceeding_versions')
      .columns(['name', 'to_size', 'changed_ms', 'id'])
      .execute()
    await schema
      .createIndex('proceeding_versions_by_due')
      .on('proceeding_versions')
      .columns(['to_size', 'due_ms'])
      .execute()
    await schema
      .createTable('outgoing_versions')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('from_size', 'bigint', (c) => c.notNull())
      .addColumn('to_size', 'bigint')
      .addColumn('visible_from_ms', 'bigint', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .addColumn('audience_set', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('outgoing_versions_key', ['kind', 'id', 'from_size'])
      .execute()
    await schema
      .createIndex('outgoing_versions_by_time')
      .on('outgoing_versions')
      .columns(['kind', 'to_size', 'visible_from_ms', 'id'])
      .execute()
  },
}
