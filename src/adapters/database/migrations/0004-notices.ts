// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** What people asked to be told of, what they were told, and how each way of telling went. */
export const notices: Migration = {
  number: 4,
  name: 'notices',
  async apply({ schema }) {
    await schema
      .createTable('notice_rules')
      .addColumn('person', 'text', (c) => c.primaryKey())
      .addColumn('document', 'text', (c) => c.notNull())
      .execute()
    await schema
      .createTable('notices')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('told_ms', 'bigint', (c) => c.notNull())
      .addColumn('read_ms', 'bigint')
      .addColumn('document', 'text', (c) => c.notNull())
      .execute()
    await schema.createIndex('notices_by_person').on('notices').columns(['person', 'told_ms', 'id']).execute()
    await schema.createIndex('notices_unread').on('notices').columns(['person', 'read_ms']).execute()
    await schema
      .createTable('notice_deliveries')
      .addColumn('notice', 'text', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'bigint', (c) => c.notNull())
      .addColumn('next_ms', 'bigint')
      .addPrimaryKeyConstraint('notice_deliveries_key', ['notice', 'channel'])
      .execute()
    await schema.createIndex('notice_deliveries_by_next').on('notice_deliveries').column('next_ms').execute()
  },
}
