// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Digest, type Result } from '#kernel'

import type { Account, Author, PersonEvent } from '../account/index.ts'

/** How long a one-time enrolment code can be used: a long weekend. */
export const ENROLMENT_MS = 72 * 3_600_000

/** A code for somebody who was invited, or whose recovery two administrators agreed on. A new code makes an older one useless. */
export function decideEnrolment(
  account: Account,
  by: Author,
  codeDigest: Digest,
  atMs: number,
): Result<readonly PersonEvent[]> {
  const isAgreed = account.state === 'recovering' && (account.recovery?.approvedBy ?? null) !== null
  if (account.state !== 'invited' && !isAgreed) return refuse(problem('', 'enrolment-not-open'))
  return ok([
    { kind: 'enrolment-issued', person: account.person.id, codeDigest, expiresMs: atMs + ENROLMENT_MS, by },
  ])
}

/** True where the code is the one issued last and its time is not over; the digests are compared by whoever holds the code. */
export const isEnrolmentOpen = (account: Account, atMs: number): boolean =>
  (account.state === 'invited' || account.state === 'recovering') &&
  account.enrolment !== null &&
  account.enrolment.expiresMs > atMs
