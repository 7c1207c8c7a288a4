// SPDX-License-Identifier: Apache-2.0
import { ok, parseInstant, problem, refuse, toInstant, type Result } from '#kernel'
import { MECHANISM_AUDIENCE } from '#releasability'
import { LIST_KINDS, listContent, type DeskItem, type ListHead } from '#reports'

import type { Mission } from '../mission/index.ts'
import { readListItems } from './read-list-items.ts'

/** A published list with its bytes, made again from the tables. */
export interface ListAsOf {
  readonly id: string
  readonly digest: string
  readonly text: string
}

/** The size of the public log that a text means: a size, or an instant at which it had that size. Problems: `as-of-unreadable`, `as-of-not-reached`. */
export async function sizeAsOf(
  { ledger, database }: Pick<Mission, 'ledger' | 'database'>,
  text: string,
): Promise<Result<number>> {
  const size = await ledger.sizeOf('public')
  if (/^\d{1,15}$/.test(text)) {
    return Number(text) <= size ? ok(Number(text)) : refuse(problem('--as-of', 'as-of-not-reached', { size }))
  }
  const instant = parseInstant(text)
  if (!instant.ok) return refuse(problem('--as-of', 'as-of-unreadable', { text }))
  const later = await database.reader
    .selectFrom('log_records')
    .select((eb) => eb.fn.min('idx').as('first'))
    .where('log', '=', 'public')
    .where('known_ms', '>', instant.value)
    .executeTakeFirstOrThrow()
  return ok(later.first === null ? size : Number(later.first))
}

/**
 * The lists in force as of a size, the latest of each window, each worked out again as of the size at which it was closed. Problems:
 * `list-not-reproduced` where that does not come to the bytes on record.
 */
export async function listsAsOf(
  { queries }: Pick<Mission, 'queries'>,
  size: number,
): Promise<Result<readonly ListAsOf[]>> {
  const inForce = new Map<number, DeskItem>()
  const everything = { interval: { from: null, to: null }, area: null, asOf: size }
  // As in reading what they list: open to the Mechanism from the first moment on.
  const reader = {
    kind: 'somebody',
    audiences: [MECHANISM_AUDIENCE],
    doors: { doors: ['open', 'mechanism'], now: toInstant(0) },
  } as const
  for await (const item of queries.stream('list', { ...everything, reader })) {
    const known = inForce.get(item.interval.start)
    if (known === undefined || known.since < item.since) inForce.set(item.interval.start, item)
  }
  const lists: ListAsOf[] = []
  for (const item of inForce.values()) {
    const head = headOf(item)
    const { incidents, violations } = await readListItems(queries, head.window, head.journalSize)
    const { text, digest } = listContent(head, incidents, violations)
    if (digest !== item.document['digest']) {
      return refuse(problem(item.id, 'list-not-reproduced', { digest }))
    }
    lists.push({ id: item.id, digest, text })
  }
  return ok(lists)
}

/** Throws TypeError where a document is none that we published. */
function headOf({ id, interval, document }: DeskItem): ListHead {
  const { kind, dueAt, closedAt, journalSize, supersedes, reviewedBy } = document
  const known = LIST_KINDS.find((one) => one === kind)
  const [due, closed] = [dueAt, closedAt].map((text) => parseInstant(typeof text === 'string' ? text : ''))
  if (known === undefined || due?.ok !== true || closed?.ok !== true || typeof journalSize !== 'number') {
    throw new TypeError(`list ${id} has no head`)
  }
  return {
    id,
    kind: known,
    window: interval,
    dueAt: due.value,
    closedAt: closed.value,
    journalSize,
    supersedes: typeof supersedes === 'string' ? supersedes : null,
    reviewedBy: typeof reviewedBy === 'string' ? reviewedBy : null,
  }
}
