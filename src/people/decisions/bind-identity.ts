// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'

import type { Account, Author, Credential, PersonEvent } from '../account/index.ts'

/**
 * Binds what a provider calls somebody to their account. The person does so while signed in; an administrator does so for somebody who has no way in yet,
 * invited or recovered with the word of two, in place of a code, and never for an account in use, which one administrator could
 * then enter. Problems: `account-not-active`, `identity-taken`, `identity-needs-an-open-enrolment`, `identity-bound-already`.
 */
export function decideBinding(
  account: Account,
  by: Author,
  credential: Credential,
  isTaken: boolean,
): Result<readonly PersonEvent[]> {
  const { person, state, recovery, credentials } = account
  const isOwn = by.kind === 'person' && by.person === person.id
  const isRecovered = state === 'recovering' && (recovery?.approvedBy ?? null) !== null
  if (isOwn && state !== 'active') return refuse(problem('', 'account-not-active'))
  if (!isOwn && state !== 'invited' && !isRecovered) {
    return refuse(problem('', 'identity-needs-an-open-enrolment'))
  }
  if (isTaken) return refuse(problem('subject', 'identity-taken'))
  if (credentials.some(({ kind }) => kind === 'identity-provider')) {
    return refuse(problem('', 'identity-bound-already'))
  }
  const added: PersonEvent = { kind: 'credential-added', person: person.id, credential, by }
  return ok(isOwn ? [added] : [added, { kind: 'enrolled', person: person.id }])
}
