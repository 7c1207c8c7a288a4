// SPDX-License-Identifier: Apache-2.0
import { isDigest } from '#kernel'
import type { DeskAnswer, DeskItem, DeskItemKind, DeskQueries, DeskQuery, DeskReader } from '#reports'

/** One kind of item as the API names and asks for it. */
export interface DeskKind {
  readonly kind: DeskItemKind
  /** Last part of its path. */
  readonly name: 'observations' | 'incidents' | 'violations' | 'lists'
  readonly summary: string
  list(queries: DeskQueries, query: DeskQuery): Promise<DeskAnswer>
  get(queries: DeskQueries, reader: DeskReader, id: string, asOf: number | null): Promise<DeskItem | null>
}

export const OBSERVATIONS: DeskKind = {
  kind: 'observation',
  name: 'observations',
  summary: 'What sensors and people reported',
  list: (queries, query) => queries.listObservations(query),
  get: async (queries, reader, id, asOf) => (isDigest(id) ? queries.getObservation(reader, id, asOf) : null),
}

export const INCIDENTS: DeskKind = {
  kind: 'incident',
  name: 'incidents',
  summary: 'Observations assessed as one occurrence',
  list: (queries, query) => queries.listIncidents(query),
  get: async (queries, reader, id, asOf) => (isDigest(id) ? queries.getIncident(reader, id, asOf) : null),
}

export const VIOLATIONS: DeskKind = {
  kind: 'violation',
  name: 'violations',
  summary: 'Possible violations of the agreement, as a machine states them',
  list: (queries, query) => queries.listViolations(query),
  get: async (queries, reader, id, asOf) => (isDigest(id) ? queries.getViolation(reader, id, asOf) : null),
}

export const LISTS: DeskKind = {
  kind: 'list',
  name: 'lists',
  summary: 'Lists as published, automatic and reviewed',
  list: (queries, query) => queries.listLists(query),
  get: (queries, reader, id, asOf) => queries.getList(reader, id, asOf),
}

export const DESK_KINDS: readonly DeskKind[] = [OBSERVATIONS, INCIDENTS, VIOLATIONS, LISTS]
