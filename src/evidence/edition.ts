// SPDX-License-Identifier: Apache-2.0
import type { LogState } from './ports.ts'
import type { JournalRecord } from './record.ts'

/** The published files as a fold over the records that an audience may read, the record of their publication left out. */
export interface Edition {
  add(record: JournalRecord): void
  /** Writes what is left; `journal` is the state of the log after the last of the records, withheld ones counted. */
  finish(journal: LogState): void
}

/** `write` may be called as often as needed; pieces of one file are joined in their order and written as UTF-8. */
export type EditionFactory = (write: (file: string, text: string) => void) => Edition
