// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'

import type { Kysely } from 'kysely'

import type { EntryRange, JournalRecord, LedgerEntry, LogName } from '#evidence'
import { toInstant, type Digest } from '#kernel'

import { openText } from './sealing.ts'
import type { Tables } from './tables.ts'

const ENTRIES_IN_A_PAGE = 500

/** Entries of a log in order, a page at a time, so that neither memory nor the other readers notice. */
export async function* readEntries(
  db: Kysely<Tables>,
  log: LogName,
  range: EntryRange = {},
): AsyncGenerator<LedgerEntry> {
  for (let next = range.from ?? 0; ;) {
    const query = db
      .selectFrom('log_records as r')
      .leftJoin('record_keys as k', (join) => join.onRef('k.log', '=', 'r.log').onRef('k.idx', '=', 'r.idx'))
      .select(['r.idx', 'r.kind', 'r.known_ms', 'r.digest', 'r.record', 'r.sealed', 'k.record_key'])
      .where('r.log', '=', log)
      .where('r.idx', 'in', placesFrom(db, log, next, range))
    const rows = await query.orderBy('r.idx').execute()
    for (const row of rows) yield toEntry(log, row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < ENTRIES_IN_A_PAGE) return
    next = last.idx + 1
    await setImmediate()
  }
}

/**
 * The next places of a range, found in the index of streams or of kinds: asked in one condition, SQLite walks the whole log for a stream
 * of three records. Each kind is cut to a page by itself and the first of all are taken.
 */
function placesFrom(db: Kysely<Tables>, log: LogName, next: number, { to, kinds, stream }: EntryRange) {
  let places = db.selectFrom('log_records').select('idx').where('log', '=', log).where('idx', '>=', next)
  if (to !== undefined) places = places.where('idx', '<', to)
  places = places.orderBy('idx').limit(ENTRIES_IN_A_PAGE)
  if (stream !== undefined) {
    const inStream = places.where('stream', '=', stream)
    return kinds === undefined ? inStream : inStream.where('kind', 'in', ['', ...kinds])
  }
  if (kinds === undefined) return places
  const [first = '', ...others] = kinds
  const ofKind = (kind: string) => db.selectFrom(places.where('kind', '=', kind).as('page')).select('idx')
  return others
    .reduce((all, kind) => all.unionAll(ofKind(kind)), ofKind(first))
    .orderBy('idx')
    .limit(ENTRIES_IN_A_PAGE)
}

interface EntryRow {
  readonly idx: number
  readonly kind: string
  readonly known_ms: number
  readonly digest: string
  readonly record: string | null
  readonly sealed: Uint8Array | null
  readonly record_key: Uint8Array | null
}

function toEntry(log: LogName, row: EntryRow): LedgerEntry {
  const text =
    row.record ??
    (row.sealed === null || row.record_key === null
      ? null
      : openText({ key: row.record_key, sealed: row.sealed }))
  return {
    log,
    index: row.idx,
    digest: row.digest as Digest,
    knownAt: toInstant(row.known_ms),
    content:
      text === null
        ? { kind: 'tombstone', recordKind: row.kind }
        : { kind: 'record', record: JSON.parse(text) as JournalRecord },
  }
}
