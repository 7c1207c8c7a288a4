// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import type { Configuration, IDToken } from 'openid-client'

import type { Assurance, OutsideIdentity } from '#people'

import { createEntries } from './entries.ts'

/** Why somebody is sent to the provider: to sign in, or to bind what the provider says to the account that they are signed in to. */
export type EntryPurpose =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'bind'; readonly person: string; readonly session: string }

/** What came back. `refused` is everything that does not hold, without a word of why; `unreachable` is a provider that does not answer. */
export type EntryOutcome =
  | {
      readonly kind: 'known'
      readonly purpose: EntryPurpose
      readonly identity: OutsideIdentity
      readonly assurance: Assurance
    }
  | { readonly kind: 'refused' | 'unreachable' }

/** A provider of OpenID Connect. It says who somebody is to it; who that is here, and what they may do, it does not decide. */
export interface IdentityProvider {
  readonly name: string
  readonly issuer: string
  /** Where to send the browser, and the token that it must bring back in a cookie; null where the provider does not answer. */
  begin(purpose: EntryPurpose): Promise<{ readonly address: string; readonly token: string } | null>
  /** `query` is that of the address to which the browser came back. */
  finish(query: string, token: string | null): Promise<EntryOutcome>
}

export interface IdentityProviderOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  readonly name: string
  readonly twoFactorAcr: readonly string[]
  readonly twoFactorAmr: readonly string[]
  /** Whole address that the provider sends browsers back to. */
  readonly returnAddress: string
  nowMs(): number
}

interface Begun {
  readonly purpose: EntryPurpose
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

const TIMEOUT_SECONDS = 5
/** A provider that did not answer is asked again no sooner: a sign-in page must not become a way to hammer it. */
const ASK_AGAIN_MS = 2_000

/**
 * Authorization code flow with PKCE (RFC 7636), state and nonce (OpenID Connect Core 1.0, section 3.1); the signature of the token is verified
 * under the keys that the provider publishes, although it came from the provider itself over TLS.
 */
export function createIdentityProvider(options: IdentityProviderOptions): IdentityProvider {
  const { issuer, returnAddress, twoFactorAcr, twoFactorAmr, nowMs } = options
  const entries = createEntries<Begun>(nowMs)
  const discover = onceKnown(() => discovered(options), nowMs)

  const assuranceOf = ({ acr, amr }: IDToken): Assurance => {
    const shown = Array.isArray(amr) ? amr : []
    const isTwo =
      (typeof acr === 'string' && twoFactorAcr.includes(acr)) ||
      shown.some((one) => typeof one === 'string' && twoFactorAmr.includes(one))
    return isTwo ? 'two-factor' : 'one-factor'
  }

  return {
    name: options.name,
    issuer,
    async begin(purpose) {
      const client = await import('openid-client')
      const configuration = await discover()
      if (configuration === null) return null
      const begun: Begun = {
        purpose,
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnAddress,
        scope: 'openid',
        response_type: 'code',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        ...(twoFactorAcr.length === 0 ? {} : { acr_values: twoFactorAcr.join(' ') }),
      })
      const token = randomBytes(32).toString('base64url')
      entries.hold(token, begun)
      return { address: address.href, token }
    },
    async finish(query, token) {
      const begun = token === null ? null : entries.take(token)
      if (begun === null) return { kind: 'refused' }
      const client = await import('openid-client')
      const configuration = await discover()
      if (configuration === null) return { kind: 'unreachable' }
      try {
        const tokens = await client.authorizationCodeGrant(configuration, new URL(query, returnAddress), {
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          pkceCodeVerifier: begun.verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) return { kind: 'refused' }
        const identity = { issuer, subject: claims.sub }
        return { kind: 'known', purpose: begun.purpose, identity, assurance: assuranceOf(claims) }
      } catch (error) {
        return { kind: isSilence(error) ? 'unreachable' : 'refused' }
      }
    },
  }
}

async function discovered({
  issuer,
  clientId,
  clientSecret,
}: IdentityProviderOptions): Promise<Configuration | null> {
  const client = await import('openid-client')
  const address = new URL(issuer)
  const authentication = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret)
  const execute = [
    client.enableNonRepudiationChecks,
    // The configuration lets plain HTTP through for this machine alone.
    // oxlint-disable-next-line typescript/no-deprecated -- marked so to be noticed; it is not about to go.
    ...(address.protocol === 'http:' ? [client.allowInsecureRequests] : []),
  ]
  try {
    return await client.discovery(address, clientId, undefined, authentication, {
      execute,
      timeout: TIMEOUT_SECONDS,
    })
  } catch {
    // No answer, or one that is none of this issuer's: there is no provider to sign in by now, and the door says so.
    return null
  }
}

/** Keeps what was found; where nothing was, asks again after a while. */
function onceKnown<T>(ask: () => Promise<T | null>, nowMs: () => number): () => Promise<T | null> {
  let found: T | null = null
  let asking: Promise<T | null> | null = null
  let againMs = 0
  return () => {
    if (found !== null) return Promise.resolve(found)
    if (asking === null && nowMs() < againMs) return Promise.resolve(null)
    asking ??= ask().then((answer) => {
      found = answer
      asking = null
      againMs = nowMs() + ASK_AGAIN_MS
      return answer
    })
    return asking
  }
}

/** Whether nothing came back from the provider, or only that it cannot: a connection that failed, a time that ran out, a fault of its own. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, cause, status } = error as Error & { code?: string; status?: number }
  if (code === 'OAUTH_TIMEOUT' || (typeof status === 'number' && status >= 500)) return true
  if (cause instanceof Response && cause.status >= 500) return true
  return error instanceof TypeError || cause instanceof TypeError
}
