// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { Kysely, SelectQueryBuilder } from 'kysely'

import { assertNever } from '#kernel'
import { INSTALLATION, readerOf, type Reader } from '#releasability'
import type { DeskItemKind, DeskQuery, DeskReader, StreamOrder } from '#reports'

import type { AudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import type { Place } from './item-place.ts'
import type { ItemTable, Tables, VersionedItem } from './tables.ts'

/** Counting goes no further: a list of more says that there are at least so many. */
const MOST_COUNTED = 2_000
const ITEMS_IN_A_STEP = 500

/** The columns that all tables of items share; the name of the table is put in beside. */
export interface ItemDatabase {
  readonly items: VersionedItem
}
export type ItemQuery = SelectQueryBuilder<ItemDatabase, 'items', object>

/** Which items of a table a question means. */
export interface ItemSelection {
  /** All that the reader may have of a table as of a size. */
  visible(kind: DeskItemKind, by: DeskReader, size: number): ItemQuery
  /** Of that, what a question asks for. */
  cut(kind: DeskItemKind, query: ItemCut, size: number): Promise<ItemQuery>
}

export type ItemCut = Pick<DeskQuery, 'reader' | 'interval' | 'area'>

/** Whoever reads, and whoever looks over their shoulder: an item must be for all of them. */
function readersOf(by: DeskReader): readonly Reader[] {
  if (by.kind === 'installation') return [INSTALLATION]
  const { audiences, within } = by
  return [audiences, ...(within === undefined ? [] : [within])].map((names) => readerOf(null, names))
}

/** Over tables that hold a row for each form and version of an item. */
export function createItemSelection(
  { reader }: Pick<Database, 'reader'>,
  audienceSets: AudienceSets,
): ItemSelection {
  const db = reader as unknown as Kysely<ItemDatabase>

  /** All that the reader may have of a table as of a size. */
  const visible = (kind: DeskItemKind, by: DeskReader, size: number): ItemQuery => {
    // The number -1 belongs to no list: a reader of nothing finds nothing.
    const sets = [-1, ...audienceSets.readableBy(...readersOf(by))]
    let query = (db as unknown as Kysely<Tables>)
      .selectFrom(`${tableOf(kind) as 'list_versions'} as items`)
      .where('items.audience_set', 'in', sets)
      .where('items.from_size', '<=', size)
      .where((eb) =>
        eb.or([eb('items.to_size', 'is', null), eb('items.to_size', '>', size)]),
      ) as unknown as ItemQuery
    if (by.kind === 'somebody') {
      // As with the lists of audiences: no door at all must not become no condition at all.
      query =
        by.doors.doors.length === 0
          ? query.where('items.audience_set', '=', -1)
          : query
              .where('items.door', 'in', [...by.doors.doors])
              .where('items.visible_from_ms', '<=', by.doors.now)
    }
    return query
  }

  const cut = async (
    kind: DeskItemKind,
    { reader: by, interval, area }: ItemCut,
    size: number,
  ): Promise<ItemQuery> => {
    let items = visible(kind, by, size)
    if (interval.to !== null) items = items.where('items.start_ms', '<=', interval.to)
    if (interval.from !== null) {
      // How long items last at most bounds how far back the index of their starts must be read.
      const longest = await longestSpan(reader, kind)
      items = items
        .where('items.start_ms', '>=', interval.from - longest)
        .where('items.end_ms', '>=', interval.from)
    }
    if (area !== null) {
      items = items.where('items.lat', '>=', area.south).where('items.lat', '<=', area.north)
      items = items.where((eb) => {
        const sides = [eb('items.lon', '>=', area.west), eb('items.lon', '<=', area.east)]
        return area.west <= area.east ? eb.and(sides) : eb.or(sides)
      })
    }
    return items
  }

  return { visible, cut }
}

/** The items that come after a place, in order, as many as the limit says. */
export function inOrder(items: ItemQuery, after: Place | null, limit: number, order: StreamOrder): ItemQuery {
  const [beyond, direction] = order === 'earliest-first' ? (['>', 'asc'] as const) : (['<', 'desc'] as const)
  const query =
    after === null
      ? items
      : items.where((eb) =>
          eb(eb.refTuple('items.start_ms', 'items.id'), beyond, eb.tuple(after.startMs, after.id)),
        )
  return query.orderBy('items.start_ms', direction).orderBy('items.id', direction).limit(limit)
}

/** All rows of a selection, a step at a time, so that memory does not grow with them and whatever else runs is let in between. */
export async function* inSteps<Row extends Pick<VersionedItem, 'start_ms' | 'id'>>(
  read: (after: Place | null, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after: Place | null = null; ;) {
    const rows: readonly Row[] = await read(after, ITEMS_IN_A_STEP)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < ITEMS_IN_A_STEP) return
    after = { startMs: last.start_ms, id: last.id }
    await setImmediate()
  }
}

/** How many items a selection has, as far as anybody counts. */
export async function countUpTo(db: Kysely<ItemDatabase>, items: ItemQuery): Promise<number> {
  const few = items.select('items.id').limit(MOST_COUNTED).as('few')
  const { count } = await db
    .selectFrom(few)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The longest span of any item of the kind, in milliseconds. */
async function longestSpan(reader: Kysely<Tables>, kind: DeskItemKind): Promise<number> {
  const { longest } = await reader
    .selectFrom(tableOf(kind))
    .select((eb) => eb.fn.max('span_ms').as('longest'))
    .executeTakeFirstOrThrow()
  return Number(longest ?? 0)
}

function tableOf(kind: DeskItemKind): ItemTable {
  switch (kind) {
    case 'observation':
      return 'observations'
    case 'incident':
      return 'incident_versions'
    case 'violation':
      return 'violation_versions'
    case 'list':
      return 'list_versions'
    default:
      return assertNever(kind)
  }
}
