// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** From when until when nothing came of a feed. */
export const feedSilences: Migration = {
  number: 5,
  name: 'feed-silences',
  async apply({ schema }) {
    await schema
      .createTable('feed_silences')
      .addColumn('feed', 'text', (c) => c.notNull())
      .addColumn('since_ms', 'bigint', (c) => c.notNull())
      .addColumn('noted_ms', 'bigint', (c) => c.notNull())
      .addColumn('ended_ms', 'bigint')
      .addPrimaryKeyConstraint('feed_silences_key', ['feed', 'since_ms'])
      .execute()
  },
}
