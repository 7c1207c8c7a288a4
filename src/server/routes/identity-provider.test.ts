// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { CLIENT, openLoopbackProvider, type LoopbackProvider } from '../../../test/loopback-provider.ts'
import { openPeopleDesk, type Browser, type PeopleDeskPlace } from '../../../test/people-desk.ts'
import { createIdentityProvider } from '#adapters'

const RETURN = 'http://localhost/api/v1/session/identity-provider/return'
const BEGIN = '/api/v1/session/identity-provider'

let provider: LoopbackProvider
let place: PeopleDeskPlace
const clock = { nowMs: 0 }
beforeEach(async () => {
  provider = await openLoopbackProvider(RETURN)
  clock.nowMs = Date.now()
  place = await openPeopleDesk(
    null,
    undefined,
    undefined,
    createIdentityProvider({
      ...CLIENT,
      issuer: provider.issuer,
      name: 'Provider of the test',
      twoFactorAcr: ['strong'],
      twoFactorAmr: ['hwk'],
      returnAddress: RETURN,
      nowMs: () => clock.nowMs,
    }),
  )
})
afterEach(async () => {
  await place.close()
  await provider.close()
})

const cookieOf = (answer: Response, name: string): string | null =>
  answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0] ?? '')
    .find((cookie) => cookie.startsWith(`${name}=`) && !cookie.endsWith('=')) ?? null

/** Begins, goes to the provider, comes back as the browser of that cookie, from another site as browsers say. */
async function goThrough(begun: Response, change: (back: URL) => void = () => {}, cookie?: string) {
  expect(begun.status).toBe(200)
  const { address } = (await begun.json()) as { address: string }
  const back = new URL(await provider.visit(address))
  change(back)
  return place.ask('GET', back.pathname + back.search, undefined, {
    cookie: cookie ?? cookieOf(begun, 'marsad_entry') ?? '',
    'sec-fetch-site': 'cross-site',
  })
}

const enter = async (change?: (back: URL) => void, cookie?: string) =>
  goThrough(await place.ask('POST', BEGIN), change, cookie)
const bind = async (browser: Browser) =>
  goThrough(await browser.ask('POST', '/api/v1/session/credentials/identity-provider'))
const kindsSince = async (before: number): Promise<readonly unknown[]> =>
  (await place.records())
    .slice(before)
    .map(({ content }) => (content.kind === 'record' ? content.record.kind : 'tombstone'))

