// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** Lists of proceedings are cut and counted in their index: a case's document, which is long, is read for the rows shown alone. */
export const listsFromIndexes: Migration = {
  number: 6,
  name: 'lists-from-indexes',
  async apply({ schema }) {
    await schema.dropIndex('proceeding_versions_by_change').execute()
    await schema
      .createIndex('proceeding_versions_by_change')
      .on('proceeding_versions')
      .columns(['name', 'to_size', 'changed_ms', 'id', 'state', 'audience_set'])
      .execute()
    await schema.dropIndex('outgoing_versions_by_time').execute()
    await schema
      .createIndex('outgoing_versions_by_time')
      .on('outgoing_versions')
      .columns(['kind', 'to_size', 'visible_from_ms', 'id', 'audience_set'])
      .execute()
  },
}
