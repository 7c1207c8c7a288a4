// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { formatInstant, toInstant, type Instant, type JsonValue } from '#kernel'
import {
  DELIVERY_LIFECYCLE,
  NOTICE_RECORDS,
  noticeId,
  type DeliveryEvent,
  type DeliveryState,
  type Happening,
  type Notice,
  type NoticeChannel,
  type Subscription,
} from '#notices'

import type { DatabaseLedger, DatabaseTurn, Tables } from '../database/index.ts'

const FOLLOWER = 'notices'

export interface StandingNotice {
  readonly id: string
  readonly toldAt: Instant
  readonly readAt: Instant | null
  readonly happening: Happening
}

/** A delivery that is due to be tried. */
export interface WaitingDelivery {
  readonly id: string
  readonly person: string
  readonly happening: Happening
  readonly channel: NoticeChannel
  readonly state: DeliveryState
  readonly attempts: number
}

/** Notices of a mission: kept as records of the internal log, read from their tables. */
export interface NoticeStore {
  rulesOf(person: string): Promise<readonly Omit<Subscription, 'person'>[]>
  /** Every rule of everybody. */
  allRules(): Promise<readonly Subscription[]>
  setRules(person: string, subscriptions: readonly Omit<Subscription, 'person'>[], at: Instant): Promise<void>
  /** How far the public log was followed; null before the first time. */
  followedTo(): Promise<number | null>
  /** Tells what was not told before, each key once, and remembers how far the log was followed; resolves to how many were new. */
  tell(notices: readonly Notice[], followedTo: number | null, at: Instant): Promise<number>
  /** The latest first; `before` is the id that the page before ended with. */
  list(person: string, limit: number, before: string | null): Promise<readonly StandingNotice[]>
  unread(person: string): Promise<number>
  markRead(person: string, ids: readonly string[], at: Instant): Promise<void>
  waiting(now: Instant, limit: number): Promise<readonly WaitingDelivery[]>
  /** Puts an attempt on record; `nextAt` is when it is tried again. Throws RangeError where the table of deliveries refuses the event. */
  attempted(
    delivery: WaitingDelivery,
    event: DeliveryEvent,
    at: Instant,
    nextAt: Instant | null,
    because: string | null,
  ): Promise<void>
}

export function createNoticeStore(reader: Kysely<Tables>, ledger: DatabaseLedger): NoticeStore {
  return {
    async rulesOf(person) {
      const row = await reader
        .selectFrom('notice_rules')
        .select('document')
        .where('person', '=', person)
        .executeTakeFirst()
      return row === undefined ? [] : (JSON.parse(row.document) as Omit<Subscription, 'person'>[])
    },
    async allRules() {
      const rows = await reader.selectFrom('notice_rules').selectAll().execute()
      return rows.flatMap(({ person, document }) =>
        (JSON.parse(document) as Omit<Subscription, 'person'>[]).map((one) => ({ ...one, person })),
      )
    },
    setRules: (person, subscriptions, at) =>
      ledger.write(async (turn) => {
        const stream = `notice-rules/${person}`
        await turn.append('internal', record(NOTICE_RECORDS.rules, at, { stream, person, subscriptions }))
      }),
    async followedTo() {
      const row = await reader
        .selectFrom('followers')
        .select('position')
        .where('name', '=', FOLLOWER)
        .executeTakeFirst()
      return row?.position ?? null
    },
    tell: (notices, followedTo, at) =>
      ledger.write(async (turn) => {
        let told = 0
        for (const notice of notices) {
          const id = noticeId(notice)
          if (await isTold(turn, id)) continue
          const { person, happening, channels } = notice
          const body = { stream: `notice/${id}`, id, person, happening, channels }
          await turn.append('internal', record(NOTICE_RECORDS.told, at, body))
          told += 1
        }
        if (followedTo !== null) await turn.query((db) => rememberPosition(db, followedTo))
        return told
      }),
    async list(person, limit, before) {
      let rows = reader.selectFrom('notices').selectAll().where('person', '=', person)
      if (before !== null) {
        const last = await reader
          .selectFrom('notices')
          .select('told_ms')
          .where('person', '=', person)
          .where('id', '=', before)
          .executeTakeFirst()
        if (last === undefined) return []
        rows = rows.where((eb) =>
          eb.or([
            eb('told_ms', '<', last.told_ms),
            eb.and([eb('told_ms', '=', last.told_ms), eb('id', '<', before)]),
          ]),
        )
      }
      const found = await rows.orderBy('told_ms', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return found.map(({ id, told_ms: told, read_ms: read, document }) => ({
        id,
        toldAt: toInstant(told),
        readAt: read === null ? null : toInstant(read),
        happening: JSON.parse(document) as Happening,
      }))
    },
    async unread(person) {
      const { count } = await reader
        .selectFrom('notices')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('person', '=', person)
        .where('read_ms', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    markRead: (person, ids, at) =>
      ledger.write(async (turn) => {
        const stream = `notice-rules/${person}`
        await turn.append('internal', record(NOTICE_RECORDS.read, at, { stream, person, ids }))
      }),
    async waiting(now, limit) {
      const rows = await reader
        .selectFrom('notice_deliveries as d')
        .innerJoin('notices as n', 'n.id', 'd.notice')
        .select(['n.id', 'n.person', 'n.document', 'd.channel', 'd.state', 'd.attempts'])
        .where('d.next_ms', '<=', now)
        .orderBy('d.next_ms')
        .orderBy('n.id')
        .limit(limit)
        .execute()
      return rows.map(({ id, person, document, channel, state, attempts }) => ({
        id,
        person,
        happening: JSON.parse(document) as Happening,
        channel: JSON.parse(channel) as NoticeChannel,
        state: state as DeliveryState,
        attempts,
      }))
    },
    attempted: ({ id, channel, state, attempts }, event, at, nextAt, because) =>
      ledger.write(async (turn) => {
        const next = DELIVERY_LIFECYCLE.table[state][event]
        if (typeof next !== 'string') throw new RangeError(`a delivery that is ${state} cannot be ${event}`)
        const body = {
          stream: `notice/${id}`,
          id,
          channel,
          event,
          state: next,
          attempts: attempts + 1,
          nextAt: nextAt === null ? null : formatInstant(nextAt),
          because,
        }
        await turn.append('internal', record(NOTICE_RECORDS.delivery, at, body))
      }),
  }
}

const isTold = (turn: DatabaseTurn, id: string): Promise<boolean> =>
  turn.query(async (db) => {
    const row = await db.selectFrom('notices').select('id').where('id', '=', id).executeTakeFirst()
    return row !== undefined
  })

async function rememberPosition(db: Kysely<Tables>, position: number): Promise<void> {
  await db.deleteFrom('followers').where('name', '=', FOLLOWER).execute()
  await db.insertInto('followers').values({ name: FOLLOWER, position, rows_done: 0 }).execute()
}

/** Who is told what is theirs alone: no audience reads it in the record of people. */
const record = (kind: string, at: Instant, body: object): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  time: formatInstant(at),
  audiences: [],
  body: body as { readonly [key: string]: JsonValue },
})
