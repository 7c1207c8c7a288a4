// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { digestOfJson, type JsonValue } from '#kernel'

/** A page after the first is asked as of the size of the first, with the same filters: what is written meanwhile changes no page. */
interface CursorContent {
  /** Null where the reader may not know it: the next page is of now. */
  readonly asOf: number | null
  /** Where the database is to go on. */
  readonly inner: string
}

const wireSchema = z.strictObject({
  v: z.literal(1),
  asOf: z.int().nonnegative().nullable(),
  filter: z.string(),
  inner: z.string().min(1).max(1_000),
})

/** Characters of the digest that tie a cursor to its filters: guards against mistakes, not against readers. */
const FILTER_CHARACTERS = 16

/** What a list was asked for beside its page: which list, and every filter. */
export type ListQuestion = Readonly<Record<string, JsonValue>>

const filterOf = (question: ListQuestion): string => digestOfJson(question).slice(0, FILTER_CHARACTERS)

export function formatCursor(question: ListQuestion, { asOf, inner }: CursorContent): string {
  const wire = { v: 1, asOf, filter: filterOf(question), inner }
  return Buffer.from(JSON.stringify(wire)).toString('base64url')
}

/** Null for a cursor that is none, or that belongs to another list, other filters or another size. */
export function parseCursor(
  question: ListQuestion,
  asked: { readonly cursor?: string | undefined; readonly asOf?: number | undefined },
): CursorContent | null {
  if (asked.cursor === undefined) return null
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(asked.cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  const read = wireSchema.safeParse(json)
  if (!read.success || read.data.filter !== filterOf(question)) return null
  const { asOf, inner } = read.data
  return asked.asOf === undefined || asked.asOf === asOf ? { asOf, inner } : null
}
