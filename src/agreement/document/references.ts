// SPDX-License-Identifier: Apache-2.0
import { parseInstant, problem, type Instant, type Problem } from '#kernel'

import { idsOf, type Entry } from './sections.ts'

/** One problem per id that the list does not hold. */
export function unknownIds(
  ids: readonly string[],
  list: readonly Entry<unknown>[],
  path: string,
  code: string,
): readonly Problem[] {
  const known = idsOf(list)
  return ids.flatMap((id, i) => (known.has(id) ? [] : [problem(`${path}.${i}`, code, { id })]))
}

/** The problem of a reference that leads nowhere. */
export const unknownId = (
  id: string | undefined,
  list: readonly Entry<unknown>[],
  path: string,
  code: string,
): readonly Problem[] => (id === undefined || idsOf(list).has(id) ? [] : [problem(path, code, { id })])

/** The moment a text names; null where there is none, or none that can be read. */
export function instantOf(text: string | null | undefined): Instant | null {
  if (text === null || text === undefined) return null
  const read = parseInstant(text)
  return read.ok ? read.value : null
}

/** One problem per entry that takes the id of an earlier one. */
export function repeatedIds(list: readonly Entry<unknown>[]): readonly Problem[] {
  return list.flatMap(({ id, path }, i) => {
    const first = list.findIndex((other) => other.id === id)
    if (id === null || first === i) return []
    return [problem(`${path}.id`, 'id-repeated', { id, first: list[first]?.path ?? '' })]
  })
}