describe('an identity provider', () => {
  test('[PE51] a person binds what it calls them while signed in, and from then on enters by it', async () => {
    const person = await place.add('first')
    const browser = await place.signIn(person)
    const bound = await bind(browser)
    expect([bound.status, bound.headers.get('location')]).toEqual([303, '/administration?entry=bound'])
    const before = (await place.records()).length
    const back = await enter()
    expect([back.status, back.headers.get('location')]).toEqual([303, '/'])
    const cookie = cookieOf(back, 'marsad_session')!
    const session = await place.ask('GET', '/api/v1/session', undefined, { cookie })
    expect(await session.json()).toMatchObject({ person: { id: person.id }, assurance: 'one-factor' })
    expect(await kindsSince(before)).toEqual(['signed-in'])
    const all = JSON.stringify(await place.records())
    expect(all).not.toContain('subject-1')
    expect(all).not.toContain('first@desk.example')
    expect((await bind(browser)).headers.get('location')).toBe('/administration?entry=not-bound')
  })

  test('[PE52] nobody is made, found by mail address, or given a role by it', async () => {
    const person = await place.add('first', { roles: ['reader'] })
    const before = (await place.records()).length
    const back = await enter()
    expect([back.headers.get('location'), cookieOf(back, 'marsad_session')]).toEqual([
      '/?entry=refused',
      null,
    ])
    expect(await kindsSince(before)).toEqual(['sign-in-failed'])
    expect((await place.people.desk.accounts.list(null)).length).toBe(1)
    await bind(await place.signIn(person))
    const cookie = cookieOf(await enter(), 'marsad_session')!
    const session = await place.ask('GET', '/api/v1/session', undefined, { cookie })
    expect(await session.json()).toMatchObject({ person: { roles: ['reader'] } })
  })

  test('[PE53] two factors are what the configuration calls so', async () => {
    const person = await place.add('first')
    await bind(await place.signIn(person))
    const assurance = async () => {
      const cookie = cookieOf(await enter(), 'marsad_session')!
      const answer = await place.ask('GET', '/api/v1/session', undefined, { cookie })
      return ((await answer.json()) as { assurance: string }).assurance
    }
    expect(await assurance()).toBe('one-factor')
    provider.person.amr = ['pwd', 'mfa']
    expect(await assurance()).toBe('one-factor')
    provider.person.amr = ['pwd', 'hwk']
    expect(await assurance()).toBe('two-factor')
    provider.person.amr = ['pwd']
    provider.person.acr = 'strong'
    expect(await assurance()).toBe('two-factor')
  })

  test('[PE54] what was not begun here, by this browser, once and within five minutes, is refused alike', async () => {
    await bind(await place.signIn(await place.add('first')))
    const refused = async (answer: Response) =>
      expect([answer.status, answer.headers.get('location'), cookieOf(answer, 'marsad_session')]).toEqual([
        303,
        '/?entry=refused',
        null,
      ])
    await refused(await enter((back) => back.searchParams.set('state', 'another')))
    await refused(await enter((back) => back.searchParams.set('code', 'another')))
    await refused(await enter((back) => back.searchParams.set('iss', 'https://another.example')))
    await refused(await enter(undefined, ''))
    const other = cookieOf(await place.ask('POST', BEGIN), 'marsad_entry')!
    await refused(await enter(undefined, other))
    provider.person.denies = true
    await refused(await enter())
    provider.person.denies = false
    await refused(await enter(() => void (clock.nowMs += 300_001)))
    const begun = await place.ask('POST', BEGIN)
    let taken = ''
    expect(
      (await goThrough(begun, (back) => (taken = back.pathname + back.search))).headers.get('location'),
    ).toBe('/')
    await refused(await place.ask('GET', taken, undefined, { cookie: cookieOf(begun, 'marsad_entry') ?? '' }))
    expect((await place.ask('POST', BEGIN, undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await place.ask('HEAD', '/api/v1/session/identity-provider/return')).status).toBe(405)
  })

  test('[PE55] an administrator binds whoever has no way in yet, never an account in use', async () => {
    const [first, second] = [await place.signIn(await place.add('first')), await place.add('second')]
    const invited = await first.ask('POST', '/api/v1/people', {
      login: 'third',
      name: 'Name of third',
      organisation: 'Mechanism',
      nation: 'FI',
      compartment: 'mechanism',
      roles: ['reader'],
    })
    const { person, code } = (await invited.json()) as { person: { id: string }; code: string }
    const identity = (id: string) => `/api/v1/people/${id}/identity`
    expect((await first.ask('PUT', identity(second.id), { subject: 'subject-1' })).status).toBe(409)
    expect((await first.ask('PUT', identity(first.person.id), { subject: 'subject-1' })).status).toBe(403)
    expect((await first.ask('PUT', identity(person.id), { subject: '' })).status).toBe(400)
    expect((await first.ask('PUT', identity(person.id), { subject: 'subject-1' })).status).toBe(204)
    expect((await enter()).headers.get('location')).toBe('/')
    const late = { login: 'third', code, password: 'four short plain words' }
    expect((await place.ask('POST', '/api/v1/enrolment', late)).status).toBe(401)
    expect((await bind(await place.signIn(second))).headers.get('location')).toBe(
      '/administration?entry=not-bound',
    )
    await first.ask('POST', `/api/v1/people/${person.id}/steps`, { step: 'lock' })
    expect((await enter()).headers.get('location')).toBe('/?entry=refused')
  })

  test('[PE56] a provider that is silent is said to be, and local accounts go on', async () => {
    const person = await place.add('first')
    const begun = await place.ask('POST', BEGIN)
    const { address } = (await begun.json()) as { address: string }
    const back = new URL(await provider.visit(address))
    await provider.close()
    const cookie = cookieOf(begun, 'marsad_entry')!
    const answer = await place.ask('GET', back.pathname + back.search, undefined, { cookie })
    expect(answer.headers.get('location')).toBe('/?entry=unreachable')
    expect((await place.signIn(person)).person.id).toBe(person.id)
    const silent = await openPeopleDesk(
      null,
      undefined,
      undefined,
      createIdentityProvider({
        ...CLIENT,
        issuer: provider.issuer,
        name: 'Silent',
        twoFactorAcr: [],
        twoFactorAmr: [],
        returnAddress: RETURN,
        nowMs: Date.now,
      }),
    )
    const refusal = await silent.ask('POST', BEGIN)
    expect([refusal.status, await refusal.json()]).toMatchObject([
      503,
      { code: 'identity-provider-unreachable' },
    ])
    expect((await silent.signIn(await silent.add('first'))).person.login).toBe('first')
    await silent.close()
  })

  test('[PE50] where none is configured there is no way by one', async () => {
    expect(await (await place.ask('GET', '/api/v1/session/ways')).json()).toEqual({
      passkeys: true,
      identityProvider: { name: 'Provider of the test' },
    })
    const without = await openPeopleDesk()
    expect(await (await without.ask('GET', '/api/v1/session/ways')).json()).toMatchObject({
      identityProvider: null,
    })
    expect((await without.ask('POST', BEGIN)).status).toBe(404)
    expect((await without.ask('GET', `${BEGIN}/return?code=a&state=b`)).status).toBe(404)
    await without.close()
  })
})
