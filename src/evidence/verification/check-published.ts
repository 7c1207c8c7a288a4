// SPDX-License-Identifier: Apache-2.0
import { EVIDENCE_FOLDER, recordFilePath, RECORDS_PER_FILE } from '../layout.ts'
import { mismatchOf, type Check } from './verification.ts'

/** The last record says what was published, and names the size and root that the log had just before it. */
export const checkPublished: Check = (verification) => {
  const mismatch = mismatchOf('published')
  const { checkpoint, published, rootBeforeLast } = verification
  const last = checkpoint!.size - 1
  const file = `${EVIDENCE_FOLDER}/${recordFilePath(Math.max(0, Math.floor(last / RECORDS_PER_FILE)))}`
  if (published === null) return Promise.resolve(mismatch('published-record-missing', file))
  const { index, body } = published
  if (body.journal.size !== index) {
    return Promise.resolve(
      mismatch('published-size-differs', file, {
        recordIndex: index,
        figure: 'journal.size',
        expected: String(index),
        found: String(body.journal.size),
      }),
    )
  }
  if (body.journal.root !== rootBeforeLast) {
    return Promise.resolve(
      mismatch('published-root-differs', file, {
        recordIndex: index,
        figure: 'journal.root',
        expected: String(rootBeforeLast),
        found: body.journal.root,
      }),
    )
  }
  return Promise.resolve(null)
}
