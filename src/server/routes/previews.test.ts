// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { digestOf } from '#kernel'

import {
  body,
  codesOf,
  openProceedingDesk,
  PARTY_A,
  PARTY_B,
  upToVerified,
  type ProceedingDesk,
} from '../../../test/proceeding-desk.ts'

const A = `party:${PARTY_A}`
const B = `party:${PARTY_B}`
const idOf = (name: string): string => digestOf(name)

let desk: ProceedingDesk
beforeEach(async () => {
  desk = await openProceedingDesk()
  const { place } = desk
  for (const kind of ['observation', 'incident', 'violation'] as const) {
    place.addItem(kind, idOf(`${kind} of everybody`), ['public'])
    place.addItem(kind, idOf(`${kind} of a and the mechanism`), ['mechanism', A])
    place.addItem(kind, idOf(`${kind} of a alone`), [A])
    place.addItem(kind, idOf(`${kind} of b`), ['mechanism', B])
  }
  place.addItem('observation', idOf('where a shot came from'), ['commission', 'mechanism'], 'mechanism')
  place.addItem('observation', idOf('its coarse copy'), ['commission', 'mechanism'], 'coarse')
  // Those outside are answered as of what is published: the log has to be as long as the items say.
  for (let n = 0; n < 20; n += 1) {
    await place.ledger.write((turn) =>
      turn.append('public', {
        schema: 'marsad/record@1',
        kind: 'note',
        time: '2026-06-24T06:00:00.000Z',
        audiences: ['mechanism'],
        body: { n },
      }),
    )
  }
})
afterEach(() => desk.place.close())

interface Page {
  readonly items: readonly { readonly id: string }[]
  readonly total: { readonly atLeast: number }
}
const page = async (answer: Response): Promise<Page> => (await body(answer)) as unknown as Page

describe('what an audience would get', () => {
  test('[API82] is byte for byte what a person of that audience gets from the same list', async () => {
    const { releaser, liaisonB, commissioner } = desk.chairs
    await upToVerified(desk)
    desk.at(5)
    const sent = await releaser.ask('POST', '/api/v1/cases/k1/events', {
      kind: 'sent-to-parties',
      notice: 'told alike',
      roundKilometres: 10,
      urgent: true,
      until: desk.hour(0),
      parties: [PARTY_A, PARTY_B],
    })
    expect(sent.status).toBe(201)
    const lists = [
      'incidents?limit=1',
      'incidents',
      'violations?from=2026-01-01',
      'observations',
      'lists',
      'messages',
      'findings',
    ]
    for (const [audience, chair] of [
      [B, liaisonB],
      ['commission', commissioner],
    ] as const) {
      for (const list of lists) {
        const own = await (await chair.ask('GET', `/api/v1/${list}`)).text()
        const seen = await (await releaser.ask('GET', `/api/v1/previews/${audience}/${list}`)).text()
        expect(seen).toBe(own)
      }
    }
    const told = await page(await releaser.ask('GET', `/api/v1/previews/${B}/messages`))
    expect(told.items).toHaveLength(1)
    const everybody = await page(await releaser.ask('GET', '/api/v1/previews/public/incidents'))
    expect(everybody.items.map(({ id }) => id)).toEqual([idOf('incident of everybody')])
  })

  test('[API83] shows nothing, and counts nothing, that whoever looks may not read themselves', async () => {
    const { releaser } = desk.chairs
    const seen = await page(await releaser.ask('GET', `/api/v1/previews/${A}/incidents`))
    const ids = [idOf('incident of everybody'), idOf('incident of a and the mechanism')]
    expect([seen.items.map(({ id }) => id).sort(), seen.total.atLeast]).toEqual([ids.sort(), 2])
    const liaisons = await page(await desk.chairs.liaisonA.ask('GET', '/api/v1/incidents'))
    expect(liaisons.total.atLeast).toBe(3)
  })

  test('[API83] no door opens by it: outside the Mechanism an origin of fire stays the coarse copy that it was', async () => {
    const person = await desk.place.add('kim', { compartment: 'commission', roles: ['releaser'] })
    const outside = await desk.place.signIn(person)
    const seen = await page(await outside.ask('GET', '/api/v1/previews/mechanism/observations'))
    expect(seen.items.map(({ id }) => id)).toEqual([idOf('observation of everybody')])
    const own = await page(await outside.ask('GET', '/api/v1/observations'))
    expect(own.items.map(({ id }) => id)).toContain(idOf('its coarse copy'))
    const inside = await page(
      await desk.chairs.releaser.ask('GET', '/api/v1/previews/commission/observations'),
    )
    expect(inside.items.map(({ id }) => id)).toContain(idOf('its coarse copy'))
    expect(inside.items.map(({ id }) => id)).not.toContain(idOf('where a shot came from'))
  })

  test('[API83] an administrator outside looks at the public and at their own compartment, and at no other party', async () => {
    const person = await desk.place.add('pat', { compartment: A, roles: ['administrator'] })
    const outside = await desk.place.signIn(person, 'one-factor')
    const statusOf = async (audience: string): Promise<number> =>
      (await outside.ask('GET', `/api/v1/previews/${audience}/incidents`)).status
    const statuses = await Promise.all(['public', A, B, 'mechanism'].map(statusOf))
    expect(statuses).toEqual([200, 200, 403, 403])
  })

  test('[API82] is for releasers and administrators, of audiences that there are, and on record before it is answered', async () => {
    const { analyst, liaisonA, releaser } = desk.chairs
    expect((await codesOf(await analyst.ask('GET', `/api/v1/previews/${B}/incidents`)))[1]).toBe(
      'not-allowed',
    )
    expect((await liaisonA.ask('GET', `/api/v1/previews/${B}/incidents`)).status).toBe(403)
    for (const unknown of ['party:nobody', 'installation', 'administration:mechanism', 'press']) {
      expect((await releaser.ask('GET', `/api/v1/previews/${unknown}/incidents`)).status).toBe(404)
    }
    expect((await releaser.ask('GET', `/api/v1/previews/${B}/incidents?limits=1`)).status).toBe(400)
    await releaser.ask('GET', `/api/v1/previews/${B}/incidents?limit=1`)
    const looks = (await desk.place.records()).flatMap(({ content }) =>
      content.kind === 'record' && content.record.kind === 'audience-previewed' ? [content.record] : [],
    )
    expect(looks.map(({ audiences, body: what }) => [audiences, what['audience'], what['what']])).toEqual([
      [['administration:mechanism'], B, 'incidents'],
    ])
    expect(looks[0]?.body).toMatchObject({ query: { limit: '1' }, items: 1 })
  })
})
