// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type JsonValue } from '#kernel'
import { editionReader, mayRead } from '#releasability'

import { fromUtf8, toHex, toUtf8 } from '../bytes.ts'
import { EvidenceError } from '../evidence-error.ts'
import {
  CHECKPOINT_PATH,
  logPath,
  recordFileCount,
  recordFilePath,
  RECORDS_PER_FILE,
  SIGNER_PATH,
} from '../layout.ts'
import { createTileWriter, formatCheckpoint, formatVerifierKey, tilePath } from '../log/index.ts'
import { createTreeHashing } from '../merkle/index.ts'
import type { Cryptography, Journal, JournalFiles, LogState, Signer } from '../ports.ts'
import type { BundledRecord } from '../record.ts'
import { commitTo } from './commitment.ts'
import { linesOf } from './lines.ts'
import { lineEnd, lineStart, parseRecordLine, toBundledRecord, withheldLine } from './record-line.ts'

/** Longest line that is read back: far above any record, far below what would fill memory. */
export const MOST_LINE_BYTES = 256 * 1024 * 1024

const BATCH_BYTES = 1024 * 1024

export interface JournalOptions {
  readonly cryptography: Cryptography
  readonly signer: Signer
  /** Secret of the installation, or `exerciseSaltKey`. */
  readonly saltKey: Uint8Array
  /** Whom the bundle is for; what this audience may not read is written withheld. Null writes everything. */
  readonly audience: string | null
}

/** A journal over any place for files; lines are gathered and written a megabyte at a time, tiles as they fill. */
export function createJournal(files: JournalFiles, options: JournalOptions): Journal {
  const { cryptography, signer, saltKey } = options
  const reader = editionReader(options.audience)
  const writer = createTileWriter(createTreeHashing(cryptography), (tile, bytes) =>
    files.write(logPath(tilePath(tile)), bytes),
  )
  const lines = createLineBatch()
  let sealed = false

  const flush = (): void => {
    if (lines.length > 0)
      files.append(recordFilePath(Math.floor((writer.size - 1) / RECORDS_PER_FILE)), lines.take())
  }
  const state = (): LogState => ({ size: writer.size, root: toHex(writer.root()) })

  return {
    append(record, canonicalBytes) {
      if (sealed)
        throw new EvidenceError('journal-sealed', 'the journal is sealed: nothing can be added to it')
      // Worked out before anything is written, since a record that JSON cannot hold throws here.
      const canonical = canonicalBytes ?? canonicalJson(record as unknown as JsonValue)
      const index = writer.size
      const before = lines.length
      lines.add(lineStart(index))
      const recordBytes = typeof canonical === 'string' ? lines.add(canonical) : lines.addBytes(canonical)
      const { salt, commitment } = commitTo(cryptography, saltKey, cryptography.sha256(recordBytes))
      if (mayRead(record, reader)) {
        lines.add(lineEnd(toHex(salt)))
      } else {
        lines.cutBackTo(before)
        lines.add(withheldLine(index, toHex(commitment)))
      }
      writer.append(commitment)
      if (lines.length >= BATCH_BYTES || writer.size % RECORDS_PER_FILE === 0) flush()
    },
    state,
    async *records() {
      flush()
      yield* readRecords(files, writer.size)
    },
    async seal() {
      if (sealed) throw new EvidenceError('journal-sealed', 'the journal is sealed already')
      sealed = true
      flush()
      writer.finish()
      files.write(SIGNER_PATH, toUtf8(`${formatVerifierKey(cryptography, signer.name, signer.publicKey)}\n`))
      // A checkpoint vouches for what can be read again, so all else is made durable before it is signed.
      await files.settle()
      files.write(CHECKPOINT_PATH, formatCheckpoint(cryptography, state(), signer))
      await files.settle()
      return state()
    },
  }
}

/** The first `size` records of a journal as they stand in its bundle. Throws EvidenceError 'record-unreadable' where a line is not one. */
export async function* readRecords(
  files: Pick<JournalFiles, 'read'>,
  size: number,
): AsyncGenerator<BundledRecord> {
  let index = 0
  for (let fileNumber = 0; fileNumber < recordFileCount(size); fileNumber += 1) {
    for await (const line of linesOf(files.read(recordFilePath(fileNumber)), MOST_LINE_BYTES)) {
      if (index === size) return
      const parsed = line.kind === 'line' ? parseRecordLine(line.bytes) : null
      const text = parsed?.kind === 'open' ? fromUtf8(parsed.recordBytes) : ''
      if (parsed === null || text === null || parsed.index !== index) {
        throw new EvidenceError('record-unreadable', `record ${index} of the journal cannot be read back`)
      }
      yield toBundledRecord(parsed, text)
      index += 1
    }
  }
}

/** UTF-8 lines gathered in one buffer that grows with the longest batch. */
function createLineBatch(): {
  readonly length: number
  /** Adds text and shows its bytes, which stay as they are until the next call. */
  add(text: string): Uint8Array
  addBytes(bytes: Uint8Array): Uint8Array
  cutBackTo(length: number): void
  take(): Uint8Array
} {
  const encoder = new TextEncoder()
  let buffer = new Uint8Array(2 * BATCH_BYTES)
  let length = 0
  const makeRoom = (bytes: number): void => {
    const needed = length + bytes
    if (needed <= buffer.length) return
    const larger = new Uint8Array(Math.max(needed, 2 * buffer.length))
    larger.set(buffer.subarray(0, length))
    buffer = larger
  }
  return {
    get length() {
      return length
    },
    add(text) {
      // A UTF-16 unit takes at most three bytes of UTF-8.
      makeRoom(3 * text.length)
      const { written } = encoder.encodeInto(text, buffer.subarray(length))
      length += written
      return buffer.subarray(length - written, length)
    },
    addBytes(bytes) {
      makeRoom(bytes.length)
      buffer.set(bytes, length)
      length += bytes.length
      return buffer.subarray(length - bytes.length, length)
    },
    cutBackTo(shorter) {
      length = shorter
    },
    take() {
      const taken = buffer.slice(0, length)
      length = 0
      return taken
    },
  }
}
