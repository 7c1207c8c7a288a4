// SPDX-License-Identifier: Apache-2.0
import { type Journal, type JournalRecord, type LogState, type RecordSpool } from '#evidence'
import type { Digest } from '#kernel'
import { mayRead } from '#releasability'

import { createEdition } from './edition.ts'
import { toRecord } from './record-wire.ts'

/** Where the files of an edition are written and what they came to. */
export interface EditionFiles {
  write(name: string, text: string): void
  finish(): readonly { readonly name: string; readonly digest: Digest; readonly bytes: number }[]
}

/**
 * Enters the spooled records into the journal in their order, makes the edition that the audience may read, and records
 * what was published. The journal's state that the report names is the one before the record of its publication.
 */
export async function publish(
  spool: RecordSpool,
  journal: Journal,
  files: EditionFiles,
  question: {
    readonly audience: string | null
    readonly asOf: string
    readonly audiences: readonly string[]
  },
): Promise<{ readonly published: LogState; readonly sealed: LogState }> {
  const edition = createEdition((name, text) => files.write(name, text))
  const decoder = new TextDecoder()
  for await (const { bytes } of spool.entries()) {
    const record = JSON.parse(decoder.decode(bytes)) as JournalRecord
    journal.append(record, bytes)
    if (mayRead(record.audiences, question.audience)) edition.add(record)
  }
  const published = journal.state()
  edition.finish(published)
  journal.append(
    toRecord(
      { kind: 'published', body: { journal: published, files: files.finish() } },
      question.asOf,
      question.audiences,
    ),
  )
  return { published, sealed: await journal.seal() }
}
