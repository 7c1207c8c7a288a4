// SPDX-License-Identifier: Apache-2.0
import type { Digest, Instant } from '#kernel'

import type { TileName } from './log/index.ts'
import type { LogState } from './ports.ts'
import type { JournalRecord } from './record.ts'

/** `public` serves commitments to anyone; `internal` holds reads, sign-ins, personal data and what its owner keeps undisclosed. */
export type LogName = 'public' | 'internal'

/** Where a record came to stand. */
export interface Acknowledgement {
  readonly log: LogName
  readonly index: number
  /** Of the record's canonical JSON. */
  readonly digest: Digest
}

/** A record as it stands in a log; its text is gone where its key was destroyed. */
export interface LedgerEntry extends Acknowledgement {
  readonly knownAt: Instant
  readonly content:
    | { readonly kind: 'record'; readonly record: JournalRecord }
    | { readonly kind: 'tombstone'; readonly recordKind: string }
}

/** The turn of one writer: nothing of it stands until all of it is durable. */
export interface LedgerTurn {
  /** Appends and projects into the tables that queries read. */
  append(log: LogName, record: JournalRecord): Promise<Acknowledgement>
  /** Entries up to now, those of this turn included, in order. */
  entries(log: LogName, range?: EntryRange): AsyncIterable<LedgerEntry>
  sizeOf(log: LogName): Promise<number>
}

export interface EntryRange {
  /** First index; 0 where not given. */
  readonly from?: number
  /** Index to stop before; the size of the log where not given. */
  readonly to?: number
  readonly kinds?: readonly string[]
  /** Only records of this stream: all that concerns one case, person or list, named by `body.stream`. */
  readonly stream?: string
}

/** The journal of a standing service: many writers in turn, durable before anybody is told, readable as of any size. */
export interface Ledger {
  /** Runs the decision in a turn of its own; where it throws, nothing of it was written. Resolves when it would survive a loss of power. */
  write<T>(decide: (turn: LedgerTurn) => Promise<T>): Promise<T>
  entries(log: LogName, range?: EntryRange): AsyncIterable<LedgerEntry>
  sizeOf(log: LogName): Promise<number>
  /** Pads to the next multiple of 64 and signs; what the log serves to others grows only here. */
  publishCheckpoint(log: LogName, at: Instant): Promise<LogState>
  /** The latest signed note; null before the first. */
  checkpoint(log: LogName): Promise<string | null>
  /** A tile of the published tree, or null where there is none of that name and width. */
  tile(log: LogName, tile: TileName): Promise<Uint8Array | null>
}
