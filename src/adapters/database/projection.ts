// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord, LogName } from '#evidence'
import type { CanonicalTexts, Digest, Instant } from '#kernel'

import type { TableWriter } from './table-writer.ts'

/** A record as it comes to stand, for those who keep tables by it. */
export interface StandingRecord {
  readonly log: LogName
  readonly index: number
  readonly digest: Digest
  readonly knownAt: Instant
  readonly record: JournalRecord
  /** Number of the record's list of audiences. */
  readonly audienceSet: number
  /** Size of the public log from which on the record holds: its own place and one, or what there was for an internal one. */
  readonly holdsFrom: number
  /** Canonical text of what the record holds as its `document`, worked out for its digest already. */
  readonly texts: CanonicalTexts
}

/** What a kind of record does to the tables; runs in the turn that appends it and when tables are made again from the ledger. */
export type Projection = (entry: StandingRecord, tables: TableWriter) => void | Promise<void>

/** By kind; a kind without one changes no table. */
export type Projections = Readonly<Record<string, Projection>>
