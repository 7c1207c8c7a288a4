// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import type { JournalRecord } from '#evidence'
import type { Instant } from '#kernel'

import { openText } from './sealing.ts'
import type { Tables } from './tables.ts'

/** What of the record of people somebody asks for; the audience is not theirs to choose. */
export interface PeopleRecordQuery {
  /** Numbers of the lists of audiences that the reader may read, by `mayRead`. */
  readonly audienceSets: readonly number[]
  readonly person: string | null
  readonly kind: string | null
  readonly from: Instant | null
  readonly to: Instant | null
  /** Index before which to go on; null begins with the newest. */
  readonly before: number | null
  readonly limit: number
}

/** An entry; `record` is null where its key was destroyed. */
export interface PeopleRecordEntry {
  readonly index: number
  readonly kind: string
  readonly record: JournalRecord | null
}

/** Records of the internal log, the newest first. */
export async function readRecordOfPeople(
  db: Kysely<Tables>,
  query: PeopleRecordQuery,
): Promise<readonly PeopleRecordEntry[]> {
  if (query.audienceSets.length === 0) return []
  let rows = db
    .selectFrom('log_records as r')
    .leftJoin('record_keys as k', (join) => join.onRef('k.log', '=', 'r.log').onRef('k.idx', '=', 'r.idx'))
    .select(['r.idx', 'r.kind', 'r.record', 'r.sealed', 'k.record_key'])
    .where('r.log', '=', 'internal')
    .where('r.audience_set', 'in', [...query.audienceSets])
  if (query.person !== null) rows = rows.where('r.stream', '=', query.person)
  if (query.kind !== null) rows = rows.where('r.kind', '=', query.kind)
  if (query.from !== null) rows = rows.where('r.time_ms', '>=', query.from)
  if (query.to !== null) rows = rows.where('r.time_ms', '<=', query.to)
  if (query.before !== null) rows = rows.where('r.idx', '<', query.before)
  const found = await rows.orderBy('r.idx', 'desc').limit(query.limit).execute()
  return found.map(({ idx, kind, record, sealed, record_key: key }) => {
    const text = record ?? (sealed === null || key === null ? null : openText({ key, sealed }))
    return { index: idx, kind, record: text === null ? null : (JSON.parse(text) as JournalRecord) }
  })
}
