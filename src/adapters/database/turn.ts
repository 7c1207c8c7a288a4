// SPDX-License-Identifier: Apache-2.0
import type { Kysely, Transaction } from 'kysely'

import {
  commitTo,
  fromHex,
  type Acknowledgement,
  type Cryptography,
  type EntryRange,
  type JournalRecord,
  type LedgerEntry,
  type LedgerTurn,
  type LogName,
} from '#evidence'
import {
  canonicalJson,
  digestOf,
  parseInstant,
  type CanonicalTexts,
  type Instant,
  type JsonValue,
} from '#kernel'

import type { AudienceSets } from './audience-sets.ts'
import { DatabaseError } from './database-error.ts'
import { readEntries } from './entries.ts'
import type { Projections } from './projection.ts'
import { sealText } from './sealing.ts'
import type { Database } from './database.ts'
import { createTableWriter } from './table-writer.ts'
import type { Tables } from './tables.ts'

export type LogSizes = { [log in LogName]: number }

/** A turn that can also ask the tables; what it asks sees what the turn wrote. */
export interface DatabaseTurn extends LedgerTurn {
  query<T>(question: (db: Kysely<Tables>) => Promise<T>): Promise<T>
}

export interface TurnContext {
  readonly cryptography: Cryptography
  readonly saltKey: Uint8Array
  readonly projections: Projections
  readonly audienceSets: AudienceSets
  now(): Instant
}

/** A turn over `sizes`, which it changes; `finish` writes what is left and ends it. */
export function openTurn(
  db: Transaction<Tables>,
  kind: Database['kind'],
  sizes: LogSizes,
  context: TurnContext,
): { readonly turn: DatabaseTurn; finish(): Promise<void> } {
  const { cryptography, saltKey, projections, audienceSets } = context
  const tables = createTableWriter(db, kind)
  const knownAt = context.now()
  let over = false

  const checkOpen = (): void => {
    if (over) throw new DatabaseError('turn-is-over', 'A turn was used after its decision had ended.')
  }

  const append = async (log: LogName, record: JournalRecord): Promise<Acknowledgement> => {
    checkOpen()
    // Worked out before anything is written, since a record that JSON cannot hold throws here.
    const texts = textsOf(record)
    const text = canonicalJson(record as unknown as JsonValue, texts)
    const digest = digestOf(text)
    const index = sizes[log]
    sizes[log] = index + 1
    const audienceSet = audienceSets.numberOf(record, tables)
    const sealed = log === 'internal' ? sealText(text) : null
    tables.insert('log_records', {
      log,
      idx: index,
      kind: record.kind,
      stream: streamOf(record),
      time_ms: timeOf(record),
      known_ms: knownAt,
      digest,
      record: sealed === null ? text : null,
      sealed: sealed?.sealed ?? null,
      commitment: commitTo(cryptography, saltKey, fromHex(digest)!).commitment,
      audience_set: audienceSet,
    })
    if (sealed !== null) tables.insert('record_keys', { log, idx: index, record_key: sealed.key })
    const project = projections[record.kind]
    if (project !== undefined) {
      const entry = { log, index, digest, knownAt, record, audienceSet, holdsFrom: sizes.public, texts }
      await project(entry, tables)
    }
    return { log, index, digest }
  }

  async function* entries(log: LogName, range?: EntryRange): AsyncGenerator<LedgerEntry> {
    checkOpen()
    await tables.flush()
    yield* readEntries(db, log, { to: sizes[log], ...range })
  }

  return {
    turn: {
      append,
      entries,
      sizeOf: (log) => Promise.resolve(sizes[log]),
      query(question) {
        checkOpen()
        return tables.run(question)
      },
    },
    async finish() {
      await tables.flush()
      over = true
    },
  }
}

/** The document, which is nearly all of a long record and which tables keep beside it. */
function textsOf({ body }: JournalRecord): CanonicalTexts {
  const { document } = body
  const isWritten = typeof document === 'object' && document !== null
  return isWritten ? new Map([[document, canonicalJson(document)]]) : NO_TEXTS
}
const NO_TEXTS: CanonicalTexts = new Map()

function streamOf({ body }: JournalRecord): string | null {
  const { stream } = body
  return typeof stream === 'string' ? stream : null
}

function timeOf({ time, kind }: JournalRecord): Instant {
  const read = parseInstant(time)
  if (!read.ok) throw new TypeError(`a record of kind ${kind} has no instant for a time: ${time}`)
  return read.value
}
