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
  const { from = 0, to, kinds, stream } = range
  for (let next = from; ;) {
    let query = db
      .selectFrom('log_records as r')
      .leftJoin('record_keys as k', (join) => join.onRef('k.log', '=', 'r.log').onRef('k.idx', '=', 'r.idx'))
      .select(['r.idx', 'r.kind', 'r.known_ms', 'r.digest', 'r.record', 'r.sealed', 'k.record_key'])
      .where('r.log', '=', log)
      .where('r.idx', '>=', next)
    if (to !== undefined) query = query.where('r.idx', '<', to)
    if (kinds !== undefined) query = query.where('r.kind', 'in', [...kinds])
    if (stream !== undefined) query = query.where('r.stream', '=', stream)
    const rows = await query.orderBy('r.idx').limit(ENTRIES_IN_A_PAGE).execute()
    for (const row of rows) yield toEntry(log, row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < ENTRIES_IN_A_PAGE) return
    next = last.idx + 1
    await setImmediate()
  }
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
