// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { examineClock, examineSpace } from '#adapters'
import { toInstant } from '#kernel'
import { catalogueOf } from '#messages'
import { addDoctor } from '#server'

import { openPeopleDesk, type PeopleDeskPlace } from '../../../test/people-desk.ts'

const FINDINGS = [examineSpace(1.9 * 1024 ** 3), examineClock(toInstant(0), null, null)]

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk(null, undefined, () => ({
    closed: [addDoctor(() => Promise.resolve(FINDINGS))],
  }))
})
afterEach(() => place.close())

describe('doctor over HTTP', () => {
  test('[API80] an administrator of the Mechanism gets every check as the command prints it', async () => {
    const administrator = await place.signIn(await place.add('first'))
    const answer = await administrator.ask('GET', '/api/v1/doctor')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ items: FINDINGS })
  })

  test('[API80] nobody else learns how the machine stands', async () => {
    const ask = async (login: string, change: object, assurance?: 'one-factor'): Promise<unknown> => {
      const browser = await place.signIn(await place.add(login, change), assurance)
      const answer = await browser.ask('GET', '/api/v1/doctor')
      return [answer.status, ((await answer.json()) as { code: string }).code]
    }
    expect(await ask('analyst', { roles: ['analyst'] })).toEqual([403, 'not-allowed'])
    expect(await ask('once', {}, 'one-factor')).toEqual([403, 'second-factor-needed'])
    expect(await ask('party', { compartment: 'party:party-a' })).toEqual([403, 'not-allowed'])
    expect((await place.ask('GET', '/api/v1/doctor')).status).toBe(401)
  })

  test('[API80] every check has its meaning, and what is to be done where something is', () => {
    const source = ['examination', 'examine-mission']
      .map((name) => readFileSync(new URL(`../../adapters/doctor/${name}.ts`, import.meta.url), 'utf8'))
      .join('\n')
    const codes = [
      ...source.matchAll(/'((?:space|keys|tables|clock|checkpoint|queue|backup|mission)-[a-z-]+)'/g),
    ].map(([, code]) => `doctor.${code}`)
    const said = Object.keys(catalogueOf('en')).filter((key) => key.startsWith('doctor.'))
    expect([...new Set(codes)].sort()).toEqual(said.sort())
  })
})
