// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { ANALYST, sampleServer } from '../../../test/server/sample-server.ts'
import { pageParts } from './pages.ts'

const FILES: Readonly<Record<string, string>> = {
  'index.html':
    '<meta property="csp-nonce" nonce="MARSAD-STYLE-NONCE"><script src="/assets/a-1.js"></script>',
  'assets/a-1.js': 'export const a = 1'.repeat(50),
  'assets/land-2.geojson': '{}',
}

const served = () =>
  sampleServer(
    {},
    pageParts({
      paths: Object.keys(FILES),
      read: (path) => Promise.resolve(new TextEncoder().encode(FILES[path] ?? '')),
    }),
  )

describe('the pages of the application', () => {
  test('[WB6] any path of the application is the page, with a nonce of its own and scripts from files alone', async () => {
    const { ask } = served()
    const nonces = new Set<string>()
    for (const path of ['/', '/situation', '/incidents/ab12', '/cases/x/edit']) {
      const response = await ask(path)
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /style-src 'self' 'nonce-([\w-]{20,})'/.exec(policy)?.[1] ?? ''
      nonces.add(nonce)
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ])
      expect(policy).toContain("default-src 'none'; script-src 'self';")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(await response.text()).toContain(`nonce="${nonce}"`)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect(nonces.size).toBe(4)
  })

  test('[WB6] what has a hash in its name is kept for ever, by its right type, packed where that is asked for', async () => {
    const { ask } = served()
    const script = await ask('/assets/a-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('content-encoding')).toBe('gzip')
    expect(script.headers.get('content-security-policy')).toContain("connect-src 'self'")
    const plain = await ask('/assets/a-1.js')
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([
      null,
      FILES['assets/a-1.js'],
    ])
    expect((await ask('/assets/land-2.geojson')).headers.get('content-type')).toBe(
      'application/geo+json; charset=utf-8',
    )
  })

  test('[WB6] the API, the log and what is no file keep their own answers', async () => {
    const { ask } = served()
    for (const path of [
      '/api/v1/incidents',
      '/api/v2/x',
      '/log/',
      '/.env',
      '/assets/b-1.js',
      '/assets/../../x.js',
    ]) {
      expect([path, (await ask(path)).status]).toEqual([path, 401])
    }
    expect((await ask('/assets/b-1.js', { headers: ANALYST })).status).toBe(404)
    expect((await ask('/situation', { method: 'POST' })).status).toBe(401)
  })
})
