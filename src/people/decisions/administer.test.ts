// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import type { Result } from '#kernel'

import { accountAfter, madePerson } from '../../../test/made-person.ts'
import type { Account, PersonEvent } from '../account/index.ts'
import { applyPersonEvent } from '../account/index.ts'
import {
  decideAdding,
  decideChange,
  decideEnrolment,
  decideStep,
  ENROLMENT_MS,
  isEnrolmentOpen,
} from './index.ts'
import type { Administrator } from './index.ts'

const by = (digit: string, change = {}): Administrator => ({
  kind: 'person',
  person: madePerson(digit, change),
})
const [first, second] = [by('1'), by('2')]
const CONSOLE: Administrator = { kind: 'console' }
const subject = madePerson('a', { roles: ['analyst'] })
const active = accountAfter(subject, { kind: 'enrolled', person: subject.id })
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : (result.problems[0]?.code ?? ''))

/** The account after what was decided; a refusal fails the test. */
function after(account: Account, decided: Result<readonly PersonEvent[]>): Account {
  if (!decided.ok) throw new Error(codeOf(decided))
  return decided.value.reduce((now, event) => applyPersonEvent(now, event, 9_000), account)
}

describe('who may administer whom', () => {
  test.each([
    ['an administrator of the compartment', first, 'ok'],
    ['the console', CONSOLE, 'ok'],
    ['an administrator of another compartment', by('3', { compartment: 'commission' }), 'person-unknown'],
    ['an analyst', by('4', { roles: ['analyst'] }), 'not-an-administrator'],
    ['the person', by('a', { roles: ['administrator'] }), 'own-account'],
  ])('[PE4] %s', (_, who, code) => {
    expect(codeOf(decideChange(who, active, { roles: ['verifier'] }, 1))).toBe(code)
    for (const step of ['lock', 'close'] as const) expect(codeOf(decideStep(who, active, step, 1))).toBe(code)
  })

  test('[PE4] the last administrator stays one', () => {
    const last = accountAfter(madePerson('b'), { kind: 'enrolled', person: 'b'.repeat(32) })
    expect(codeOf(decideStep(CONSOLE, last, 'close', 0))).toBe('last-administrator')
    expect(codeOf(decideChange(CONSOLE, last, { roles: ['reader'] }, 0))).toBe('last-administrator')
    expect(codeOf(decideChange(CONSOLE, last, { roles: ['reader'] }, 1))).toBe('ok')
  })

  test('[PE4] nobody is added to another compartment, nor under a login that was ever used', () => {
    const request = { ...subject, compartment: 'commission', roles: ['commissioner'] }
    expect(codeOf(decideAdding(first, 'e'.repeat(32), request, () => false))).toBe('not-your-compartment')
    expect(codeOf(decideAdding(CONSOLE, 'e'.repeat(32), request, () => false))).toBe('ok')
    expect(codeOf(decideAdding(CONSOLE, 'e'.repeat(32), request, () => true))).toBe('login-taken')
  })
})

describe('recovery', () => {
  test('[PE7] one asks, another approves; the credentials are gone and a code opens the account', () => {
    const asked = after(active, decideStep(first, active, 'request-recovery', 2))
    expect(asked.state).toBe('recovering')
    expect(codeOf(decideStep(first, asked, 'approve-recovery', 2))).toBe('second-administrator-needed')
    expect(codeOf(decideEnrolment(asked, { kind: 'console' }, 'f'.repeat(64) as never, 0))).toBe(
      'enrolment-not-open',
    )
    const approved = after(asked, decideStep(second, asked, 'approve-recovery', 2))
    expect(approved).toMatchObject({ state: 'recovering', credentials: [] })
    const issued = after(approved, decideEnrolment(approved, { kind: 'console' }, 'f'.repeat(64) as never, 0))
    expect(isEnrolmentOpen(issued, 1)).toBe(true)
  })

  test('[PE7] neither the person, nor another compartment, nor the console is one of the two', () => {
    const asked = after(active, decideStep(first, active, 'request-recovery', 2))
    expect(codeOf(decideStep(CONSOLE, asked, 'approve-recovery', 2))).toBe(
      'recovery-needs-two-administrators',
    )
    const themselves = by('a', { roles: ['administrator'] })
    expect(codeOf(decideStep(themselves, asked, 'approve-recovery', 2))).toBe('own-account')
    const elsewhere = by('5', { compartment: 'party:party-a' })
    expect(codeOf(decideStep(elsewhere, asked, 'approve-recovery', 2))).toBe('person-unknown')
  })

  test('[PE7] a withdrawn recovery leaves the account locked', () => {
    const asked = after(active, decideStep(first, active, 'request-recovery', 2))
    expect(after(asked, decideStep(first, asked, 'withdraw-recovery', 2)).state).toBe('locked')
  })
})

describe('enrolment', () => {
  const digest = (digit: string): never => digit.repeat(64) as never

  test('[PE8] a code lasts 72 hours, and a new one takes its place', () => {
    const invited = accountAfter(subject)
    const issued = after(invited, decideEnrolment(invited, { kind: 'console' }, digest('1'), 0))
    expect(isEnrolmentOpen(issued, ENROLMENT_MS - 1)).toBe(true)
    expect(isEnrolmentOpen(issued, ENROLMENT_MS)).toBe(false)
    const again = after(issued, decideEnrolment(issued, { kind: 'console' }, digest('2'), 0))
    expect(again.enrolment?.codeDigest).toBe(digest('2'))
  })

  test('[PE8] a code is used once, and none is issued to who can sign in', () => {
    expect(isEnrolmentOpen(active, 0)).toBe(false)
    expect(codeOf(decideEnrolment(active, { kind: 'console' }, digest('1'), 0))).toBe('enrolment-not-open')
  })
})
