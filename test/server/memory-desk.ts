// SPDX-License-Identifier: Apache-2.0
import { admitsForm, mayRead } from '#releasability'
import {
  incidentFigures,
  type DeskAnswer,
  type DeskItem,
  type DeskItemKind,
  type DeskQueries,
  type DeskQuery,
  type DeskReader,
  type FeedStanding,
} from '#reports'
import { isInside } from '#sources'
import { toInstant } from '#kernel'

export interface MemoryDesk extends DeskQueries {
  readonly items: Record<DeskItemKind, DeskItem[]>
  readonly standings: FeedStanding[]
}

/** What desks ask of the tables, answered from arrays; a version of an item ends where the next one of its id begins. */
export function createMemoryDesk(sizeOf: () => number): MemoryDesk {
  const items: MemoryDesk['items'] = { observation: [], incident: [], violation: [], list: [] }
  const standings: FeedStanding[] = []

  const readable = (item: DeskItem, reader: DeskReader): boolean =>
    reader.kind === 'installation' ||
    ([reader.audiences, reader.within ?? reader.audiences].every((audiences) =>
      mayRead(item, { person: null, audiences }),
    ) &&
      admitsForm(reader.doors, { door: item.door ?? 'open', visibleFrom: toInstant(0) }))

  const standingAt = (kind: DeskItemKind, size: number): DeskItem[] => {
    const latest = new Map<string, DeskItem>()
    for (const item of items[kind]) if (item.since <= size) latest.set(`${item.id} ${item.door ?? ''}`, item)
    return [...latest.values()]
  }

  const select = (
    kind: DeskItemKind,
    query: Omit<DeskQuery, 'cursor' | 'limit'>,
    size: number,
  ): DeskItem[] => {
    const { from, to } = query.interval
    return standingAt(kind, size)
      .filter((item) => readable(item, query.reader))
      .filter(
        (item) => (from === null || item.interval.end >= from) && (to === null || item.interval.start <= to),
      )
      .filter((item) => query.area === null || (item.center !== null && isInside(query.area, item.center)))
      .sort((a, b) => a.interval.start - b.interval.start || (a.id < b.id ? -1 : 1))
  }

  const list =
    (kind: DeskItemKind) =>
    (query: DeskQuery): Promise<DeskAnswer> => {
      const asOf = query.asOf ?? sizeOf()
      const found = select(kind, query, asOf)
      const start = query.cursor === null ? 0 : found.findIndex((item) => item.id === query.cursor) + 1
      if (query.cursor !== null && start === 0) return Promise.resolve({ kind: 'bad-cursor' })
      const page = found.slice(start, start + query.limit)
      const next = start + query.limit < found.length ? (page.at(-1)?.id ?? null) : null
      return Promise.resolve({ kind: 'page', page: { items: page, next, asOf, atLeast: found.length } })
    }

  const get =
    (kind: DeskItemKind) =>
    (reader: DeskReader, id: string, asOf: number | null): Promise<DeskItem | null> => {
      const size = asOf ?? sizeOf()
      const found = items[kind].findLast(
        (item) => item.id === id && item.since <= size && readable(item, reader),
      )
      return Promise.resolve(found ?? null)
    }

  return {
    items,
    standings,
    listObservations: list('observation'),
    listIncidents: list('incident'),
    listViolations: list('violation'),
    listLists: list('list'),
    getObservation: get('observation'),
    getIncident: get('incident'),
    getViolation: get('violation'),
    getList: get('list'),
    async *stream(kind, query, order) {
      const found = select(kind, query, query.asOf ?? sizeOf())
      const ordered = order === 'latest-first' ? found.toReversed() : found
      for (const item of ordered) yield await Promise.resolve(item)
    },
    async getIncidentBrief(reader, id, asOf) {
      const item = await get('incident')(reader, id, asOf)
      return item === null ? null : { ...item, figures: incidentFigures(item.document) }
    },
    async *streamIncidentBriefs(query, order) {
      const found = select('incident', query, query.asOf ?? sizeOf())
      for (const item of order === 'latest-first' ? found.toReversed() : found) {
        yield await Promise.resolve({ ...item, figures: incidentFigures(item.document) })
      }
    },
    feeds: () => Promise.resolve(standings),
  }
}
