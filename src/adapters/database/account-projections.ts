// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type JsonValue } from '#kernel'
import { applyPersonEvent, fromPersonRecord, PERSON_EVENT_KINDS } from '#people'

import { createAccountStore } from './accounts.ts'
import type { Projection, Projections } from './projection.ts'

/** One more event of a person; a sign-in that failed for want of such a person concerns no account. */
const projectPerson: Projection = ({ record }, tables) => {
  if (record.body['person'] === null) return undefined
  const { event, atMs } = fromPersonRecord(record)
  return tables.run(async (db) => {
    const before = await createAccountStore(db).byId(event.person)
    const account = applyPersonEvent(before, event, atMs)
    const document = canonicalJson(account as unknown as JsonValue)
    const { id, login, compartment } = account.person
    if (before === null)
      await db.insertInto('accounts').values({ id, login, compartment, document }).execute()
    else await db.updateTable('accounts').set({ document }).where('id', '=', id).execute()
  })
}

/** Keeps the table of accounts. */
export const ACCOUNT_PROJECTIONS: Projections = Object.fromEntries(
  PERSON_EVENT_KINDS.map((kind) => [kind, projectPerson]),
)
