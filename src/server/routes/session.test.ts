// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, PASSWORD, type PeopleDeskPlace } from '../../../test/people-desk.ts'

const SET_UP = 'abcde-fghjk-mnpqr-stvwx'
const jsonOf = async (answer: Response): Promise<Record<string, unknown>> =>
  (await answer.json()) as Record<string, unknown>

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk(SET_UP)
})
afterEach(() => place.close())

describe('a session', () => {
  test('[PE33] begins with a cookie no script reads, says who and what, and ends', async () => {
    const reader = await place.add('reader', { roles: ['reader'] })
    expect((await place.ask('GET', '/api/v1/session')).status).toBe(401)
    const answer = await place.ask('POST', '/api/v1/session', { login: ' Reader', password: PASSWORD })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^marsad_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const browser = await place.signIn(reader, 'one-factor')
    expect(await jsonOf(await browser.ask('GET', '/api/v1/session'))).toMatchObject({
      person: { login: 'reader', compartment: 'mechanism' },
      actions: ['read', 'export'],
      assurance: 'one-factor',
    })
    expect((await browser.ask('DELETE', '/api/v1/session')).status).toBe(204)
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(401)
  })

  test('[PE33] whoever is signed in gets past the gate, with what they may read', async () => {
    const browser = await place.signIn(await place.add('reader', { roles: ['reader'] }))
    expect((await place.ask('GET', '/api/v1/incidents')).status).toBe(401)
    expect((await browser.ask('GET', '/api/v1/incidents')).status).toBe(200)
  })

  test.each([
    ['no token', { 'x-marsad-csrf': '' }],
    ['another token', { 'x-marsad-csrf': 'x'.repeat(43) }],
    ['another site', { origin: 'https://elsewhere.example' }],
    ['no site', { origin: 'null' }],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
    ['two cookies', { cookie: 'marsad_session=a; marsad_session=b' }],
  ])('[PE33] %s writes nothing', async (_, headers) => {
    const browser = await place.signIn(await place.add('first'))
    const answer = await browser.ask('DELETE', '/api/v1/session', undefined, headers)
    expect([401, 403]).toContain(answer.status)
    expect((await browser.ask('GET', '/api/v1/session')).status).toBe(200)
  })

  test('[PE33] another site signs nobody in', async () => {
    await place.add('first')
    const headers = { origin: 'https://elsewhere.example' }
    const body = { login: 'first', password: PASSWORD }
    expect((await place.ask('POST', '/api/v1/session', body, headers)).status).toBe(403)
  })

  test.each([
    [{}],
    [{ login: 'first' }],
    [{ login: 'first', password: PASSWORD, more: 1 }],
    [{ login: 1, password: [] }],
    [{ passkey: {} }],
    [
      {
        passkey: {
          id: 'x',
          rawId: 'x',
          type: 'public-key',
          clientExtensionResults: {},
          response: { clientDataJSON: '', authenticatorData: '', signature: '' },
        },
      },
    ],
    ['text'],
  ])('[PE33] the body %j is refused without a fault', async (body) => {
    expect([400, 401]).toContain((await place.ask('POST', '/api/v1/session', body)).status)
  })
})

describe('what a refusal tells', () => {
  test('[PE31] answers and headers are the same for everybody who does not get in', async () => {
    await place.add('known')
    const locked = await place.add('locked')
    for (let n = 0; n < 5; n += 1) await place.people.signIn.byPassword(locked.login, 'wrong', null)
    const seen = new Set<string>()
    for (const login of ['known', 'locked', 'nobody', 'x'.repeat(300)]) {
      const answer = await place.ask('POST', '/api/v1/session', { login, password: 'not the password' })
      const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id')
      seen.add(JSON.stringify([answer.status, headers, await answer.text()]))
    }
    expect(seen.size).toBe(1)
    expect((await place.ask('GET', '/api/v1/people/known')).status).toBe(401)
    expect((await place.ask('GET', '/api/v1/people/nobody')).status).toBe(401)
  })
})

describe('first set-up', () => {
  const requestOf = (login: string) => ({
    login,
    name: 'A Person',
    organisation: 'Mechanism',
    nation: 'FI',
    compartment: 'mechanism',
    roles: ['administrator'],
  })

  test('[PE30] the code of the console makes two administrators, who choose their own passwords', async () => {
    const administrators = [requestOf('first'), requestOf('second')]
    expect((await place.ask('POST', '/api/v1/set-up', { code: 'guessed', administrators })).status).toBe(403)
    const answer = await place.ask('POST', '/api/v1/set-up', { code: SET_UP, administrators })
    expect(answer.status).toBe(201)
    const { enrolments } = (await answer.json()) as {
      enrolments: { code: string; person: { login: string } }[]
    }
    for (const { code, person } of enrolments) {
      const body = { login: person.login, code, password: PASSWORD }
      expect((await place.ask('POST', '/api/v1/enrolment', body)).status).toBe(204)
    }
    expect((await place.ask('POST', '/api/v1/session', { login: 'second', password: PASSWORD })).status).toBe(
      201,
    )
    expect((await place.ask('POST', '/api/v1/set-up', { code: SET_UP, administrators })).status).toBe(403)
  })

  test('[PE30] where somebody is there already, no code sets up anything', async () => {
    await place.add('first')
    const administrators = [requestOf('second'), requestOf('third')]
    expect((await place.ask('POST', '/api/v1/set-up', { code: SET_UP, administrators })).status).toBe(403)
  })
})
