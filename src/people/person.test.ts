// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { actorOf, checkPassword, parsePerson, standingOfSession } from './index.ts'

const ID = 'a0'.repeat(16)
const REQUEST = {
  login: ' First.Analyst ',
  name: 'First Analyst',
  organisation: 'Mechanism',
  nation: 'fi',
  compartment: 'mechanism',
  roles: ['verifier', 'analyst', 'analyst'],
}
const codesOf = (request: typeof REQUEST): readonly string[] => {
  const parsed = parsePerson(ID, request)
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)
}

describe('parsePerson', () => {
  test('[PE1] a request becomes a person in one written form', () => {
    const person = {
      ...REQUEST,
      id: ID,
      login: 'first.analyst',
      nation: 'FI',
      compartment: 'mechanism' as const,
      roles: ['analyst', 'verifier'] as const,
    }
    expect(parsePerson(ID, REQUEST)).toEqual({ ok: true, value: person })
    expect(actorOf(person)).toEqual({
      person: ID,
      organisation: 'Mechanism',
      nation: 'FI',
      compartment: 'mechanism',
      roles: ['analyst', 'verifier'],
    })
  })

  test('[PE1] every problem at once', () => {
    const bad = { ...REQUEST, login: 'two words', name: ' ', nation: 'FIN', roles: ['king', 'liaison'] }
    expect(codesOf(bad)).toEqual([
      'login login-unusable',
      'name text-unusable',
      'nation nation-unusable',
      'roles.0 role-unknown',
      'roles.1 role-not-of-compartment',
    ])
    expect(codesOf({ ...REQUEST, compartment: 'party:Party A' })).toEqual(['compartment compartment-unknown'])
    expect(codesOf({ ...REQUEST, name: 'a\u202eb' })).toEqual(['name text-unusable'])
    expect(codesOf({ ...REQUEST, roles: [] })).toEqual(['roles roles-empty'])
  })

  test.each(['party-a', 'party-b'])('[PE1] the compartment of %s takes the roles of every party', (party) => {
    const request = { ...REQUEST, compartment: `party:${party}` }
    expect(codesOf({ ...request, roles: ['liaison', 'administrator', 'auditor', 'reader'] })).toEqual([])
    expect(codesOf({ ...request, roles: ['planner'] })).toEqual(['roles.0 role-not-of-compartment'])
  })
})

describe('checkPassword', () => {
  const person = { login: 'first.analyst', name: 'Олена Maria Kovalenko' }

  test.each([
    ['elevenchars', 'password-too-short'],
    ['ÄÄÄÄÄÄÄÄÄÄÄ', 'password-too-short'],
    ['x'.repeat(257), 'password-too-long'],
    ['First.Analyst', 'password-names-person'],
    ['kovalenko2026', 'password-names-person'],
    ['P@ssword12345', 'password-common'],
    ['qwertyuiop123456', 'password-common'],
    ['123412341234', 'password-common'],
    ['пароль123456', 'password-common'],
  ])('[PE10] %s is refused', (password, code) => {
    expect(checkPassword(password, person).map((problem) => problem.code)).toEqual([code])
  })

  test.each(['four short plain words', 'aaaaaaab tree', 'маленький хлопчик', 'x'.repeat(256)])(
    '[PE10] %s is taken',
    (password) => {
      expect(checkPassword(password, person)).toEqual([])
    },
  )
})

describe('standingOfSession', () => {
  test('[PE9] a session ends after 12 hours, and after half an hour unused', () => {
    const hours = 3_600_000
    const session = { beganMs: 0, seenMs: 11.75 * hours }
    expect(standingOfSession(session, 12 * hours - 1)).toBe('live')
    expect(standingOfSession(session, 12 * hours)).toBe('absolute')
    expect(standingOfSession({ beganMs: 0, seenMs: hours }, 1.5 * hours - 1)).toBe('live')
    expect(standingOfSession({ beganMs: 0, seenMs: hours }, 1.5 * hours)).toBe('idle')
  })
})
