// SPDX-License-Identifier: Apache-2.0
import { nextState, ok, problem, refuse, type Result } from '#kernel'

import {
  ACCOUNT_LIFE,
  type Account,
  type AccountEvent,
  type Author,
  type PersonEvent,
} from '../account/index.ts'
import { parsePerson, type Person, type PersonRequest } from '../person.ts'

/** Who asks: somebody signed in, whoever holds the console of the machine, which stands above compartments, or whoever has the code of the first set-up. */
export type Administrator =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'console' }
  | { readonly kind: 'set-up' }

export const authorOf = (by: Administrator): Author =>
  by.kind === 'person' ? { kind: 'person', person: by.person.id } : { kind: by.kind }

/**
 * An administrator looks after the accounts of their own compartment and of no other. Of another compartment they are told
 * what they would be told of nobody (`person-unknown`); their own account is for another administrator (`own-account`).
 */
export function mayAdminister(by: Administrator, subject: Person): Result<true> {
  if (by.kind !== 'person') return ok(true)
  const { person } = by
  if (!person.roles.includes('administrator')) return refuse(problem('', 'not-an-administrator'))
  if (person.compartment !== subject.compartment) return refuse(problem('', 'person-unknown'))
  return person.id === subject.id ? refuse(problem('', 'own-account')) : ok(true)
}

/** A new person; logins are taken once in the whole installation, those of closed accounts included, so that a name in a record stays one person's. */
export function decideAdding(
  by: Administrator,
  id: string,
  request: PersonRequest,
  isTaken: (login: string) => boolean,
): Result<{ readonly person: Person; readonly events: readonly PersonEvent[] }> {
  const parsed = parsePerson(id, request)
  if (!parsed.ok) return parsed
  const person = parsed.value
  if (by.kind === 'person') {
    if (!by.person.roles.includes('administrator')) return refuse(problem('', 'not-an-administrator'))
    if (by.person.compartment !== person.compartment)
      return refuse(problem('compartment', 'not-your-compartment'))
  }
  if (isTaken(person.login)) return refuse(problem('login', 'login-taken'))
  return ok({ person, events: [{ kind: 'person-added', person: id, added: person, by: authorOf(by) }] })
}

export interface PersonChange {
  readonly name?: string | undefined
  readonly organisation?: string | undefined
  readonly roles?: readonly string[] | undefined
}

/** New name, organisation or roles. `otherAdministrators` counts those of the compartment who can sign in, the subject left out. */
export function decideChange(
  by: Administrator,
  account: Account,
  change: PersonChange,
  otherAdministrators: number,
): Result<readonly PersonEvent[]> {
  const { person } = account
  const may = mayAdminister(by, person)
  if (!may.ok) return may
  const changed = parsePerson(person.id, {
    ...person,
    name: change.name ?? person.name,
    organisation: change.organisation ?? person.organisation,
    roles: change.roles ?? person.roles,
  })
  if (!changed.ok) return changed
  const losesAdministrator =
    person.roles.includes('administrator') && !changed.value.roles.includes('administrator')
  if (losesAdministrator && otherAdministrators === 0) return refuse(problem('roles', 'last-administrator'))
  const { name, organisation, roles } = changed.value
  return taking(account, [
    {
      kind: 'person-changed',
      person: person.id,
      by: authorOf(by),
      changed: {
        ...(change.name === undefined ? {} : { name }),
        ...(change.organisation === undefined ? {} : { organisation }),
        ...(change.roles === undefined ? {} : { roles }),
      },
    },
  ])
}

export type AccountStep =
  | 'lock'
  | 'unlock'
  | 'close'
  | 'request-recovery'
  | 'approve-recovery'
  | 'withdraw-recovery'

const EVENT_OF_STEP = {
  lock: 'locked',
  unlock: 'unlocked',
  close: 'person-closed',
  'request-recovery': 'recovery-requested',
  'approve-recovery': 'recovery-approved',
  'withdraw-recovery': 'recovery-withdrawn',
} as const satisfies Record<AccountStep, AccountEvent>

/**
 * One step of an administrator in the life of an account. Recovery takes two of the same compartment: who approves is not who
 * asked (`second-administrator-needed`), and neither is the subject. The console cannot stand in for either of the two.
 */
export function decideStep(
  by: Administrator,
  account: Account,
  step: AccountStep,
  otherAdministrators: number,
): Result<readonly PersonEvent[]> {
  const { person } = account
  const may = mayAdminister(by, person)
  if (!may.ok) return may
  const isRecovery = step === 'request-recovery' || step === 'approve-recovery'
  if (isRecovery && by.kind !== 'person') return refuse(problem('', 'recovery-needs-two-administrators'))
  if (step === 'approve-recovery' && by.kind === 'person' && account.recovery?.requestedBy === by.person.id) {
    return refuse(problem('', 'second-administrator-needed'))
  }
  const endsAdministrator = step === 'close' && person.roles.includes('administrator')
  if (endsAdministrator && otherAdministrators === 0) return refuse(problem('', 'last-administrator'))
  const kind = EVENT_OF_STEP[step]
  const event: PersonEvent =
    kind === 'locked'
      ? { kind, person: person.id, untilMs: null, by: authorOf(by) }
      : { kind, person: person.id, by: authorOf(by) }
  return taking(account, [event])
}

/** The events, or the table's reason why the account does not take the first of them. */
function taking(account: Account, events: readonly PersonEvent[]): Result<readonly PersonEvent[]> {
  for (const event of events) {
    if (event.kind === 'person-added') continue
    const next = nextState(ACCOUNT_LIFE, account.state, event.kind)
    if (!next.ok) return next
  }
  return ok(events)
}
