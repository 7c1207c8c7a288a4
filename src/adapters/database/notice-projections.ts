// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '#kernel'
import {
  DELIVERY_LIFECYCLE,
  NOTICE_RECORDS,
  type DeliveryBody,
  type ReadBody,
  type RulesBody,
  type ToldBody,
} from '#notices'

import type { Projections } from './projection.ts'

/** Keeps the tables of notices. */
export const NOTICE_PROJECTIONS: Projections = {
  [NOTICE_RECORDS.rules]({ record }, tables) {
    const { person, subscriptions } = record.body as unknown as RulesBody
    const document = canonicalJson([...subscriptions])
    return tables.run(async (db) => {
      await db.deleteFrom('notice_rules').where('person', '=', person).execute()
      await db.insertInto('notice_rules').values({ person, document }).execute()
    })
  },
  [NOTICE_RECORDS.told]({ record }, tables) {
    const { id, person, happening, channels } = record.body as unknown as ToldBody
    const told = Date.parse(record.time)
    const document = canonicalJson({ ...happening })
    return tables.run(async (db) => {
      await db.insertInto('notices').values({ id, person, told_ms: told, read_ms: null, document }).execute()
      for (const channel of channels) {
        // Being listed is how the web tells.
        const isThere = channel.kind === 'web'
        await db
          .insertInto('notice_deliveries')
          .values({
            notice: id,
            channel: canonicalJson({ ...channel }),
            state: isThere ? 'delivered' : DELIVERY_LIFECYCLE.initial,
            attempts: isThere ? 1 : 0,
            next_ms: isThere ? null : told,
          })
          .execute()
      }
    })
  },
  [NOTICE_RECORDS.delivery]({ record }, tables) {
    const { id, channel, state, attempts, nextAt } = record.body as unknown as DeliveryBody
    return tables.run((db) =>
      db
        .updateTable('notice_deliveries')
        .set({ state, attempts, next_ms: nextAt === null ? null : Date.parse(nextAt) })
        .where('notice', '=', id)
        .where('channel', '=', canonicalJson({ ...channel }))
        .execute()
        .then(() => {}),
    )
  },
  [NOTICE_RECORDS.read]({ record }, tables) {
    const { person, ids } = record.body as unknown as ReadBody
    return tables.run((db) =>
      db
        .updateTable('notices')
        .set({ read_ms: Date.parse(record.time) })
        .where('person', '=', person)
        .where('id', 'in', ['', ...ids])
        .where('read_ms', 'is', null)
        .execute()
        .then(() => {}),
    )
  },
}
