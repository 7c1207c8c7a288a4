// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { digestOf, toInstant } from '#kernel'

import { ANALYST, as, LIAISON, NOW, sampleServer } from '../../../test/server/sample-server.ts'
import { itemSchema, pageSchema, problemSchema } from '../schemas/answer.ts'

const id = (name: string) => digestOf(name)
type Sample = ReturnType<typeof sampleServer>

async function page(server: Sample, path: string, headers = ANALYST) {
  const response = await server.ask(path, { headers })
  expect(response.status).toBe(200)
  return pageSchema.parse(await response.json())
}

async function problemsOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const { status, code, problems } = problemSchema.parse(await response.json())
  expect(status).toBe(response.status)
  return { status, code, problems: problems.map((one) => `${one.path}: ${one.code}`) }
}

describe('the lists of the desk', () => {
  test.each(['incidents', 'observations', 'violations', 'lists'])(
    '[API1] %s are for those who are signed in',
    async (name) => {
      const server = sampleServer()
      for (const path of [`/api/v1/${name}`, `/api/v1/${name}/${id('a')}`]) {
        expect(await problemsOf(await server.ask(path))).toMatchObject({
          status: 401,
          code: 'sign-in-needed',
        })
      }
      expect((await page(server, `/api/v1/${name}`)).items).toEqual([])
    },
  )

  test('[API2] a reader gets what they may read, and a total of no more than that', async () => {
    const server = sampleServer()
    server.add('incident', { id: id('ours'), audiences: ['mechanism'] })
    server.add('incident', { id: id('everybody'), audiences: ['public'] })
    expect((await page(server, '/api/v1/incidents')).total.atLeast).toBe(2)
    const seen = await page(server, '/api/v1/incidents', LIAISON)
    expect([seen.items.map((item) => item.id), seen.total]).toEqual([[id('everybody')], { atLeast: 1 }])
    const hidden = await server.ask(`/api/v1/incidents/${id('ours')}`, { headers: LIAISON })
    const absent = await server.ask(`/api/v1/incidents/${id('nothing')}`, { headers: LIAISON })
    expect([hidden.status, await hidden.text()]).toEqual([404, await absent.text()])
  })

  test('[API3] interval and area cut a list down, both ends included', async () => {
    const server = sampleServer()
    const at = (name: string, hours: number, longitude: number) => {
      const start = toInstant(NOW + hours * 3_600_000)
      server.add('observation', {
        id: id(name),
        interval: { start, end: start },
        center: { latitude: 48, longitude },
      })
    }
    at('early', -2, 37)
    at('here', 0, 37)
    at('east', 0, 39)
    const found = await page(
      server,
      '/api/v1/observations?from=2026-06-24T12:00:00Z&to=2026-06-24T12:00:00Z&bbox=36,47,38,49',
    )
    expect(found.items.map((item) => item.id)).toEqual([id('here')])
  })

  test('[API4] pages stay as they were asked for while others write', async () => {
    const server = sampleServer()
    for (const name of ['a', 'b', 'c', 'd', 'e']) server.add('incident', { id: id(name) })
    const whole = (await page(server, '/api/v1/incidents')).items.map((item) => item.id)
    const first = await page(server, '/api/v1/incidents?limit=2')
    server.add('incident', { id: id('late'), interval: { start: toInstant(0), end: toInstant(0) } })
    const second = await page(server, `/api/v1/incidents?limit=2&cursor=${first.next}`)
    const third = await page(server, `/api/v1/incidents?limit=2&cursor=${second.next}`)
    expect([...first.items, ...second.items, ...third.items].map((item) => item.id)).toEqual(whole)
    expect([third.next, third.asOf, third.total.atLeast]).toEqual([null, 5, 5])
    expect((await page(server, '/api/v1/incidents?asOf=5')).items.map((item) => item.id)).toEqual(whole)
  })

  test('[API4] a cursor belongs to its question', async () => {
    const server = sampleServer()
    for (const name of ['a', 'b', 'c']) server.add('incident', { id: id(name) })
    const { next } = await page(server, '/api/v1/incidents?limit=1')
    for (const path of [
      `/api/v1/observations?cursor=${next}`,
      `/api/v1/incidents?cursor=${next}&bbox=1,1,2,2`,
      `/api/v1/incidents?cursor=${next}&asOf=1`,
      '/api/v1/incidents?cursor=bm90aGluZw',
    ]) {
      const refused = await problemsOf(await server.ask(path, { headers: ANALYST }))
      expect([path, refused.status, refused.code]).toEqual([path, 400, 'cursor-unusable'])
    }
  })

  test('[API5] every problem of a query is listed', async () => {
    const server = sampleServer()
    const path = '/api/v1/incidents?from=2026-13-01&bbox=1,2,3&limit=0&asof=3&cursor='
    expect(await problemsOf(await server.ask(path, { headers: ANALYST }))).toEqual({
      status: 400,
      code: 'query-unusable',
      problems: expect.arrayContaining([
        'from: instant-not-in-calendar',
        'bbox: box-needs-four-numbers',
        'limit: number-too-small',
        'cursor: too-small',
        'asof: unknown-parameter',
      ]),
    })
    const twice = await server.ask('/api/v1/incidents?limit=1&limit=2', { headers: ANALYST })
    expect((await problemsOf(twice)).problems).toEqual(['limit: invalid-type'])
    const backwards = await server.ask('/api/v1/incidents?from=2026-06-02&to=2026-06-01', {
      headers: ANALYST,
    })
    expect((await problemsOf(backwards)).problems).toEqual(['to: interval-ends-before-it-begins'])
    const future = await server.ask('/api/v1/incidents?asOf=1', { headers: ANALYST })
    expect((await problemsOf(future)).problems).toEqual(['asOf: as-of-not-reached'])
  })

  test('[API6] an item reads as it stood at the size asked for', async () => {
    const server = sampleServer()
    server.add('incident', { id: id('a'), document: { version: 1 } })
    server.add('incident', { id: id('a'), document: { version: 2 } })
    const read = async (query: string) => {
      const response = await server.ask(`/api/v1/incidents/${id('a')}${query}`, { headers: ANALYST })
      return itemSchema.parse(await response.json()).document
    }
    expect([await read(''), await read('?asOf=1')]).toEqual([{ version: 2 }, { version: 1 }])
  })

  test('[API7] whose roles do not allow an action is told so', async () => {
    const server = sampleServer()
    const handler = as('mechanism', ['source-handler'])
    expect((await server.ask('/api/v1/incidents', { headers: handler })).status).toBe(200)
    const refused = await server.ask('/api/v1/exports/incidents.csv', { headers: handler })
    expect(await problemsOf(refused)).toMatchObject({ status: 403, code: 'not-allowed' })
  })
})

