// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import type { Account, AccountStore } from '#people'

import type { Tables } from './tables.ts'

/** Accounts from their table; within a turn they are those that the turn has made so far. */
export function createAccountStore(db: Kysely<Tables>): AccountStore {
  return {
    byId: (id) => one(db.selectFrom('accounts').select('document').where('id', '=', id)),
    byLogin: (login) => one(db.selectFrom('accounts').select('document').where('login', '=', login)),
    async list(compartment) {
      const all = db.selectFrom('accounts').select('document').orderBy('login')
      const rows = await (compartment === null ? all : all.where('compartment', '=', compartment)).execute()
      return rows.map(({ document }) => readAccount(document))
    },
  }
}

const one = async (query: {
  executeTakeFirst(): Promise<{ readonly document: string } | undefined>
}): Promise<Account | null> => {
  const row = await query.executeTakeFirst()
  return row === undefined ? null : readAccount(row.document)
}

/** Only our own projection writes the table, from records that were checked. */
const readAccount = (document: string): Account => JSON.parse(document) as Account
