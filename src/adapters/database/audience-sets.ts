// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import { audiencesOf, mayRead, type Readable, type Reader } from '#releasability'

import type { TableWriter } from './table-writer.ts'
import type { Tables } from './tables.ts'

/**
 * The lists of audiences that items carry, each once, so that a query can cut to a reader by a handful of numbers. They are few:
 * what one may read is worked out by `mayRead` over all of them, and nowhere else.
 */
export interface AudienceSets {
  /** The number of the list of those who may in fact read the item, written with `tables` where it is new. */
  numberOf(item: Readable, tables: TableWriter): number
  namesOf(number: number): readonly string[]
  /** The numbers of all lists that every one of these readers may read something of. */
  readableBy(...readers: readonly Reader[]): readonly number[]
  /** Takes up what the tables hold: after opening, and after a turn that came to nothing. */
  reload(db: Kysely<Tables>): Promise<void>
}

export function createAudienceSets(): AudienceSets {
  const numbers = new Map<string, number>()
  const names: (readonly string[])[] = []
  return {
    numberOf(item, tables) {
      const sorted = [...new Set(audiencesOf(item))].sort()
      const key = JSON.stringify(sorted)
      const known = numbers.get(key)
      if (known !== undefined) return known
      const number = names.push(sorted) - 1
      numbers.set(key, number)
      tables.insert('audience_sets', { id: number, names: key })
      return number
    },
    namesOf(number) {
      const found = names[number]
      if (found === undefined) throw new RangeError(`no audience set ${number}`)
      return found
    },
    readableBy(...readers) {
      return [...names.keys()].filter((number) =>
        readers.every((reader) => mayRead({ audiences: names[number] ?? [] }, reader)),
      )
    },
    async reload(db) {
      const rows = await db.selectFrom('audience_sets').selectAll().orderBy('id').execute()
      numbers.clear()
      names.length = 0
      for (const row of rows) {
        numbers.set(row.names, row.id)
        names[row.id] = JSON.parse(row.names) as readonly string[]
      }
    },
  }
}
