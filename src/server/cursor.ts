// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { digestOfJson } from '#kernel'
import type { DeskItemKind } from '#reports'

import type { ListQuery } from './schemas/query.ts'

/** A page after the first is asked as of the size of the first, with the same filters: what is written meanwhile changes no page. */
interface CursorContent {
  readonly asOf: number
  /** Where the database is to go on. */
  readonly inner: string
}

const wireSchema = z.strictObject({
  v: z.literal(1),
  asOf: z.int().nonnegative(),
  filter: z.string(),
  inner: z.string().min(1).max(1_000),
})

/** Characters of the digest that tie a cursor to its filters: guards against mistakes, not against readers. */
const FILTER_CHARACTERS = 16

function filterOf(kind: DeskItemKind, query: ListQuery): string {
  const { from, to, bbox } = query
  const filter = { kind, from: from ?? null, to: to ?? null, bbox: bbox === undefined ? null : { ...bbox } }
  return digestOfJson(filter).slice(0, FILTER_CHARACTERS)
}

export function formatCursor(kind: DeskItemKind, query: ListQuery, { asOf, inner }: CursorContent): string {
  const wire = { v: 1, asOf, filter: filterOf(kind, query), inner }
  return Buffer.from(JSON.stringify(wire)).toString('base64url')
}

/** Null for a cursor that is none, or that belongs to another list, other filters or another size. */
export function parseCursor(kind: DeskItemKind, query: ListQuery): CursorContent | null {
  if (query.cursor === undefined) return null
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(query.cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  const read = wireSchema.safeParse(json)
  if (!read.success || read.data.filter !== filterOf(kind, query)) return null
  const { asOf, inner } = read.data
  return query.asOf === undefined || query.asOf === asOf ? { asOf, inner } : null
}
