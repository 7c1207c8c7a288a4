// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { accountAfter, madePerson } from '../../../test/made-person.ts'
import {
  ACCOUNT_EVENTS,
  ACCOUNT_LIFE,
  ACCOUNT_STATES,
  applyPersonEvent,
  decideFailure,
  FIRST_LOCK_MS,
  fromPersonRecord,
  PERSON_EVENT_KINDS,
  standingOf,
  toPersonRecord,
  unknownSignInRecord,
  type Account,
  type PersonEvent,
} from './index.ts'

const person = madePerson('a')
const id = person.id
const password = { id: 'password', kind: 'password', label: '', sealed: 'AAAA' } as const
const ACTIVE: readonly PersonEvent[] = [
  { kind: 'credential-added', person: id, credential: password, by: { kind: 'console' } },
  { kind: 'enrolled', person: id },
]
const active = accountAfter(person, ...ACTIVE)
const MINUTE = 60_000

/** The account after failures at these times, by the rule. */
const failing = (account: Account, times: readonly number[]): Account =>
  times.reduce(
    (now, at) => decideFailure(now, at).reduce((then, event) => applyPersonEvent(then, event, at), now),
    account,
  )

describe('life of an account', () => {
  test('[PE5] the events of the table are those of the records, and every pair is decided', () => {
    expect([...PERSON_EVENT_KINDS].sort()).toEqual([...ACCOUNT_EVENTS, 'person-added'].sort())
    for (const state of ACCOUNT_STATES) {
      expect(Object.keys(ACCOUNT_LIFE.table[state]).sort()).toEqual([...ACCOUNT_EVENTS].sort())
    }
  })

  test('[PE5] nobody signs in unless the account is active, and a closed account stays closed', () => {
    const intoSession = ACCOUNT_STATES.filter(
      (state) => typeof ACCOUNT_LIFE.table[state]['signed-in'] === 'string',
    )
    expect(intoSession).toEqual(['active'])
    const after = ACCOUNT_EVENTS.map((event) => ACCOUNT_LIFE.table.closed[event])
    expect(after.filter((next) => typeof next === 'string' && next !== 'closed')).toEqual([])
  })

  test('[PE5] an event that the table refuses is a bug', () => {
    const signedIn: PersonEvent = { kind: 'signed-in', person: id, credentials: ['password'] }
    expect(() => applyPersonEvent(accountAfter(person), signedIn, 0)).toThrow('signed-in in state invited')
    expect(() => applyPersonEvent(null, signedIn, 0)).toThrow('before the person was added')
  })

  test('[PE5] a new password takes the place of the old one; passkeys stand beside each other', () => {
    const add = (credential: PersonEvent & { kind: 'credential-added' }) => credential
    const of = (kind: 'password' | 'passkey', name: string): PersonEvent =>
      add({
        kind: 'credential-added',
        person: id,
        by: { kind: 'console' },
        credential: { id: name, kind, label: '', sealed: '' },
      })
    const account = accountAfter(
      person,
      ...ACTIVE,
      of('passkey', 'k1'),
      of('passkey', 'k2'),
      of('password', 'p2'),
    )
    expect(account.credentials.map((credential) => credential.id)).toEqual(['k1', 'k2', 'p2'])
  })
})

describe('lockout', () => {
  test('[PE6] the fifth failure in a row locks for 15 minutes', () => {
    const four = failing(active, [0, 1, 2, 3])
    expect(four.state).toBe('active')
    const five = failing(four, [4])
    expect(five).toMatchObject({ state: 'locked', lockedUntilMs: 4 + FIRST_LOCK_MS })
    expect(standingOf(five, 3 + FIRST_LOCK_MS)).toBe('may-not')
    expect(standingOf(five, 4 + FIRST_LOCK_MS)).toBe('may-again')
  })

  test('[PE6] failures far apart are not in a row', () => {
    const apart = failing(
      active,
      [0, 1, 2, 3].map((n) => n * 16 * MINUTE),
    )
    expect(failing(apart, [64 * MINUTE + 1]).state).toBe('active')
    expect(
      failing(
        active,
        [0, 15, 30, 45, 60].map((n) => n * MINUTE),
      ).state,
    ).toBe('locked')
  })

  test('[PE6] failures while locked lengthen nothing; each further lock lasts twice as long, up to four hours', () => {
    let account = failing(active, [0, 1, 2, 3, 4])
    expect(failing(account, [5, 6, 7]).lockedUntilMs).toBe(account.lockedUntilMs)
    const lengths = [15, 30, 60, 120, 240, 240].map((minutes) => minutes * MINUTE)
    for (const n of lengths.keys()) {
      expect(account.lockouts).toBe(n + 1)
      const from = account.lockedUntilMs!
      account = failing(
        account,
        [0, 1, 2, 3, 4].map((ms) => from + ms),
      )
      expect(account.lockedUntilMs! - from).toBe((lengths[n + 1] ?? 240 * MINUTE) + 4)
    }
  })

  test('[PE6] an administrator’s lock has no end of its own', () => {
    const locked = accountAfter(person, ...ACTIVE, {
      kind: 'locked',
      person: id,
      untilMs: null,
      by: { kind: 'console' },
    })
    expect(standingOf(locked, Number.MAX_SAFE_INTEGER)).toBe('may-not')
  })
})

describe('records of people', () => {
  test('[PE11] a record is read back as it was written', () => {
    const back = (event: PersonEvent): unknown =>
      fromPersonRecord(JSON.parse(JSON.stringify(toPersonRecord('mechanism', event, 1_000))))
    const events = fc.oneof(
      fc.record({
        kind: fc.constant('locked' as const),
        person: fc.constant(id),
        untilMs: fc.option(fc.nat()),
        by: fc.constant({ kind: 'rule' as const }),
      }),
      fc.record({
        kind: fc.constant('person-added' as const),
        person: fc.constant(id),
        added: fc.string().map((name) => ({ ...person, name })),
        by: fc.constant({ kind: 'set-up' as const }),
      }),
    )
    fc.assert(
      fc.property(events, (event) => {
        expect(back(event)).toEqual({ event, atMs: 1_000 })
      }),
    )
    expect(toPersonRecord('mechanism', { kind: 'enrolled', person: id }, 0)).toMatchObject({
      audiences: ['administration:mechanism'],
      body: { stream: id },
    })
  })

  test('[PE11] a record that is not ours is refused', () => {
    const record = toPersonRecord('mechanism', { kind: 'enrolled', person: id }, 0)
    expect(() => fromPersonRecord({ ...record, kind: 'crowned' })).toThrow('kind')
    expect(() => fromPersonRecord({ ...record, body: { ...record.body, more: 1 } })).toThrow('more')
  })

  test('[PE11] a failed sign-in of nobody keeps nothing of what was typed', () => {
    expect(unknownSignInRecord(0).body).toEqual({ person: null })
  })
})
