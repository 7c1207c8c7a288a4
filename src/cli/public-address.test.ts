// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { makeWorkFolder } from '../../test/run-marsad.ts'
import { askAs, serveFromSource, type SourceService } from '../../test/serve-from-source.ts'

import { publicAddressOf } from './public-address.ts'

const HOST = 'desk.example'
const ORIGIN = `https://${HOST}`

describe('the address that browsers know', () => {
  const work = makeWorkFolder()
  let service: SourceService
  beforeAll(async () => {
    service = await serveFromSource(work.path, { MARSAD_PUBLIC_URL: ORIGIN })
  }, 60_000)
  afterAll(async () => {
    await service?.stop()
    work.remove()
  }, 30_000)

  test('[OP14] a service behind a proxy answers to its public name, with passkeys and a cookie for TLS alone', async () => {
    const ask = (host: string, path: string, body?: unknown) =>
      askAs(host, `${service.url}${path}`, {
        headers: { origin: ORIGIN },
        ...(body === undefined ? {} : { method: 'POST', body }),
      })
    expect((await ask('elsewhere.example', 'healthz')).status).toBe(421)
    expect((await ask(HOST, 'healthz')).status).toBe(200)
    const options = await ask(HOST, 'api/v1/session/passkey-options', {})
    expect([options.status, JSON.parse(options.text)]).toMatchObject([200, { rpId: HOST }])
    const code = /code: (\S+)/.exec(service.log())?.[1]
    const administrators = ['first', 'second'].map((login) => ({
      login,
      name: login,
      organisation: 'Mechanism',
      nation: 'FI',
      compartment: 'mechanism',
      roles: ['administrator'],
    }))
    const setUp = await ask(HOST, 'api/v1/set-up', { code, administrators })
    const { enrolments } = JSON.parse(setUp.text) as { enrolments: { code: string }[] }
    const password = 'four short plain words'
    const enrolled = await ask(HOST, 'api/v1/enrolment', {
      login: 'first',
      code: enrolments[0]?.code,
      password,
    })
    expect(enrolled.status).toBe(204)
    const session = await ask(HOST, 'api/v1/session', { login: 'first', password })
    expect(session.status).toBe(201)
    expect(String(session.headers['set-cookie'])).toMatch(/; Secure/)
  }, 60_000)

  test('[OP14] without a name for it there are no passkeys, and in the clear no cookie for TLS alone', () => {
    const now = () => 0
    expect(publicAddressOf(null, 'Marsad', now)).toEqual({ passkeys: null, secureCookie: false, hosts: [] })
    expect(publicAddressOf('https://192.0.2.7', 'Marsad', now)).toMatchObject({
      passkeys: null,
      hosts: ['192.0.2.7'],
    })
    expect(publicAddressOf('https://[2001:db8::7]', 'Marsad', now)).toMatchObject({ passkeys: null })
    expect(publicAddressOf('http://localhost:8320', 'Marsad', now).secureCookie).toBe(false)
    expect(publicAddressOf('http://localhost:8320', 'Marsad', now).passkeys).not.toBe(null)
  })
})
