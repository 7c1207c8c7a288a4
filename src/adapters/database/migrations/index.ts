// SPDX-License-Identifier: Apache-2.0
import { firstTables } from './0001-first-tables.ts'
import { accounts } from './0002-accounts.ts'
import { proceedings } from './0003-proceedings.ts'
import { notices } from './0004-notices.ts'
import { feedSilences } from './0005-feed-silences.ts'
import { listsFromIndexes } from './0006-lists-from-indexes.ts'
import { listsAsOf } from './0007-lists-as-of.ts'
import { itemListsFromIndexes } from './0008-item-lists-from-indexes.ts'
import { incidentFigureColumns } from './0009-incident-figures.ts'
import type { Migration } from './migration.ts'

export type { Migration } from './migration.ts'

/** In the order in which they are applied; one that was released is never changed, a mistake in it is mended by the next. */
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  accounts,
  proceedings,
  notices,
  feedSilences,
  listsFromIndexes,
  listsAsOf,
  itemListsFromIndexes,
  incidentFigureColumns,
]
