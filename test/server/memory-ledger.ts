// SPDX-License-Identifier: Apache-2.0
import type { Acknowledgement, JournalRecord, Ledger, LedgerEntry, LogName, TileName } from '#evidence'
import { digestOfJson, toInstant, type JsonValue } from '#kernel'

export interface MemoryLedger extends Ledger {
  readonly records: Readonly<Record<LogName, JournalRecord[]>>
  readonly tiles: Map<string, Uint8Array>
  note: string | null
}

/** A ledger that lives as long as the test. */
export function createMemoryLedger(): MemoryLedger {
  const records: Record<LogName, JournalRecord[]> = { public: [], internal: [] }
  const tiles = new Map<string, Uint8Array>()
  const append = (log: LogName, record: JournalRecord): Promise<Acknowledgement> => {
    const index = records[log].push(record) - 1
    return Promise.resolve({ log, index, digest: digestOfJson(record as unknown as JsonValue) })
  }
  const entries: Ledger['entries'] = async function* (log, range = {}) {
    const { from = 0, to = records[log].length, kinds, stream } = range
    for (let index = from; index < Math.min(to, records[log].length); index += 1) {
      const record = records[log][index]!
      if (kinds !== undefined && !kinds.includes(record.kind)) continue
      if (stream !== undefined && record.body['stream'] !== stream) continue
      const digest = digestOfJson(record as unknown as JsonValue)
      const entry: LedgerEntry = {
        log,
        index,
        digest,
        knownAt: toInstant(0),
        content: { kind: 'record', record },
      }
      yield await Promise.resolve(entry)
    }
  }
  const sizeOf = (log: LogName): Promise<number> => Promise.resolve(records[log].length)
  const ledger: MemoryLedger = {
    records,
    tiles,
    note: null,
    write: (decide) => decide({ append, entries, sizeOf }),
    entries,
    sizeOf,
    publishCheckpoint: () => Promise.reject(new Error('no checkpoint is published in memory')),
    checkpoint: () => Promise.resolve(ledger.note),
    tile: (_log, name: TileName) =>
      Promise.resolve(tiles.get(`${name.level}/${name.index}/${name.width}`) ?? null),
  }
  return ledger
}