describe('the door', () => {
  const origin = { id: id('muzzle'), audiences: ['mechanism', 'party:a'], document: { originOfFire: true } }

  test('[API8] an origin of fire leaves whole for the screens of the Mechanism alone', async () => {
    const server = sampleServer()
    server.add('observation', origin)
    expect((await page(server, '/api/v1/observations')).items).toHaveLength(1)
    expect((await page(server, '/api/v1/observations', LIAISON)).items).toEqual([])
    const path = `/api/v1/observations/${origin.id}`
    expect((await server.ask(path, { headers: LIAISON })).status).toBe(404)
    const found = await server.ask(`/api/v1/search?q=${origin.id}`, { headers: LIAISON })
    expect(await found.json()).toEqual({ found: [] })
    const taken = await server.ask('/api/v1/exports/observations.json', { headers: ANALYST })
    expect(await taken.text()).not.toContain(origin.id)
  })

  test('[API8] of a coarse copy everybody outside has the copy, everybody inside the whole', async () => {
    const server = sampleServer()
    server.add('observation', { ...origin, door: 'mechanism', document: { exact: true } })
    server.add('observation', { ...origin, door: 'coarse', document: { exact: false } })
    const documents = async (headers: Record<string, string>) =>
      (await page(server, '/api/v1/observations', headers)).items.map((item) => item.document)
    expect(await documents(ANALYST)).toEqual([{ exact: true }])
    expect(await documents(LIAISON)).toEqual([{ exact: false }])
  })
})

describe('search', () => {
  test('[API9] finds by id, by day, by position and by name of a place', async () => {
    const server = sampleServer()
    server.add('incident', { id: id('a'), center: { latitude: 48.6, longitude: 38.05 } })
    const search = async (q: string) => {
      const response = await server.ask(`/api/v1/search?q=${encodeURIComponent(q)}`, { headers: ANALYST })
      const { found } = (await response.json()) as {
        found: { meaning: { kind: string }; items?: unknown[]; incidents?: { items: unknown[] } }[]
      }
      return found.map(({ meaning, items, incidents }) => [
        meaning.kind,
        (items ?? incidents?.items ?? []).length,
      ])
    }
    expect(await search(id('a'))).toEqual([['id', 1]])
    expect(await search('2026-06-24')).toEqual([['time', 1]])
    expect(await search('2026-06-23')).toEqual([['time', 0]])
    expect(await search('48.55, 38.00')).toEqual([['place', 1]])
    expect(await search('Bakhmut')).toEqual([['place', 1]])
    expect(await search('nowhere')).toEqual([])
  })
})
