// SPDX-License-Identifier: Apache-2.0
import { assertNever, nextState, type Digest } from '#kernel'

import type { Person } from '../person.ts'
import { PeopleError } from '../people-error.ts'
import { NO_FAILURES, oneMoreFailure, type Failures } from './failures.ts'
import type { Author, Credential, PersonEvent } from './person-event.ts'
import { ACCOUNT_LIFE, type AccountState } from './transitions.ts'

/** A person with what the service must know to let them in; made by a fold over the records of the person alone. */
export interface Account {
  readonly person: Person
  readonly state: AccountState
  readonly credentials: readonly Credential[]
  readonly enrolment: { readonly codeDigest: Digest; readonly expiresMs: number } | null
  readonly recovery: { readonly requestedBy: string; readonly approvedBy: string | null } | null
  /** Null in state `locked` means until an administrator opens it. */
  readonly lockedUntilMs: number | null
  readonly failures: Failures
  /** Times that failures locked the account since the last sign-in. */
  readonly lockouts: number
  readonly oneTimeStep: number
  readonly passkeyCounter: number
  readonly lastSignInMs: number | null
}

/** The account after one more event; throws PeopleError `event-impossible` where the table of account life says no. */
export function applyPersonEvent(account: Account | null, event: PersonEvent, atMs: number): Account {
  if (event.kind === 'person-added') {
    if (account !== null) throw new PeopleError('event-impossible', 'the person is there already')
    return newAccount(event.added)
  }
  if (account === null) throw new PeopleError('event-impossible', `${event.kind} before the person was added`)
  const next = nextState(ACCOUNT_LIFE, account.state, event.kind)
  if (!next.ok) throw new PeopleError('event-impossible', `${event.kind} in state ${account.state}`)
  return applyTo({ ...account, state: next.value }, event, atMs)
}

const newAccount = (person: Person): Account => ({
  person,
  state: ACCOUNT_LIFE.initial,
  credentials: [],
  enrolment: null,
  recovery: null,
  lockedUntilMs: null,
  failures: NO_FAILURES,
  lockouts: 0,
  oneTimeStep: 0,
  passkeyCounter: 0,
  lastSignInMs: null,
})

function applyTo(
  account: Account,
  event: Exclude<PersonEvent, { readonly kind: 'person-added' }>,
  atMs: number,
): Account {
  switch (event.kind) {
    case 'enrolment-issued':
      return { ...account, enrolment: { codeDigest: event.codeDigest, expiresMs: event.expiresMs } }
    case 'enrolled':
      return { ...account, enrolment: null, recovery: null, failures: NO_FAILURES, lockouts: 0 }
    case 'person-changed':
      return { ...account, person: { ...account.person, ...event.changed } }
    case 'credential-added':
      return { ...account, credentials: withCredential(account.credentials, event.credential) }
    case 'credential-removed':
      return { ...account, credentials: account.credentials.filter(({ id }) => id !== event.credential) }
    case 'signed-in':
      return {
        ...account,
        failures: NO_FAILURES,
        lockouts: 0,
        lastSignInMs: atMs,
        oneTimeStep: event.oneTimeStep ?? account.oneTimeStep,
        passkeyCounter: event.passkeyCounter ?? account.passkeyCounter,
      }
    case 'sign-in-failed':
      return { ...account, failures: oneMoreFailure(account.failures, atMs) }
    case 'locked':
      return {
        ...account,
        lockedUntilMs: event.untilMs,
        failures: NO_FAILURES,
        lockouts: event.by.kind === 'rule' ? account.lockouts + 1 : account.lockouts,
      }
    case 'unlocked':
      return { ...account, lockedUntilMs: null, failures: NO_FAILURES }
    case 'recovery-requested':
      return {
        ...account,
        recovery: { requestedBy: nameOf(event.by), approvedBy: null },
        lockedUntilMs: null,
      }
    case 'recovery-approved':
      // What the person may have lost to somebody else opens nothing from here on.
      return {
        ...account,
        credentials: [],
        recovery: { requestedBy: account.recovery?.requestedBy ?? '', approvedBy: nameOf(event.by) },
      }
    case 'recovery-withdrawn':
      return { ...account, recovery: null, enrolment: null }
    case 'person-closed':
      return { ...account, credentials: [], enrolment: null, recovery: null, lockedUntilMs: null }
    case 'signed-out':
      return account
    default:
      return assertNever(event)
  }
}

/** A new password or one-time code takes the place of the old one; passkeys stand beside each other. */
function withCredential(held: readonly Credential[], added: Credential): readonly Credential[] {
  const replaces = added.kind === 'password' || added.kind === 'one-time-code'
  return [...held.filter(({ kind, id }) => id !== added.id && !(replaces && kind === added.kind)), added]
}

const nameOf = (author: Author): string => (author.kind === 'person' ? author.person : author.kind)
