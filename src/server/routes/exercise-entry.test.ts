// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openPeopleDesk, PASSWORD, type PeopleDeskPlace } from '../../../test/people-desk.ts'
import { sampleServer } from '../../../test/server/sample-server.ts'
import { addExerciseEntry, type ExerciseEntry } from './exercise-entry.ts'

const ENTRY: ExerciseEntry = {
  chairs: [{ login: 'chair', role: 'analyst', compartment: 'mechanism' }],
  password: PASSWORD,
  story: () => ({ case: 'c', incident: 'i' }),
}

let place: PeopleDeskPlace
beforeEach(async () => {
  place = await openPeopleDesk()
  await place.add('chair', { roles: ['analyst'] })
  await place.add('other', { roles: ['analyst'] })
})
afterEach(() => place.close())

const serve = (exercise: boolean) =>
  sampleServer(
    { exercise },
    {
      open: [
        (app, ports) => addExerciseEntry(app, ports, { people: place.people, secureCookie: false }, ENTRY),
      ],
    },
  )
const take = (login: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: JSON.stringify({ login }),
  headers: { 'content-type': 'application/json', ...headers },
})

describe('ways in without a password', () => {
  test('[ST6] an exercise that was started to be looked at says its chairs and gives one of them', async () => {
    const { ask } = serve(true)
    expect(await (await ask('/api/v1/exercise')).json()).toEqual({
      chairs: ENTRY.chairs,
      story: { case: 'c', incident: 'i' },
    })
    const entered = await ask('/api/v1/exercise/session', take('chair'))
    expect(entered.status).toBe(201)
    expect(entered.headers.get('set-cookie')).toMatch(/^marsad_session=/)
    expect(await entered.json()).toMatchObject({ person: { login: 'chair' }, assurance: 'one-factor' })
  })

  test('[ST7] a live mission cannot have them: what would serve them does not start', () => {
    expect(() => serve(false)).toThrow('only an exercise')
  })

  test('[ST7] nobody but whoever sits at the machine gets in or learns that there are any', async () => {
    const { ask } = serve(true)
    const asked = [
      await ask('/api/v1/exercise', {}, '10.0.0.5'),
      await ask('/api/v1/exercise', { headers: { 'x-forwarded-for': '127.0.0.1' } }),
      await ask('/api/v1/exercise/session', take('chair'), '10.0.0.5'),
      await ask('/api/v1/exercise/session', take('chair', { via: '1.1 proxy' })),
    ]
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  })

  test('[ST7] only the chairs are given, and to no page of another site', async () => {
    const { ask } = serve(true)
    expect((await ask('/api/v1/exercise/session', take('other'))).status).toBe(401)
    const elsewhere = { origin: 'https://elsewhere.example' }
    expect((await ask('/api/v1/exercise/session', take('chair', elsewhere))).status).toBe(403)
    const neighbour = { 'sec-fetch-site': 'same-site' }
    expect((await ask('/api/v1/exercise/session', take('chair', neighbour))).status).toBe(403)
  })
})
