// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Provider } from 'oidc-provider'

export const CLIENT = { clientId: 'marsad', clientSecret: 'secret of the client' }

/** What whoever comes to the provider does there. */
export interface AtProvider {
  subject: string
  acr: string
  amr: readonly string[]
  denies: boolean
}

export interface LoopbackProvider {
  readonly issuer: string
  readonly person: AtProvider
  /** Follows redirects at the provider as a browser would, and gives the address that it sends the browser back to. */
  visit(address: string): Promise<string>
  close(): Promise<void>
}

/** A real provider of OpenID Connect on this machine, at which everybody does at once what the test says. */
export async function openLoopbackProvider(returnAddress: string): Promise<LoopbackProvider> {
  const person: AtProvider = { subject: 'subject-1', acr: 'plain', amr: ['pwd'], denies: false }
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [returnAddress],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/interaction' },
    claims: { openid: ['sub', 'acr', 'amr', 'email', 'roles'] },
    acrValues: ['plain', 'strong'],
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({
        sub: accountId,
        email: 'first@desk.example',
        roles: ['administrator'],
      }),
    }),
    loadExistingGrant: async () => {
      const grant = new provider.Grant({ accountId: person.subject, clientId: CLIENT.clientId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url !== '/interaction') return answer(request, response)
    const result = person.denies
      ? { error: 'access_denied' }
      : {
          login: {
            accountId: person.subject,
            acr: person.acr,
            amr: [...person.amr],
            remember: false,
          },
        }
    provider.interactionFinished(request, response, result).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  return {
    issuer,
    person,
    async visit(address) {
      const cookies = new Map<string, string>()
      for (let at = address; ;) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const seen = await fetch(at, { redirect: 'manual', headers: { cookie } })
        for (const set of seen.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
          cookies.set(name, value)
        }
        const next = seen.headers.get('location')
        if (next === null) throw new Error(`the provider answered ${seen.status}: ${await seen.text()}`)
        at = new URL(next, at).href
        if (at.startsWith(returnAddress)) return at
      }
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
