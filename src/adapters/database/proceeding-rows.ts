// SPDX-License-Identifier: Apache-2.0
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'

import { toInstant, type JsonValue } from '#kernel'
import type {
  OutgoingRow,
  ProceedingHead,
  ProceedingRow,
  ProceedingSummary,
  RowsPage,
  RowsQuery,
} from '#responses'

import type { Tables } from './tables.ts'

type Versioned = 'proceeding_versions' | 'outgoing_versions'
type Document = { readonly [key: string]: JsonValue }

/** The version that holds now, or held at that size. */
export const holdsAt =
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

/** The size of the log in the very statement that reads the rows, so that a page and the size it holds as of cannot part. */
export const sizeOfLogNow = <T extends Versioned>(eb: ExpressionBuilder<Tables, T>) =>
  (eb as unknown as ExpressionBuilder<Tables, 'proceeding_versions'>)
    .selectFrom('log_records')
    .select(({ fn }) => fn.max('idx').as('last'))
    .where('log', '=', 'public')
    .as('log_last')

/** Where a page ended in the order of time and id, both falling. */
export interface PageEnd {
  readonly ms: number
  readonly id: string
}

export function parsePageEnd(after: string | null): PageEnd | null {
  const read = after === null ? null : /^(\d{1,16})~(.{1,400})$/.exec(after)
  return read === null ? null : { ms: Number(read[1]), id: read[2]! }
}

/** A page of what was found, of which one more than its limit was asked for. */
export function toPage<Found extends { readonly id: string; readonly log_last: number | null }, Row>(
  { limit, asOf }: Pick<RowsQuery, 'limit' | 'asOf'>,
  counted: { readonly atLeast: number; readonly size: number },
  found: readonly Found[],
  msOf: (row: Found) => number,
  toRow: (row: Found) => Row,
): RowsPage<Row> {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next = found.length > limit && last !== undefined ? `${msOf(last)}~${last.id}` : null
  const sizeThen = last === undefined ? counted.size : Number(last.log_last) + 1
  return {
    items: items.map(toRow),
    next,
    asOf: asOf === null ? sizeThen : counted.size,
    atLeast: counted.atLeast,
  }
}

interface StoredHead {
  readonly id: string
  readonly summary: string
  readonly from_size: number
}

export const toHead = ({ id, summary, from_size }: StoredHead): ProceedingHead => ({
  id,
  summary: JSON.parse(summary) as ProceedingSummary,
  since: from_size,
})

export const toProceedingRow = (row: StoredHead & { readonly document: string }): ProceedingRow => ({
  ...toHead(row),
  document: JSON.parse(row.document) as Document,
})

export const toOutgoingRow = (row: {
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
