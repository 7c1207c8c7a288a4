// SPDX-License-Identifier: Apache-2.0
import { toHex } from './bytes.ts'
import { EXERCISE_PUBLIC_KEY } from './journal/exercise.ts'
import { checkCheckpoint, checkSigner } from './verification/check-checkpoint.ts'
import { checkFigures } from './verification/check-figures.ts'
import { checkLayout } from './verification/check-layout.ts'
import { checkLog } from './verification/check-log.ts'
import { checkOriginals } from './verification/check-originals.ts'
import { checkPublished } from './verification/check-published.ts'
import { checkRecords } from './verification/check-records.ts'
import {
  CHECK_NAMES,
  type CheckName,
  type Mismatch,
  type VerificationOutcome,
} from './verification/outcome.ts'
import type { Check, Verification, VerificationRequest } from './verification/verification.ts'

export type { Edition, EditionFactory } from './edition.ts'
export { parseVerifierKey, type VerifierKey } from './log/verifier-key.ts'
export type { BundleFiles, Cryptography, Sha256 } from './ports.ts'
export * from './verification/outcome.ts'
export * from './verification/verify-record.ts'
export type { RecordAnswer, VerificationRequest } from './verification/verification.ts'

const CHECKS: Readonly<Record<CheckName, Check>> = {
  checkpoint: checkCheckpoint,
  signer: checkSigner,
  layout: checkLayout,
  log: checkLog,
  records: checkRecords,
  published: checkPublished,
  originals: checkOriginals,
  figures: checkFigures,
}

/**
 * Checks a bundle without network or database: every file against the log, every figure against the records, the log against
 * its signer. It names the first thing that does not match. Throws only where files cannot be read.
 */
export async function verifyBundle(request: VerificationRequest): Promise<VerificationOutcome> {
  const verification = await open(request)
  const passed: CheckName[] = []
  let firstMismatch: Mismatch | null = null
  for (const name of CHECK_NAMES) {
    firstMismatch = await CHECKS[name](verification)
    if (firstMismatch !== null) break
    passed.push(name)
  }
  return toOutcome(verification, passed, firstMismatch)
}

async function open(request: VerificationRequest): Promise<Verification> {
  const found = [...(await request.files.list())].sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    request,
    sizes: new Map(found.filter(({ regular }) => regular).map(({ path, bytes }) => [path, bytes])),
    irregular: found.filter(({ regular }) => !regular).map(({ path }) => path),
    checkpoint: null,
    signerName: null,
    signerKey: null,
    established: false,
    rootBeforeLast: null,
    records: { checked: 0, withheld: 0, failed: 0 },
    tiles: { checked: 0 },
    originals: { checked: 0, withheld: 0 },
    files: { checked: 0 },
    mustHold: new Map(),
    mayHold: new Set(),
    edition: null,
    published: null,
  }
}

function toOutcome(
  verification: Verification,
  passed: readonly CheckName[],
  firstMismatch: Mismatch | null,
): VerificationOutcome {
  const { checkpoint, signerKey, established, records } = verification
  const answered = records.checked + records.withheld + records.failed
  return {
    verdict: firstMismatch !== null ? 'failed' : established ? 'verified' : 'self-consistent',
    signer: {
      established,
      name: verification.signerName,
      exercise: signerKey !== null && toHex(signerKey) === EXERCISE_PUBLIC_KEY,
    },
    journal: checkpoint === null ? null : { size: checkpoint.size, root: checkpoint.root },
    checks: CHECK_NAMES.map((name) => ({
      name,
      verdict: passed.includes(name) ? 'passed' : firstMismatch?.check === name ? 'failed' : 'not-reached',
    })),
    records: { ...records, notReached: Math.max(0, (checkpoint?.size ?? 0) - answered) },
    originals: verification.originals,
    files: verification.files,
    tiles: verification.tiles,
    firstMismatch,
  }
}
