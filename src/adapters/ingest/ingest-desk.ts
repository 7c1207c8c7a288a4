// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from '#evidence'
import type { Digest, Problem } from '#kernel'

/** A delivery as the log has it. */
export interface DeliveryToRead {
  /** Index of its `received` record. */
  readonly index: number
  readonly original: Digest
  readonly source: string
  readonly name: string
  /** Rows that are on record already, from before a stop. */
  readonly rowsDone: number
}

/** A row and what it becomes, should nobody have delivered the same before. */
export type ReadRow =
  | {
      readonly kind: 'observation'
      readonly row: number
      readonly id: Digest
      readonly record: JournalRecord
    }
  | { readonly kind: 'quarantined'; readonly row: number; readonly record: JournalRecord }

/** What a whole delivery came to. */
export type ReadEnd =
  | { readonly kind: 'read'; readonly encoding: string; readonly rows: number }
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }

export interface ReadStep {
  readonly rows: readonly ReadRow[]
  /** Null while there are more rows. */
  readonly end: ReadEnd | null
}

/** What an incident became, as the records that say so; they belong into one turn. */
export interface IncidentChange {
  readonly incident: Digest
  readonly records: readonly JournalRecord[]
}

/** An incident as it stands in the tables. */
export interface StandingIncident {
  readonly id: Digest
  readonly documentDigest: Digest
}

/**
 * A part of a UTC day of what the tables hold. Observations come first, as the JSON of their documents: whoever hands a day on has
 * others to answer, so they are read where they are needed. With the last of them come the incidents that began on the day.
 */
export interface LoadedPart {
  readonly day: number
  readonly observations: readonly string[]
  /** Null in all parts but the last. */
  readonly incidents: readonly StandingIncident[] | null
}

/**
 * The work of ingest that takes a processor: reading and fusing. It knows no database; one caller asks one thing at a time, so that it
 * can live in a thread of its own.
 */
export interface IngestDesk {
  open(delivery: DeliveryToRead): Promise<void>
  /** The next rows of the open delivery. */
  read(most: number): Promise<ReadStep>
  /** Which observations of the steps since the last call were new and are on record now. */
  accept(ids: readonly Digest[]): Promise<void>
  /** Days on which something was recorded that no incident shows yet. */
  touch(days: readonly number[]): Promise<void>
  /** Days that must be loaded before the next part of what is touched can be fused; null where nothing is touched. */
  daysNeeded(): Promise<readonly number[] | null>
  /** Takes in a part of a day; with its last part the day is there. */
  load(part: LoadedPart): Promise<void>
  /** Fuses the part that `daysNeeded` was asked for and says how many changes that makes. */
  fuse(): Promise<number>
  /** The next changes, to be recorded in their order; empty after the last. */
  changes(most: number): Promise<readonly IncidentChange[]>
}

export const INGEST_CALLS = [
  'open',
  'read',
  'accept',
  'touch',
  'daysNeeded',
  'load',
  'fuse',
  'changes',
] as const satisfies readonly (keyof IngestDesk)[]

/** What an ingest desk is made from; plain values, so that they can be handed to a thread. */
export interface IngestSetup {
  /** Mission folder, where the originals lie. */
  readonly folder: string
  readonly agreement: { readonly name: string; readonly text: string }
  /** Null works without a background. */
  readonly background: { readonly name: string; readonly text: string } | null
  /** Drawn areas that the line of contact is taken from: a file, or a folder with one a day; null keeps that of the terms. */
  readonly frontline: string | null
}
