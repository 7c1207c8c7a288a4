// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { ACTIONS, permits, ROLES } from '#people'

import { openPeopleDesk, type PeopleDeskPlace } from '../../../test/people-desk.ts'

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk()
})
afterEach(() => place.close())

interface Sessions {
  readonly items: readonly { readonly id: string; readonly isThis: boolean; readonly assurance: string }[]
}

describe('own sessions and the rule of roles', () => {
  test('[WB46] somebody sees their own sessions alone, ends another of them, and that is on record', async () => {
    const person = await place.add('first')
    const here = await place.signIn(person)
    place.clock.nowMs += 60_000
    const elsewhere = await place.signIn(person, 'one-factor')
    const stranger = await place.signIn(await place.add('second'))
    const { items } = (await (await here.ask('GET', '/api/v1/session/all')).json()) as Sessions
    expect(items.map(({ isThis, assurance }) => [isThis, assurance])).toEqual([
      [false, 'one-factor'],
      [true, 'two-factor'],
    ])
    const path = `/api/v1/session/all/${items[0]?.id}`
    expect((await stranger.ask('DELETE', path)).status).toBe(404)
    expect((await elsewhere.ask('GET', '/api/v1/session')).status).toBe(200)
    expect((await here.ask('DELETE', path)).status).toBe(204)
    expect((await elsewhere.ask('GET', '/api/v1/session')).status).toBe(401)
    expect((await here.ask('GET', '/api/v1/session')).status).toBe(200)
    await place.people.close()
    const ends = (await place.records()).filter(
      ({ content }) => content.kind === 'record' && content.record.kind === 'signed-out',
    )
    expect(ends.length).toBeGreaterThan(0)
  })

  test('[API84] the rule of roles is answered as it decides', async () => {
    const browser = await place.signIn(await place.add('first', { roles: ['reader'] }), 'one-factor')
    const answer = (await (await browser.ask('GET', '/api/v1/roles')).json()) as {
      readonly needsSecondFactor: readonly string[]
      readonly roles: readonly { readonly role: string; readonly actions: readonly string[] }[]
    }
    expect(answer.roles.map(({ role }) => role)).toEqual([...ROLES])
    for (const role of ROLES) {
      const told = answer.roles.find((one) => one.role === role)?.actions
      expect(told).toEqual(ACTIONS.filter((action) => permits([role], 'two-factor', action) === 'yes'))
      expect(ACTIONS.filter((action) => permits([role], 'one-factor', action) === 'yes')).toEqual(
        told?.filter((action) => !answer.needsSecondFactor.includes(action)),
      )
    }
    expect((await place.ask('GET', '/api/v1/roles')).status).toBe(401)
  })
})
