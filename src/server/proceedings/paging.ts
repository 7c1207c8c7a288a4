// SPDX-License-Identifier: Apache-2.0
import type { RowsPage, RowsQuery } from '#responses'

import { formatCursor, parseCursor, type ListQuestion } from '../cursor.ts'
import type { LogHorizon } from '../log-horizon.ts'
import { ProblemError } from '../problem.ts'
import { refuseFuture } from '../routes/desk.ts'
import type { ProceedingPorts } from './ports.ts'

/** A moment and an id, as the tables say where a page ended. */
const INNER = /^\d{1,16}~.{1,400}$/

type Begun = Pick<RowsQuery, 'asOf' | 'after'>

/** Where and as of when a page begins: one after the first holds as of the first. Ends the request for a cursor of another question. */
export function beginPage(
  horizon: LogHorizon,
  question: ListQuestion,
  asked: { readonly cursor?: string | undefined; readonly asOf?: number | undefined },
): Begun {
  const begun = parseCursor(question, asked)
  if (asked.cursor !== undefined && (begun === null || !INNER.test(begun.inner)))
    throw new ProblemError({ code: 'cursor-unusable' })
  const size = begun?.asOf ?? asked.asOf
  refuseFuture(horizon, size)
  return { asOf: size === undefined ? null : horizon.asOf(size), after: begun?.inner ?? null }
}

/**
 * The size that the pages after this one hold as of. Who may not know how far the log has grown is told none and goes on as of
 * now, where they did not ask for a published size.
 */
export const sizeToHold = (
  horizon: LogHorizon,
  { asOf }: Begun,
  page: Pick<RowsPage<unknown>, 'asOf'>,
): number | null => asOf ?? (horizon.asOf(null) === null ? page.asOf : null)

/** A page as it is answered, with the cursor of the next. */
export const pageAnswer = <Row>(
  { exercise }: Pick<ProceedingPorts, 'exercise'>,
  question: ListQuestion,
  {
    next,
    asOf,
    atLeast,
  }: { readonly next: string | null; readonly asOf: number | null; readonly atLeast: number },
  items: readonly Row[],
) => ({
  items: [...items],
  next: next === null ? null : formatCursor(question, { asOf, inner: next }),
  asOf,
  total: { atLeast },
  exercise,
})
