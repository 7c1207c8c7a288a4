// SPDX-License-Identifier: Apache-2.0
import { isDigest, type Digest } from '#kernel'

import { fromHex, fromUtf8, toHex } from '../bytes.ts'
import {
  linesOf,
  MOST_LINE_BYTES,
  openCommitment,
  parseJournalRecord,
  parseRecordLine,
} from '../journal/index.ts'
import { EVIDENCE_FOLDER, logPath, recordFileCount, recordFilePath, RECORDS_PER_FILE } from '../layout.ts'
import { parseEntryBundle, TILE_WIDTH, tilePath } from '../log/index.ts'
import type { JournalRecord } from '../record.ts'
import { createComparedEdition } from './compared-edition.ts'
import type { Mismatch } from './outcome.ts'
import { parsePublishedBody, PUBLISHED_KIND } from './published-body.ts'
import { mismatchOf, readWhole, type Check, type Verification } from './verification.ts'

const mismatch = mismatchOf('records')

/** How often the edition that is made along the way is held against the published files. */
const RECORDS_PER_COMPARISON = 256

/** Every line opens the commitment that the log holds for it, or is withheld and says which; the records that can be read feed the edition. */
export const checkRecords: Check = async (verification) => {
  const { request, checkpoint } = verification
  const { size } = checkpoint!
  verification.edition = createComparedEdition(request, verification.sizes)
  for (let fileNumber = 0; fileNumber < recordFileCount(size); fileNumber += 1) {
    const fault = await checkRecordFile(verification, fileNumber)
    if (fault !== null) {
      verification.records.failed += 1
      if (fault.recordIndex !== undefined) request.onRecord?.(fault.recordIndex, 'failed')
      return fault
    }
    request.onProgress?.('records', Math.min(size, (fileNumber + 1) * RECORDS_PER_FILE), size)
  }
  return null
}

async function checkRecordFile(verification: Verification, fileNumber: number): Promise<Mismatch | null> {
  const { request, checkpoint } = verification
  const file = `${EVIDENCE_FOLDER}/${recordFilePath(fileNumber)}`
  const first = fileNumber * RECORDS_PER_FILE
  const end = Math.min(checkpoint!.size, first + RECORDS_PER_FILE)
  let index = first
  let commitments: readonly Uint8Array[] = []
  for await (const line of linesOf(request.files.read(file), MOST_LINE_BYTES)) {
    if (index === end) return mismatch('record-unexpected', file, { recordIndex: index })
    if (line.kind !== 'line')
      return mismatch('record-unreadable', file, { recordIndex: index, found: line.kind })
    if (index % TILE_WIDTH === 0) commitments = await readCommitments(verification, index)
    const fault = checkLine(verification, file, index, line.bytes, commitments[index % TILE_WIDTH]!)
    if (fault !== null) return fault
    index += 1
    if (index % RECORDS_PER_COMPARISON === 0) await verification.edition!.compare()
  }
  return index < end ? mismatch('record-missing', file, { recordIndex: index }) : null
}

async function readCommitments(
  { request, checkpoint }: Verification,
  start: number,
): Promise<readonly Uint8Array[]> {
  const width = Math.min(TILE_WIDTH, checkpoint!.size - start)
  const path = logPath(tilePath({ level: 'entries', index: start / TILE_WIDTH, width }))
  return parseEntryBundle(await readWhole(request.files, `${EVIDENCE_FOLDER}/${path}`)) ?? []
}

function checkLine(
  verification: Verification,
  file: string,
  index: number,
  bytes: Uint8Array,
  committed: Uint8Array,
): Mismatch | null {
  const { request, records } = verification
  const line = parseRecordLine(bytes)
  if (line === null) return mismatch('record-unreadable', file, { recordIndex: index })
  if (line.index !== index) {
    return mismatch('record-out-of-order', file, {
      recordIndex: index,
      expected: String(index),
      found: String(line.index),
    })
  }
  const expected = toHex(committed)
  const { cryptography } = request
  const found =
    line.kind === 'withheld'
      ? line.commitment
      : toHex(openCommitment(cryptography, fromHex(line.salt)!, cryptography.sha256(line.recordBytes)))
  if (found !== expected) {
    return mismatch('record-differs-from-commitment', file, { recordIndex: index, expected, found })
  }
  if (line.kind === 'withheld') {
    records.withheld += 1
    request.onRecord?.(index, 'withheld')
    return null
  }
  const text = fromUtf8(line.recordBytes)
  const record = text === null ? null : parseJournalRecord(text)
  if (record === null) return mismatch('record-not-canonical', file, { recordIndex: index })
  const fault = takeIn(verification, file, index, record)
  if (fault !== null) return fault
  records.checked += 1
  request.onRecord?.(index, 'checked')
  return null
}

/** Notes what a readable record says of originals and publication, and lets the edition grow by it. */
function takeIn(
  verification: Verification,
  file: string,
  index: number,
  record: JournalRecord,
): Mismatch | null {
  const isLast = index === verification.checkpoint!.size - 1
  if (record.kind === PUBLISHED_KIND) {
    if (!isLast) return mismatch('published-record-not-last', file, { recordIndex: index })
    const body = parsePublishedBody(record.body)
    if (body === null) return mismatch('published-record-unreadable', file, { recordIndex: index })
    verification.published = { index, body }
    return null
  }
  noteOriginals(verification, index, record)
  const complaint = verification.edition!.add(record)
  return complaint === null
    ? null
    : mismatch('record-not-understood', file, { recordIndex: index, found: complaint })
}

function noteOriginals(
  { mustHold, mayHold }: Verification,
  index: number,
  { kind, body }: JournalRecord,
): void {
  const original = body['original']
  if (kind === 'received' || kind === 'reference') {
    if (isDigestText(original) && !mustHold.has(original)) mustHold.set(original, index)
  } else if (kind === 'configured') {
    for (const part of Object.values(body)) {
      const digest = typeof part === 'object' && part !== null && 'digest' in part ? part['digest'] : null
      if (isDigestText(digest)) mayHold.add(digest)
    }
  }
}

const isDigestText = (value: unknown): value is Digest => typeof value === 'string' && isDigest(value)
