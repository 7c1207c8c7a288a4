// SPDX-License-Identifier: Apache-2.0
import { generateSync, NobleCryptoPlugin, ScureBase32Plugin } from 'otplib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, PASSWORD, type PeopleDeskPlace } from '../../../test/people-desk.ts'

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk()
})
afterEach(() => place.close())

const requestOf = (login: string, roles = ['analyst'], compartment = 'mechanism') => ({
  login,
  name: 'A Person',
  organisation: 'Mechanism',
  nation: 'FI',
  compartment,
  roles,
})

interface Listed {
  readonly items: readonly { person: { id: string; login: string; roles: string[] }; state: string }[]
}

describe('looking after people', () => {
  test('[PE3] with a password alone an administrator is told that a second factor is missing; others are not', async () => {
    const administrator = await place.signIn(await place.add('first'), 'one-factor')
    const missing = await administrator.ask('GET', '/api/v1/people')
    expect([missing.status, ((await missing.json()) as { code: string }).code]).toEqual([
      403,
      'second-factor-needed',
    ])
    const analyst = await place.signIn(await place.add('analyst', { roles: ['analyst'] }), 'one-factor')
    const refused = await analyst.ask('GET', '/api/v1/people')
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'not-allowed'])
  })

  test('[PE3] confirming one-time codes raises the session', async () => {
    const browser = await place.signIn(await place.add('first'), 'one-factor')
    const base = '/api/v1/session/credentials/one-time-code'
    const { secret } = (await (await browser.ask('POST', base)).json()) as { secret: string }
    const plugins = { crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() }
    const code = generateSync({ strategy: 'totp', secret, epoch: place.clock.nowMs / 1_000, ...plugins })
    expect((await browser.ask('POST', `${base}/confirmation`, { code: '000000' })).status).toBe(400)
    expect((await browser.ask('POST', `${base}/confirmation`, { code })).status).toBe(204)
    expect((await browser.ask('GET', '/api/v1/people')).status).toBe(200)
    const alone = { login: 'first', password: PASSWORD }
    expect((await place.ask('POST', '/api/v1/session', alone)).status).toBe(401)
    expect((await place.ask('POST', '/api/v1/session', { ...alone, code })).status).toBe(201)
  })

  test('[PE4] an administrator invites, changes, locks and closes in their own compartment', async () => {
    const browser = await place.signIn(await place.add('first'))
    const invited = await browser.ask('POST', '/api/v1/people', requestOf('analyst'))
    expect(invited.status).toBe(201)
    const { person, code } = (await invited.json()) as { person: { id: string }; code: string }
    const enrolled = await place.ask('POST', '/api/v1/enrolment', {
      login: 'analyst',
      code,
      password: PASSWORD,
    })
    expect(enrolled.status).toBe(204)
    const path = `/api/v1/people/${person.id}`
    expect((await browser.ask('PATCH', path, { roles: ['verifier', 'analyst'] })).status).toBe(200)
    expect((await browser.ask('PATCH', path, {})).status).toBe(400)
    expect((await browser.ask('PATCH', path, { roles: ['commissioner'] })).status).toBe(400)
    expect((await browser.ask('POST', `${path}/enrolment`)).status).toBe(409)
    expect((await browser.ask('POST', `${path}/steps`, { step: 'lock' })).status).toBe(200)
    expect((await browser.ask('POST', `${path}/steps`, { step: 'approve-recovery' })).status).toBe(409)
    expect((await browser.ask('POST', `${path}/steps`, { step: 'close' })).status).toBe(200)
    expect((await browser.ask('POST', `${path}/steps`, { step: 'unlock' })).status).toBe(409)
    const { items } = (await (await browser.ask('GET', '/api/v1/people')).json()) as Listed
    expect(items.map(({ person: { login, roles }, state }) => [login, roles, state])).toEqual([
      ['analyst', ['analyst', 'verifier'], 'closed'],
      ['first', ['administrator'], 'active'],
    ])
  })

  test('[PE4] another compartment’s people are neither listed nor found', async () => {
    const browser = await place.signIn(await place.add('first'))
    const other = await place.add('other', { compartment: 'party:party-a', roles: ['administrator'] })
    const { items } = (await (await browser.ask('GET', '/api/v1/people')).json()) as Listed
    expect(items.map(({ person }) => person.login)).toEqual(['first'])
    const told = async (id: string): Promise<unknown> => {
      const answer = await browser.ask('POST', `/api/v1/people/${id}/steps`, { step: 'lock' })
      return [answer.status, await answer.text()]
    }
    expect(await told(other.id)).toEqual(await told('0'.repeat(32)))
    const elsewhere = requestOf('third', ['commissioner'], 'commission')
    expect((await browser.ask('POST', '/api/v1/people', elsewhere)).status).toBe(403)
  })

  test('[PE32] a locked person is out at the next question, whatever they had open', async () => {
    const browser = await place.signIn(await place.add('first'))
    const analyst = await place.signIn(await place.add('analyst', { roles: ['analyst'] }))
    expect((await analyst.ask('GET', '/api/v1/session')).status).toBe(200)
    await browser.ask('POST', `/api/v1/people/${analyst.person.id}/steps`, { step: 'lock' })
    expect((await analyst.ask('GET', '/api/v1/session')).status).toBe(401)
  })
})

