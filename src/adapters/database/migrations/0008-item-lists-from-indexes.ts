// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/**
 * Lists of items are cut to their reader, counted and ordered in an index: a row, whose document may fill several pages, is read
 * where it is shown and not before.
 */
export const itemListsFromIndexes: Migration = {
  number: 8,
  name: 'item-lists-from-indexes',
  async apply({ schema }) {
    for (const table of ['observations', 'incident_versions', 'violation_versions', 'list_versions']) {
      await schema.dropIndex(`${table}_by_time`).execute()
      await schema
        .createIndex(`${table}_by_time`)
        .on(table)
        .columns([
          'start_ms',
          'id',
          'from_size',
          'to_size',
          'end_ms',
          'lat',
          'lon',
          'audience_set',
          'door',
          'visible_from_ms',
        ])
        .execute()
    }
  },
}
