// SPDX-License-Identifier: Apache-2.0
import type { GeographicBox } from '#sources'
import type { Digest, Instant, JsonValue } from '#kernel'
import type { Door, DoorFilter } from '#releasability'

import type { IncidentBrief } from './incident-brief.ts'

/**
 * Who asks: the installation itself, which has every form of every item, or somebody, who has the items of which one of these names is
 * an audience, in the forms whose doors are open to them on the surface that asks at that moment (`door IN (...) AND visible_from <= now`).
 */
export type DeskReader =
  | { readonly kind: 'installation' }
  | {
      readonly kind: 'somebody'
      readonly audiences: readonly string[]
      readonly doors: DoorFilter
      /** Of whoever looks at what this reader has: they see none of it that is not also for them. */
      readonly within?: readonly string[]
    }

/** The installation at its own work: never the reader of anything that leaves. */
export const THE_INSTALLATION: DeskReader = { kind: 'installation' }

/** What a list is cut down to. */
export interface DeskQuery {
  readonly reader: DeskReader
  /** Items that touch this span, both ends included. */
  readonly interval: { readonly from: Instant | null; readonly to: Instant | null }
  /** Items whose centre lies in the box; null is the whole Earth. */
  readonly area: GeographicBox | null
  /** Size of the public log as of which is asked; null is now. */
  readonly asOf: number | null
  /** Where the page before ended; null begins. Opaque to everybody but the database. */
  readonly cursor: string | null
  /** Items in a page, from 1 to `MOST_ITEMS_IN_A_PAGE`. */
  readonly limit: number
}

export const MOST_ITEMS_IN_A_PAGE = 1_000

/** One item as it stood: its document, where and when, and since which size of the log it reads so. */
export interface DeskItem {
  readonly id: string
  readonly interval: { readonly start: Instant; readonly end: Instant }
  readonly center: { readonly latitude: number; readonly longitude: number } | null
  /** Size of the public log from which on this version holds. */
  readonly since: number
  readonly audiences: readonly string[]
  /** By which door this form of the item leaves (`formsOf`); absent where the whole item is open to all who may read it. */
  readonly door?: Door
  /** The stored document: an observation's, an incident's with its assessment, a possible violation's, a list's. */
  readonly document: { readonly [key: string]: JsonValue }
  /** The same as canonical JSON, where it is stored so: for who hands it on unread. */
  readonly text?: string
}

export interface DeskPage {
  readonly items: readonly DeskItem[]
  /** Null where nothing follows. */
  readonly next: string | null
  /** The size that was answered for: the one asked, or the one there was. */
  readonly asOf: number
  /** How many the reader may read at all; what they may not read is in no count. */
  readonly atLeast: number
}

/** A cursor that this database did not hand out is bad input, not a fault. */
export type DeskAnswer = { readonly kind: 'page'; readonly page: DeskPage } | { readonly kind: 'bad-cursor' }

/** What was received of one feed. */
export interface FeedStanding {
  readonly id: string
  readonly source: string
  readonly lastReceivedAt: Instant | null
  readonly originals: number
}

/** From which end a stream comes: whoever looks at a situation wants the latest at once. */
export type StreamOrder = 'earliest-first' | 'latest-first'

/** What desks, exports and automatic lists ask of the tables; every answer is cut to the reader in the query itself. */
export interface DeskQueries {
  listObservations(query: DeskQuery): Promise<DeskAnswer>
  /** By their latest version at that size; ordered by start, then id. */
  listIncidents(query: DeskQuery): Promise<DeskAnswer>
  listViolations(query: DeskQuery): Promise<DeskAnswer>
  listLists(query: DeskQuery): Promise<DeskAnswer>
  getObservation(reader: DeskReader, id: Digest, asOf: number | null): Promise<DeskItem | null>
  getIncident(reader: DeskReader, id: Digest, asOf: number | null): Promise<DeskItem | null>
  getViolation(reader: DeskReader, id: Digest, asOf: number | null): Promise<DeskItem | null>
  getList(reader: DeskReader, id: string, asOf: number | null): Promise<DeskItem | null>
  /** Everything a query finds, without a page limit, in memory that does not grow with it; by start, the earliest first. */
  stream(
    kind: DeskItemKind,
    query: Omit<DeskQuery, 'cursor' | 'limit'>,
    order?: StreamOrder,
  ): AsyncIterable<DeskItem>
  /** All incidents that a query finds, each without its document. */
  streamIncidentBriefs(
    query: Omit<DeskQuery, 'cursor' | 'limit'>,
    order: StreamOrder,
  ): AsyncIterable<IncidentBrief>
  /** One incident without its document. */
  getIncidentBrief(reader: DeskReader, id: Digest, asOf: number | null): Promise<IncidentBrief | null>
  feeds(): Promise<readonly FeedStanding[]>
}

export const DESK_ITEM_KINDS = ['observation', 'incident', 'violation', 'list'] as const
export type DeskItemKind = (typeof DESK_ITEM_KINDS)[number]
