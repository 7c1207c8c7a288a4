// SPDX-License-Identifier: Apache-2.0
import {
  createWithholding,
  type Journal,
  type JournalRecord,
  type LogState,
  type OriginalStore,
  type RecordSpool,
} from '#evidence'
import type { Digest } from '#kernel'
import { editionReader, mayRead } from '#releasability'

import { createEdition } from './edition.ts'
import { toRecord } from './record-wire.ts'

/** Where the files of an edition are written and what they came to. */
export interface EditionFiles {
  write(name: string, text: string): void
  finish(): readonly { readonly name: string; readonly digest: Digest; readonly bytes: number }[]
}

/**
 * Enters the spooled records into the journal in their order, makes the edition that the audience may read, and records
 * what was published. Originals that say what is withheld from the audience are taken out of the store. The journal's state that the report names is the one before the record of its publication.
 */
export async function publish(
  spool: RecordSpool,
  journal: Journal,
  originals: Pick<OriginalStore, 'withhold'>,
  files: EditionFiles,
  question: {
    readonly audience: string | null
    readonly asOf: string
    readonly audiences: readonly string[]
  },
): Promise<{ readonly published: LogState; readonly sealed: LogState }> {
  const edition = createEdition((name, text) => files.write(name, text))
  const withholding = createWithholding(question.audience)
  const reader = editionReader(question.audience)
  const decoder = new TextDecoder()
  for await (const { bytes } of spool.entries()) {
    const record = JSON.parse(decoder.decode(bytes)) as JournalRecord
    journal.append(record, bytes)
    withholding.add(record)
    if (mayRead(record, reader)) edition.add(record)
  }
  const published = journal.state()
  edition.finish(published)
  const withheldOriginals = await withholding.carryOut(originals)
  journal.append(
    toRecord(
      {
        kind: 'published',
        body: {
          journal: published,
          files: files.finish(),
          ...(withheldOriginals.length > 0 ? { withheldOriginals } : {}),
        },
      },
      question.asOf,
      question.audiences,
    ),
  )
  return { published, sealed: await journal.seal() }
}
