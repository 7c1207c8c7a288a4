// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { ANALYST, sampleServer } from '../../../test/server/sample-server.ts'
import { problemSchema } from '../schemas/answer.ts'

const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code

describe('what anybody may ask', () => {
  test('[API10] nothing else answers without a sign-in, not even that there is nothing', async () => {
    const { ask, ledger } = sampleServer()
    ledger.note = 'origin\n'
    for (const path of [
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/v1/openapi.json',
      '/api/v1/',
      '/log/checkpoint',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 200])
    }
    for (const path of [
      '/',
      '/api/v1/people',
      '/api/v1/incidents/',
      '/api/v1/feeds',
      '/api/v1/events',
      '/api/v1/exports/incidents.csv',
      '/api/v1/search',
      '/.env',
      '/api/v2/x',
      '/log/',
      '/log/internal/checkpoint',
    ]) {
      const response = await ask(path)
      expect([path, response.status]).toEqual([path, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="marsad"')
    }
  })

  test('[API11] whoever is signed in is told an unknown path from an unknown method', async () => {
    const { ask } = sampleServer()
    const unknown = await ask('/api/v1/people', { headers: ANALYST })
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'not-found'])
    const method = await ask('/api/v1/incidents', { method: 'DELETE', headers: ANALYST })
    expect([method.status, method.headers.get('allow'), await codeOf(method)]).toEqual([
      405,
      'GET, HEAD',
      'method-not-allowed',
    ])
  })

  test('[API12] metrics are for this machine, and for no proxy', async () => {
    const { ask } = sampleServer()
    expect((await ask('/metrics', {}, '::1')).status).toBe(200)
    expect((await ask('/metrics', {}, '10.0.0.5')).status).toBe(401)
    expect((await ask('/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(401)
    const text = await (await ask('/metrics')).text()
    expect(text).toContain('marsad_http_requests_total{method="GET",route="/metrics",status="200"} 1')
  })

  test('[API13] ready is said only where nothing keeps it from answering', async () => {
    const { ask, state } = sampleServer()
    state.notReady.push('database-closed')
    const response = await ask('/readyz')
    expect([response.status, await codeOf(response)]).toEqual([503, 'not-ready'])
    expect((await ask('/healthz')).status).toBe(200)
  })

  test('[OP12] the alarm of the clock is told on the machine itself, and to nobody else', async () => {
    const { ask, state } = sampleServer()
    state.alarms.push('clock-behind-a-feed')
    expect(await (await ask('/readyz')).json()).toEqual({ status: 'ok', alarms: ['clock-behind-a-feed'] })
    expect(await (await ask('/readyz', {}, '10.0.0.5')).json()).toEqual({ status: 'ok' })
    const forwarded = await ask('/readyz', { headers: { 'x-forwarded-for': '127.0.0.1' } })
    expect(await forwarded.json()).toEqual({ status: 'ok' })
    expect(await (await ask('/metrics')).text()).toContain('marsad_alarm{code="clock-behind-a-feed"} 1')
    state.alarms.pop()
    expect(await (await ask('/metrics')).text()).not.toContain('marsad_alarm{')
  })
})

describe('what every request passes', () => {
  test('[API14] a host name that is not ours is refused, and a write for another site', async () => {
    const { app, ask } = sampleServer()
    const rebound = await app.request('http://attacker.example/healthz')
    expect([rebound.status, await codeOf(rebound)]).toEqual([421, 'host-unknown'])
    expect((await app.request('http://127.0.0.1:8080/healthz')).status).toBe(200)
    expect((await app.request('http://[::1]:8080/healthz')).status).toBe(200)
    const write = (origin: string) =>
      ask('/api/v1/feeds/firms/originals', {
        method: 'POST',
        body: 'x',
        headers: { origin, authorization: 'Bearer token-of-firms' },
      })
    expect((await write('https://attacker.example')).status).toBe(403)
    expect((await write('null')).status).toBe(403)
    expect((await write('http://localhost')).status).toBe(201)
  })

  test('[API15] every answer is closed to other sites and to guessing, refusals included', async () => {
    const { ask } = sampleServer({ exercise: true })
    for (const path of ['/healthz', '/api/v1/incidents', '/api/v1/incidents?x=1']) {
      const { headers } = await ask(path, { headers: path.endsWith('1') ? ANALYST : {} })
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-marsad-exercise')).toBe('true')
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    const preflight = await ask('/api/v1/incidents', {
      method: 'OPTIONS',
      headers: { origin: 'https://attacker.example', 'access-control-request-method': 'GET' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([401, null])
  })

  test('[API16] addresses and people are held to a rate each, and told when to come again', async () => {
    const { ask } = sampleServer({ requestsPerAddress: { perSecond: 0.5, burst: 3 } })
    for (let n = 0; n < 3; n += 1) expect((await ask('/healthz', {}, '10.0.0.1')).status).toBe(200)
    const refused = await ask('/healthz', {}, '10.0.0.1')
    expect([refused.status, refused.headers.get('retry-after'), await codeOf(refused)]).toEqual([
      429,
      '2',
      'too-many-requests',
    ])
    expect((await ask('/healthz', {}, '10.0.0.2')).status).toBe(200)
    const people = sampleServer({ requestsPerIdentity: { perSecond: 1, burst: 1 } })
    expect((await people.ask('/api/v1/incidents', { headers: ANALYST })).status).toBe(200)
    expect((await people.ask('/api/v1/incidents', { headers: ANALYST })).status).toBe(429)
    expect(
      (await people.ask('/api/v1/incidents', { headers: { ...ANALYST, 'x-test-audiences': 'public' } }))
        .status,
    ).toBe(200)
  })

  test('[API17] a fault answers 500 with nothing of itself, and is logged without what came in', async () => {
    const server = sampleServer(
      {},
      {},
      { findPlaces: () => Promise.reject(new Error('no such table: Avdiivka')) },
    )
    const response = await server.ask('/api/v1/search?q=Avdiivka', { headers: ANALYST })
    const text = await response.text()
    expect([response.status, JSON.parse(text)]).toEqual([
      500,
      {
        type: 'urn:marsad:problem:internal-error',
        title: 'Something failed here.',
        status: 500,
        code: 'internal-error',
        problems: [],
      },
    ])
    const logged = server.lines.join('')
    expect(logged).toContain('"error":"Error"')
    expect(logged).toContain('gates.test.ts')
    expect(logged).not.toMatch(/Avdiivka|person-1/)
  })

  test('[API18] the log of answers has patterns of paths, no query, token, person or body', async () => {
    const server = sampleServer()
    await server.ask('/api/v1/search?q=Bakhmut', { headers: ANALYST })
    await server.ask('/api/v1/feeds/firms/originals', {
      method: 'POST',
      body: 'what the source said',
      headers: { authorization: 'Bearer token-of-firms' },
    })
    await server.ask('/somebody/by/name')
    const logged = server.lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(logged.map(({ route, status }) => [route, status])).toEqual([
      ['/api/v1/search', 200],
      ['/api/v1/feeds/:id/originals', 201],
      ['none', 401],
    ])
    expect(server.lines.join('')).not.toMatch(/Bakhmut|token-of-firms|person-1|source said|somebody/)
  })
})

describe('the document of the API', () => {
  test('[API19] is OpenAPI 3.1 made from the schemas that check, with every route that there is', async () => {
    const { app, ask } = sampleServer()
    const document = (await (await ask('/api/v1/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
    }
    expect(document.openapi).toBe('3.1.0')
    const written = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    // The paths of the log are those of C2SP, not of this API.
    const unwritten = new Set(['get /metrics', 'get /api/v1/openapi.json', 'get /api/v1', 'get /api/v1/'])
    const routes = new Set(
      app.routes
        .filter((route) => route.method !== 'ALL')
        .map((route) => `${route.method.toLowerCase()} ${route.path}`),
    )
    expect(
      [...routes].filter((route) => !unwritten.has(route) && !route.startsWith('get /log/')).sort(),
    ).toEqual(written.sort())
    expect(Object.keys(document.paths['/api/v1/incidents']?.['get']?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '429',
    ])
  })

  test('[API20] has a page for people that loads nothing', async () => {
    const { ask } = sampleServer()
    const response = await ask('/api/v1/')
    const html = await response.text()
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+';/,
    )
    expect(html).toContain('/api/v1/incidents/{id}')
    expect(html).not.toMatch(/<script|src=|url\(|https?:\/\//)
  })
})
