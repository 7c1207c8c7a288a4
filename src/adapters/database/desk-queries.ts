// SPDX-License-Identifier: Apache-2.0
import type { Kysely, SelectQueryBuilder } from 'kysely'

import type { Ledger } from '#evidence'
import { toInstant } from '#kernel'
import type {
  DeskAnswer,
  DeskItem,
  DeskItemKind,
  DeskQueries,
  DeskQuery,
  DeskReader,
  IncidentBrief,
  StreamOrder,
} from '#reports'

import type { AudienceSets } from './audience-sets.ts'
import type { Database } from './database.ts'
import { formatPlace, parsePlace } from './item-place.ts'
import {
  countUpTo,
  createItemSelection,
  inOrder,
  inSteps,
  type ItemDatabase,
  type ItemQuery,
} from './item-selection.ts'
import type { Tables, VersionedItem } from './tables.ts'

type IncidentVersion = Tables['incident_versions']
type BriefRow = Omit<IncidentVersion, 'document'>

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

  const { visible, cut } = createItemSelection({ reader }, audienceSets)

  const frameOf = (row: Omit<VersionedItem, 'document'>): Omit<DeskItem, 'document' | 'text'> => ({
    id: row.id,
    interval: { start: toInstant(row.start_ms), end: toInstant(row.end_ms) },
    center: row.lat === null || row.lon === null ? null : { latitude: row.lat, longitude: row.lon },
    since: row.from_size,
    audiences: audienceSets.namesOf(row.audience_set),
    door: row.door,
  })

  const toBrief = (row: BriefRow): IncidentBrief => {
    const { uncertainty_m, hypothesis, probability } = row
    return { ...frameOf(row), figures: { uncertaintyMeters: uncertainty_m, hypothesis, probability } }
  }

  const toItem = (row: VersionedItem): DeskItem => {
    let document: DeskItem['document'] | null = null
    return {
      ...frameOf(row),
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
    const rows = await inOrder(items, after, query.limit + 1, 'earliest-first')
      .selectAll('items')
      .execute()
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
    const rows = inSteps((after, limit) => inOrder(items, after, limit, order).selectAll('items').execute())
    for await (const row of rows) yield toItem(row)
  }

  async function* streamIncidentBriefs(
    query: Omit<DeskQuery, 'cursor' | 'limit'>,
    order: StreamOrder,
  ): AsyncGenerator<IncidentBrief> {
    const items = await cut('incident', query, await sizeFor(query.asOf))
    const rows = inSteps((after, limit) => briefRows(inOrder(items, after, limit, order)))
    for await (const row of rows) yield toBrief(row)
  }

  const getIncidentBrief = async (
    by: DeskReader,
    id: string,
    asOf: number | null,
  ): Promise<IncidentBrief | null> => {
    const standing = visible('incident', by, await sizeFor(asOf)).where('items.id', '=', id)
    const [row] = await briefRows(standing)
    return row === undefined ? null : toBrief(row)
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
    streamIncidentBriefs,
    getIncidentBrief,
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

/** Everything of incidents but their documents, which are nearly all there is to read of them. */
const briefRows = (incidents: ItemQuery): Promise<readonly BriefRow[]> =>
  (incidents as unknown as SelectQueryBuilder<{ readonly items: IncidentVersion }, 'items', object>)
    .select([
      'items.id',
      'items.from_size',
      'items.to_size',
      'items.start_ms',
      'items.end_ms',
      'items.span_ms',
      'items.lat',
      'items.lon',
      'items.audience_set',
      'items.door',
      'items.visible_from_ms',
      'items.uncertainty_m',
      'items.hypothesis',
      'items.probability',
    ])
    .execute()
