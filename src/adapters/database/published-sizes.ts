// SPDX-License-Identifier: Apache-2.0
import type { Database } from './database.ts'

/** The sizes at which the public log was published, in rising order. Each is asked of the database once: a checkpoint never goes away. */
export function createPublishedSizes({ reader }: Pick<Database, 'reader'>): () => Promise<readonly number[]> {
  let known: readonly number[] = []
  return async () => {
    const rows = await reader
      .selectFrom('checkpoints')
      .select('size')
      .where('log', '=', 'public')
      .where('size', '>', known.at(-1) ?? -1)
      .orderBy('size')
      .execute()
    // Two that ask at once may both have found the same ones.
    const last = known.at(-1) ?? -1
    const further = rows.map(({ size }) => Number(size)).filter((size) => size > last)
    if (further.length > 0) known = [...known, ...further]
    return known
  }
}
