// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { Ledger } from '#evidence'
import { readerOf } from '#releasability'
import type { ProceedingName, ProceedingQueries, ProceedingRow, RowsQuery } from '#responses'

import type { AudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import {
  holdsAt,
  parsePageEnd,
  sizeOfLogNow,
  toHead,
  toOutgoingRow,
  toPage,
  toProceedingRow,
  type PageEnd,
} from './proceeding-rows.ts'

/** Counting goes no further: a list of more says that there are at least so many. */
const MOST_COUNTED = 10_000
const ROWS_IN_A_STEP = 200

/** What desks ask about proceedings, over tables that hold a row for each version. */
export function createProceedingQueries(
  { reader: db }: Pick<Database, 'reader'>,
  ledger: Pick<Ledger, 'sizeOf'>,
  audienceSets: AudienceSets,
): ProceedingQueries {
  // The number -1 belongs to no list: a reader of nothing finds nothing.
  const setsOf = (...readers: readonly (readonly string[])[]): number[] => [
    -1,
    ...audienceSets.readableBy(...readers.map((audiences) => readerOf(null, audiences))),
  ]

  const sizeFor = async (asOf: number | null): Promise<number> => {
    const size = await ledger.sizeOf('public')
    return asOf === null ? size : Math.min(asOf, size)
  }

  const proceedings = (
    name: ProceedingName,
    { audiences, within = audiences }: Pick<RowsQuery, 'audiences' | 'within'>,
    states: readonly string[] | null,
    size: number | null,
  ) => {
    const rows = db
      .selectFrom('proceeding_versions')
      .where('name', '=', name)
      .where('audience_set', 'in', setsOf(audiences, within))
      .where(holdsAt(size))
    return states === null ? rows : rows.where('state', 'in', ['', ...states])
  }
  const changedBefore = (rows: ReturnType<typeof proceedings>, end: PageEnd | null) =>
    (end === null
      ? rows
      : rows.where((eb) => eb(eb.refTuple('changed_ms', 'id'), '<', eb.tuple(end.ms, end.id)))
    )
      .orderBy('changed_ms', 'desc')
      .orderBy('id', 'desc')

  return {
    async list(name, query) {
      const size = await sizeFor(query.asOf)
      const rows = proceedings(name, query, query.states, query.asOf === null ? null : size)
      const { total } = await db
        .selectFrom(rows.select('id').limit(MOST_COUNTED).as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const found = await changedBefore(rows, parsePageEnd(query.after))
        .select(['id', 'summary', 'from_size', 'changed_ms', sizeOfLogNow])
        .limit(query.limit + 1)
        .execute()
      return toPage(query, { atLeast: Number(total), size }, found, (row) => row.changed_ms, toHead)
    },
    async *stream(name, { audiences, states }) {
      const rows = proceedings(name, { audiences }, states, await ledger.sizeOf('public'))
      for (let end: PageEnd | null = null; ;) {
        const found = await changedBefore(rows, end)
          .select(['id', 'summary', 'document', 'from_size', 'changed_ms'])
          .limit(ROWS_IN_A_STEP)
          .execute()
        for (const row of found) yield toProceedingRow(row)
        const last = found.at(-1)
        if (last === undefined || found.length < ROWS_IN_A_STEP) return
        end = { ms: last.changed_ms, id: last.id }
        await setImmediate()
      }
    },
    async get(name, id, audiences, asOf) {
      const size = await sizeFor(asOf)
      const row = await proceedings(name, { audiences }, null, asOf === null ? null : size)
        .select(['id', 'summary', 'document', 'from_size'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : toProceedingRow(row)
    },
    async getMany(name, ids, audiences) {
      const found = new Map<string, ProceedingRow>()
      if (ids.length === 0) return found
      const rows = await db
        .selectFrom('proceeding_versions')
        .select(['id', 'summary', 'document', 'from_size'])
        .where('name', '=', name)
        .where('id', 'in', [...new Set(ids)])
        // Said so that no index answers to it: SQLite would walk all that holds now instead of going to each id.
        .where((eb) => eb(eb.fn.coalesce('to_size', eb.lit(-1)), '=', -1))
        .where('audience_set', 'in', setsOf(audiences))
        .execute()
      for (const row of rows) found.set(row.id, toProceedingRow(row))
      return found
    },
    async due(at, limit) {
      const rows = await db
        .selectFrom('proceeding_versions')
        .select(['name', 'id'])
        .where('to_size', 'is', null)
        .where('due_ms', '<=', at)
        .orderBy('due_ms')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(({ name, id }) => ({ name: name as ProceedingName, id }))
    },
    async outgoing(kind, query) {
      const size = await sizeFor(query.asOf)
      const rows = db
        .selectFrom('outgoing_versions')
        .where('kind', '=', kind)
        .where('audience_set', 'in', setsOf(query.audiences, query.within ?? query.audiences))
        .where('visible_from_ms', '<=', query.now)
        .where(holdsAt(query.asOf === null ? null : size))
      const { total } = await db
        .selectFrom(rows.select('id').limit(MOST_COUNTED).as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const end = parsePageEnd(query.after)
      const from =
        end === null
          ? rows
          : rows.where((eb) => eb(eb.refTuple('visible_from_ms', 'id'), '<', eb.tuple(end.ms, end.id)))
      const found = await from
        .select(['id', 'document', 'from_size', 'visible_from_ms', sizeOfLogNow])
        .orderBy('visible_from_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute()
      return toPage(
        query,
        { atLeast: Number(total), size },
        found,
        (row) => row.visible_from_ms,
        toOutgoingRow,
      )
    },
    async getOutgoing(kind, id, audiences, now) {
      const row = await db
        .selectFrom('outgoing_versions')
        .select(['id', 'document', 'from_size', 'visible_from_ms'])
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('audience_set', 'in', setsOf(audiences))
        .where('visible_from_ms', '<=', now)
        .where('to_size', 'is', null)
        .executeTakeFirst()
      return row === undefined ? null : toOutgoingRow(row)
    },
  }
}