describe('record of people', () => {
  interface Page {
    readonly items: readonly { kind: string; body: Record<string, unknown> | null }[]
    readonly next: string | null
  }

  test('[PE34] administrators and auditors see what people of their compartment did, and are themselves seen', async () => {
    const browser = await place.signIn(await place.add('first'))
    await place.add('other', { compartment: 'commission' })
    await place.ask('POST', '/api/v1/session', { login: 'first', password: 'not the password' })
    const { items } = (await (await browser.ask('GET', '/api/v1/record-of-people')).json()) as Page
    expect(items.map(({ kind }) => kind)).toEqual([
      'record-of-people-read',
      'sign-in-failed',
      'signed-in',
      'enrolled',
      'credential-added',
      'person-added',
    ])
    expect(items[0]?.body).toMatchObject({ person: browser.person.id, of: null })
    const auditor = await place.signIn(await place.add('auditor', { roles: ['auditor'] }), 'one-factor')
    const path = `/api/v1/record-of-people?person=${browser.person.id}&kind=record-of-people-read`
    const seen = (await (await auditor.ask('GET', path)).json()) as Page
    expect(seen.items).toHaveLength(1)
  })

  test('[PE34] nobody else sees it, and nothing in it opens an account', async () => {
    const browser = await place.signIn(await place.add('first'))
    await browser.ask('POST', '/api/v1/people', requestOf('analyst'))
    const text = await (await browser.ask('GET', '/api/v1/record-of-people')).text()
    expect(text).toContain('enrolment-issued')
    for (const secret of ['sealed', 'codeDigest', 'scrypt']) expect(text).not.toContain(secret)
    const analyst = await place.signIn(
      await place.add('reader', { roles: ['analyst', 'verifier', 'releaser'] }),
    )
    expect((await analyst.ask('GET', '/api/v1/record-of-people')).status).toBe(403)
    expect((await place.ask('GET', '/api/v1/record-of-people')).status).toBe(401)
  })

  test('[PE34] pages follow one another without a gap', async () => {
    const browser = await place.signIn(await place.add('first'))
    for (let n = 0; n < 120; n += 1) {
      await place.ledger.write((turn) =>
        turn.append('internal', {
          schema: 'marsad/record@1',
          kind: 'note',
          time: '2026-06-24T06:00:00.000Z',
          audiences: ['administration:mechanism'],
          body: { n },
        }),
      )
    }
    const path = '/api/v1/record-of-people?kind=note'
    const first = (await (await browser.ask('GET', path)).json()) as Page
    const second = (await (await browser.ask('GET', `${path}&cursor=${first.next}`)).json()) as Page
    expect([...first.items, ...second.items].map(({ body }) => body?.['n'])).toEqual(
      Array.from({ length: 120 }, (_, n) => 119 - n),
    )
    expect(second.next).toBe(null)
  })

  test('[PE35] an item is on record before it is handed over; what was not handed over is not', async () => {
    const browser = await place.signIn(await place.add('reader', { roles: ['reader', 'auditor'] }))
    const one = 'ab'.repeat(32)
    place.addItem('incident', one)
    expect((await browser.ask('GET', `/api/v1/incidents/${one}?asOf=0`)).status).toBe(404)
    expect((await browser.ask('GET', `/api/v1/incidents/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await browser.ask('GET', `/api/v1/incidents/${one}`)).status).toBe(200)
    const path = '/api/v1/record-of-people?kind=item-read'
    const { items } = (await (await browser.ask('GET', path)).json()) as Page
    expect(items.map(({ body }) => body)).toEqual([
      { person: browser.person.id, what: 'incidents', item: one, asOf: null },
    ])
  })

  test('[PE34] what somebody took away is found under their name', async () => {
    const browser = await place.signIn(await place.add('analyst', { roles: ['analyst', 'auditor'] }))
    await (await browser.ask('GET', '/api/v1/exports/incidents.csv')).text()
    const path = `/api/v1/record-of-people?person=${browser.person.id}`
    const { items } = (await (await browser.ask('GET', path)).json()) as Page
    expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['export-begun', 'export-ended']))
  })

  test('[PE35] lists are gathered: one record a person and minute, written at the latest when the service stops', async () => {
    const browser = await place.signIn(await place.add('reader', { roles: ['reader'] }))
    for (const list of ['incidents', 'incidents', 'violations']) await browser.ask('GET', `/api/v1/${list}`)
    place.stop()
    await place.ledger.write(() => Promise.resolve())
    const bodies = (await place.records()).flatMap(({ content }) =>
      content.kind === 'record' && content.record.kind === 'lists-read' ? [content.record.body] : [],
    )
    expect(bodies).toMatchObject([{ person: browser.person.id, counts: { incidents: 2, violations: 1 } }])
  })
})
