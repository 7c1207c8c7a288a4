// SPDX-License-Identifier: Apache-2.0
import { isDigest } from '#kernel'

import {
  CHECKPOINT_PATH,
  EVIDENCE_FOLDER,
  logPath,
  originalPath,
  recordFileCount,
  recordFilePath,
  SIGNER_PATH,
} from '../layout.ts'
import { ENTRY_BYTES, tilePath, tilesOf, type TileName } from '../log/index.ts'
import { HASH_BYTES } from '../merkle/index.ts'
import { mismatchOf, type Check } from './verification.ts'

/** The evidence folder holds what a log of this size has, each tile as long as it must be, and nothing else. */
export const checkLayout: Check = (verification) => Promise.resolve(findMisplaced(verification))

const mismatch = mismatchOf('layout')

function findMisplaced({ sizes, irregular, checkpoint }: Parameters<Check>[0]): Awaited<ReturnType<Check>> {
  const [odd] = irregular
  if (odd !== undefined) return mismatch('not-a-plain-file', odd)

  const expected = new Set([CHECKPOINT_PATH, SIGNER_PATH].map(inEvidence))
  for (const tile of tilesOf(checkpoint!.size)) {
    const path = inEvidence(logPath(tilePath(tile)))
    const size = sizes.get(path)
    if (size === undefined) return mismatch('file-missing', path)
    if (size !== tileBytes(tile)) {
      return mismatch('file-size', path, { expected: `${tileBytes(tile)} bytes`, found: `${size} bytes` })
    }
    expected.add(path)
  }
  for (let fileNumber = 0; fileNumber < recordFileCount(checkpoint!.size); fileNumber += 1) {
    const path = inEvidence(recordFilePath(fileNumber))
    if (!sizes.has(path)) return mismatch('file-missing', path)
    expected.add(path)
  }
  for (const path of sizes.keys()) {
    if (path.startsWith(`${EVIDENCE_FOLDER}/`) && !expected.has(path) && !isOriginal(path)) {
      return mismatch('file-unexpected', path)
    }
  }
  return null
}

const inEvidence = (path: string): string => `${EVIDENCE_FOLDER}/${path}`

const tileBytes = ({ level, width }: TileName): number =>
  width * (level === 'entries' ? 2 + ENTRY_BYTES : HASH_BYTES)

function isOriginal(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return isDigest(name) && path === inEvidence(originalPath(name))
}
