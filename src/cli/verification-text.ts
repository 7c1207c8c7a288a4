// SPDX-License-Identifier: Apache-2.0
import type { Mismatch, VerificationOutcome } from '#evidence/verify'

import { MISMATCH_TEXTS } from './mismatch-texts.ts'

/** What a verification found, for a person at a terminal; never a bare yes. */
export function describeOutcome(outcome: VerificationOutcome, folder: string): string {
  const { records, originals, files, tiles, firstMismatch } = outcome
  const checks = outcome.checks.map(({ name, verdict }) => `  ${MARK[verdict]} ${name}`)
  const counted = `${records.checked} records, ${originals.checked} originals, ${tiles.checked} log tiles and ${files.checked} published files checked`
  const withheld =
    records.withheld + originals.withheld === 0
      ? []
      : [`${records.withheld} records and ${originals.withheld} originals withheld (committed)`]
  return [
    `Verification of ${folder}`,
    ...checks,
    counted,
    ...withheld,
    ...(firstMismatch === null ? [] : describeMismatch(firstMismatch)),
    describeVerdict(outcome),
  ].join('\n')
}

const MARK = { passed: 'ok  ', failed: 'FAIL', 'not-reached': '-   ' } as const

function describeVerdict({ verdict, signer }: VerificationOutcome): string {
  const name = signer.name ?? 'unknown'
  switch (verdict) {
    case 'verified':
      return `VERIFIED: everything fits together and is signed by the given key (${name})${signer.exercise ? ', which is the EXERCISE key that everybody has' : ''}.`
    case 'self-consistent':
      return `SELF-CONSISTENT; signer not established (the log calls itself ${name}). Give --key to establish the signer.`
    case 'failed':
      return 'FAILED: what is above does not match. Do not rely on this folder.'
  }
}

/** The first thing that does not match: what, where, what it should be and what it is. */
export function describeMismatch(mismatch: Mismatch): readonly string[] {
  const where = [
    mismatch.file === null ? null : `file ${mismatch.file}`,
    mismatch.recordIndex === undefined ? null : `record ${mismatch.recordIndex}`,
    mismatch.figure === undefined ? null : mismatch.figure,
  ].filter((part) => part !== null)
  return [
    `First mismatch: ${MISMATCH_TEXTS[mismatch.code] ?? mismatch.code}${where.length === 0 ? '' : ` (${where.join(', ')})`}`,
    ...(mismatch.expected === undefined ? [] : [`  expected ${mismatch.expected}`]),
    ...(mismatch.found === undefined ? [] : [`  found    ${mismatch.found}`]),
  ]
}
