// SPDX-License-Identifier: Apache-2.0
import type { Result } from '#kernel'

import type { ProblemCode } from './problem-codes.ts'
import { ProblemError } from './problem.ts'

/** How decisions about people are refused; whatever is not here is wrong with the body. */
const ANSWERS: Readonly<Record<string, ProblemCode>> = {
  'person-unknown': 'not-found',
  'credential-unknown': 'not-found',
  'not-an-administrator': 'not-allowed',
  'not-your-compartment': 'not-allowed',
  'own-account': 'not-allowed',
  'second-administrator-needed': 'not-allowed',
  'recovery-needs-two-administrators': 'not-allowed',
  'material-unknown': 'not-found',
  'consent-missing': 'consent-missing',
  'contact-only-to-verify': 'consent-missing',
  'material-destroyed': 'material-destroyed',
  'decision-differs': 'conflict',
  'account-not-active': 'conflict',
  'identity-bound-already': 'conflict',
  'identity-needs-an-open-enrolment': 'conflict',
  'identity-taken': 'conflict',
  'enrolment-not-open': 'conflict',
  'illegal-event': 'conflict',
  'last-administrator': 'conflict',
  'feed-token-unknown': 'not-found',
  'feed-token-revoked-already': 'conflict',
  'list-already-published': 'conflict',
  'list-not-due': 'conflict',
  'last-credential': 'conflict',
  'login-taken': 'conflict',
  'passkeys-not-offered': 'conflict',
  'set-up-done': 'set-up-refused',
  'too-many-passkeys': 'conflict',
  'sign-in-refused': 'sign-in-refused',
  'enrolment-refused': 'enrolment-refused',
}

/** The value, or the end of the request with what was wrong. */
export function takeOrRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value
  const code = ANSWERS[result.problems[0]?.code ?? ''] ?? 'body-unusable'
  const isTelling = code !== 'not-found' && code !== 'sign-in-refused' && code !== 'enrolment-refused'
  throw new ProblemError({ code, ...(isTelling ? { problems: result.problems } : {}) })
}
