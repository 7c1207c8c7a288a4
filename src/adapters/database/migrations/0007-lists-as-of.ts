// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** Lists as of an earlier size, as every page after the first is, are found in their order and cut in the index too. */
export const listsAsOf: Migration = {
  number: 7,
  name: 'lists-as-of',
  async apply({ schema }) {
    await schema
      .createIndex('proceeding_versions_as_of')
      .on('proceeding_versions')
      .columns(['name', 'changed_ms', 'id', 'from_size', 'to_size', 'state', 'audience_set'])
      .execute()
    await schema
      .createIndex('outgoing_versions_as_of')
      .on('outgoing_versions')
      .columns(['kind', 'visible_from_ms', 'id', 'from_size', 'to_size', 'audience_set'])
      .execute()
  },
}
