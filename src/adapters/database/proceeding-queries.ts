// SPDX-License-Identifier: Apache-2.0
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'

import type { Ledger } from '#evidence'
import { toInstant, type JsonValue } from '#kernel'
import { readerOf } from '#releasability'
import type {
  OutgoingRow,
  ProceedingName,
  ProceedingQueries,
  ProceedingRow,
  ProceedingSummary,
  RowsPage,
  RowsQuery,
} from '#responses'

import type { AudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** Counting goes no further: a list of more says that there are at least so many. */
const MOST_COUNTED = 10_000

type Document = { readonly [key: string]: JsonValue }

/** What desks ask about proceedings, over tables that hold a row for each version. */
export function createProceedingQueries(
  { reader: db }: Pick<Database, 'reader'>,
  ledger: Pick<Ledger, 'sizeOf'>,
  audienceSets: AudienceSets,
): ProceedingQueries {
  // The number -1 belongs to no list: a reader of nothing finds nothing.
  const setsOf = (audiences: readonly string[]): number[] => [
    -1,
    ...audienceSets.readableBy(readerOf(null, audiences)),
  ]

  const sizeFor = async (asOf: number | null): Promise<number> => {
    const size = await ledger.sizeOf('public')
    return asOf === null ? size : Math.min(asOf, size)
  }

  return {
    async list(name, query) {
      const size = await sizeFor(query.asOf)
      let rows = db
        .selectFrom('proceeding_versions')
        .where('name', '=', name)
        .where('audience_set', 'in', setsOf(query.audiences))
        .where(holdsAt(query.asOf === null ? null : size))
      if (query.states !== null) rows = rows.where('state', 'in', ['', ...query.states])
      const { total } = await db
        .selectFrom(rows.select('id').limit(MOST_COUNTED).as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const begun = parseAfter(query.after)
      if (begun !== null) rows = rows.where(isBefore('changed_ms', begun))
      const found = await rows
        .select(['id', 'summary', 'document', 'from_size', 'changed_ms'])
        .orderBy('changed_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute()
      return pageOf(query, Number(total), found, (row) => row.changed_ms, toProceedingRow)
    },
    async get(name, id, audiences, asOf) {
      const size = await sizeFor(asOf)
      const row = await db
        .selectFrom('proceeding_versions')
        .select(['id', 'summary', 'document', 'from_size'])
        .where('name', '=', name)
        .where('id', '=', id)
        .where('audience_set', 'in', setsOf(audiences))
        .where(holdsAt(asOf === null ? null : size))
        .executeTakeFirst()
      return row === undefined ? null : toProceedingRow(row)
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
      let rows = db
        .selectFrom('outgoing_versions')
        .where('kind', '=', kind)
        .where('audience_set', 'in', setsOf(query.audiences))
        .where('visible_from_ms', '<=', query.now)
        .where(holdsAt(query.asOf === null ? null : size))
      const { total } = await db
        .selectFrom(rows.select('id').limit(MOST_COUNTED).as('counted'))
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const begun = parseAfter(query.after)
      if (begun !== null) rows = rows.where(isBefore('visible_from_ms', begun))
      const found = await rows
        .select(['id', 'document', 'from_size', 'visible_from_ms'])
        .orderBy('visible_from_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute()
      return pageOf(query, Number(total), found, (row) => row.visible_from_ms, toOutgoingRow)
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

type Versioned = 'proceeding_versions' | 'outgoing_versions'

/** The version that holds now, or held at that size. */
const holdsAt =
  (size: number | null) =>
  <T extends Versioned>(eb: ExpressionBuilder<Tables, T>): Expression<SqlBool> => {
    const any = eb as unknown as ExpressionBuilder<Tables, 'proceeding_versions'>
    return size === null
      ? any('to_size', 'is', null)
      : any.and([
          any('from_size', '<=', size),
          any.or([any('to_size', 'is', null), any('to_size', '>', size)]),
        ])
  }

interface After {
  readonly ms: number
  readonly id: string
}

/** Rows that come after one in the order of `column` and id, both falling. */
const isBefore =
  (column: 'changed_ms' | 'visible_from_ms', { ms, id }: After) =>
  <T extends Versioned>(eb: ExpressionBuilder<Tables, T>): Expression<SqlBool> => {
    const any = eb as unknown as ExpressionBuilder<
      Tables & { outgoing_versions: { changed_ms: number } },
      'proceeding_versions'
    >
    const at = column as 'changed_ms'
    return any.or([any(at, '<', ms), any.and([any(at, '=', ms), any('id', '<', id)])])
  }

function parseAfter(after: string | null): After | null {
  const read = after === null ? null : /^(\d{1,16})~(.{1,400})$/.exec(after)
  return read === null ? null : { ms: Number(read[1]), id: read[2]! }
}

function pageOf<Found extends { readonly id: string }, Row>(
  { limit }: RowsQuery,
  atLeast: number,
  found: readonly Found[],
  msOf: (row: Found) => number,
  toRow: (row: Found) => Row,
): RowsPage<Row> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next = found.length > limit && last !== undefined ? `${msOf(last)}~${last.id}` : null
  return { items: items.map(toRow), next, atLeast }
}

const toProceedingRow = (row: {
  readonly id: string
  readonly summary: string
  readonly document: string
  readonly from_size: number
}): ProceedingRow => ({
  id: row.id,
  summary: JSON.parse(row.summary) as ProceedingSummary,
  since: row.from_size,
  document: JSON.parse(row.document) as Document,
})

const toOutgoingRow = (row: {
  readonly id: string
  readonly document: string
  readonly from_size: number
  readonly visible_from_ms: number
}): OutgoingRow => ({
  id: row.id,
  since: row.from_size,
  visibleFrom: toInstant(row.visible_from_ms),
  document: JSON.parse(row.document) as Document,
})
