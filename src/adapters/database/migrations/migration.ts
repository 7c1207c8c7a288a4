// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import type { Tables } from '../tables.ts'

/** One step forward; there is none back. The same on both databases. */
export interface Migration {
  /** From 1, dense. */
  readonly number: number
  readonly name: string
  apply(db: Kysely<Tables>): Promise<void>
}
