// SPDX-License-Identifier: Apache-2.0
import type { Migration } from './migration.ts'

/** People, as the records about them make them. */
export const accounts: Migration = {
  number: 2,
  name: 'accounts',
  async apply({ schema }) {
    await schema
      .createTable('accounts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('login', 'text', (c) => c.notNull().unique())
      .addColumn('compartment', 'text', (c) => c.notNull())
      .addColumn('document', 'text', (c) => c.notNull())
      .execute()
    await schema
      .createIndex('accounts_by_compartment')
      .on('accounts')
      .columns(['compartment', 'login'])
      .execute()
  },
}
