// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { Kysely, SelectQueryBuilder } from 'kysely'

import type { Ledger } from '#evidence'
import { assertNever, toInstant } from '#kernel'
import { INSTALLATION, readerOf, type Reader } from '#releasability'
import type {
  DeskAnswer,
  DeskItem,
  DeskItemKind,
  DeskQueries,
  DeskQuery,
  DeskReader,
  StreamOrder,
} from '#reports'

import type { AudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import { formatPlace, parsePlace, type Place } from './item-place.ts'
import type { ItemTable, Tables, VersionedItem } from './tables.ts'

/** Counting goes no further: a list of more says that there are at least so many. */
const MOST_COUNTED = 2_000
const ITEMS_IN_A_STEP = 500

/** The columns that all tables of items share; the name of the table is put in beside. */
interface ItemDatabase {
  readonly items: VersionedItem
}
type ItemQuery = SelectQueryBuilder<ItemDatabase, 'items', object>

/** Whoever reads, and whoever looks over their shoulder: an item must be for all of them. */
function readersOf(by: DeskReader): readonly Reader[] {
  if (by.kind === 'installation') return [INSTALLATION]
  const { audiences, within } = by
  return [audiences, ...(within === undefined ? [] : [within])].map((names) => readerOf(null, names))
}

/** What desks ask, over tables that hold a row for each form and version of an item. */
export function createDeskQueries(
  { reader }: Pick<Database, 'reader'>,
  ledger: Pick<Ledger, 'sizeOf'>,
  audienceSets: AudienceSets,
): DeskQueries {
  const db = reader as unknown as Kysely<ItemDatabase>

  const sizeFor = async (asOf: number | null): Promise<number> => {
    const size = await ledger.sizeOf('public')
    return asOf === null ? size : Math.min(asOf, size)
  }

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
    query: Pick<DeskQuery, 'reader' | 'interval' | 'area'>,
    size: number,
  ): Promise<ItemQuery> => {
    const { interval, area } = query
    let items = visible(kind, query.reader, size)
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

  const pageOf = async (
    items: ItemQuery,
    after: Place | null,
    limit: number,
    order: StreamOrder = 'earliest-first',
  ): Promise<readonly VersionedItem[]> => {
    const [beyond, direction] =
      order === 'earliest-first' ? (['>', 'asc'] as const) : (['<', 'desc'] as const)
    const query =
      after === null
        ? items
        : items.where((eb) =>
            eb(eb.refTuple('items.start_ms', 'items.id'), beyond, eb.tuple(after.startMs, after.id)),
          )
    return query
      .selectAll('items')
      .orderBy('items.start_ms', direction)
      .orderBy('items.id', direction)
      .limit(limit)
      .execute()
  }

  const toItem = (row: VersionedItem): DeskItem => {
    let document: DeskItem['document'] | null = null
    return {
      id: row.id,
      interval: { start: toInstant(row.start_ms), end: toInstant(row.end_ms) },
      center: row.lat === null || row.lon === null ? null : { latitude: row.lat, longitude: row.lon },
      since: row.from_size,
      audiences: audienceSets.namesOf(row.audience_set),
      door: row.door,
      text: row.document,
      get document() {
        document ??= JSON.parse(row.document) as DeskItem['document']
        return document
      },
    }
  }

  const list = async (kind: DeskItemKind, query: DeskQuery): Promise<DeskAnswer> => {
    const after = query.cursor === null ? null : parsePlace(query.cursor)
    if (query.cursor !== null && after === null) return { kind: 'bad-cursor' }
    const size = await sizeFor(query.asOf)
    const items = await cut(kind, query, size)
    const rows = await pageOf(items, after, query.limit + 1)
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    const hasMore = rows.length > query.limit && last !== undefined
    const atLeast = !hasMore && after === null ? rows.length : await countUpTo(db, items)
    return {
      kind: 'page',
      page: {
        items: shown.map(toItem),
        next: hasMore ? formatPlace({ startMs: last.start_ms, id: last.id }) : null,
        asOf: size,
        atLeast,
      },
    }
  }

  const get = async (
    kind: DeskItemKind,
    by: DeskReader,
    id: string,
    asOf: number | null,
  ): Promise<DeskItem | null> => {
    const row = await visible(kind, by, await sizeFor(asOf))
      .selectAll('items')
      .where('items.id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : toItem(row)
  }

  async function* stream(
    kind: DeskItemKind,
    query: Omit<DeskQuery, 'cursor' | 'limit'>,
    order: StreamOrder = 'earliest-first',
  ): AsyncGenerator<DeskItem> {
    const items = await cut(kind, query, await sizeFor(query.asOf))
    for (let after: Place | null = null; ;) {
      const rows: readonly VersionedItem[] = await pageOf(items, after, ITEMS_IN_A_STEP, order)
      for (const row of rows) yield toItem(row)
      const last = rows.at(-1)
      if (last === undefined || rows.length < ITEMS_IN_A_STEP) return
      after = { startMs: last.start_ms, id: last.id }
      await setImmediate()
    }
  }

  return {
    listObservations: (query) => list('observation', query),
    listIncidents: (query) => list('incident', query),
    listViolations: (query) => list('violation', query),
    listLists: (query) => list('list', query),
    getObservation: (by, id, asOf) => get('observation', by, id, asOf),
    getIncident: (by, id, asOf) => get('incident', by, id, asOf),
    getViolation: (by, id, asOf) => get('violation', by, id, asOf),
    getList: (by, id, asOf) => get('list', by, id, asOf),
    stream,
    async feeds() {
      const rows = await reader
        .selectFrom('feeds as f')
        .leftJoin('deliveries as d', 'd.feed', 'f.id')
        .select((eb) => [
          'f.id',
          'f.source',
          eb.fn.count<number>('d.idx').as('originals'),
          eb.fn.max('d.received_ms').as('last_ms'),
        ])
        .groupBy(['f.id', 'f.source'])
        .orderBy('f.id')
        .execute()
      return rows.map(({ id, source, originals, last_ms }) => ({
        id,
        source,
        originals: Number(originals),
        lastReceivedAt: last_ms === null ? null : toInstant(Number(last_ms)),
      }))
    },
  }
}

async function countUpTo(db: Kysely<ItemDatabase>, items: ItemQuery): Promise<number> {
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
