// SPDX-License-Identifier: Apache-2.0
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** Loaded when the first passkey is asked for: it takes half a second, which would be a tenth of a restart. */
const webAuthentication = () => import('@simplewebauthn/server')

/** Where browsers reach the service; a passkey made for one place opens no other. */
export interface PasskeySite {
  /** Domain of the service, such as `desk.example`. */
  readonly id: string
  /** Scheme, host and port, such as `https://desk.example`. */
  readonly origins: readonly string[]
  readonly name: string
}

/** What is kept of a passkey. */
export interface PasskeyPublicPart {
  readonly id: string
  /** COSE key in base64url. */
  readonly publicKey: string
}

export interface Passkeys {
  registrationOptions(person: {
    readonly id: string
    readonly login: string
  }): Promise<PublicKeyCredentialCreationOptionsJSON>
  /** Null where the answer is not to one of our challenges, from elsewhere, or without its holder having been verified. */
  register(
    response: RegistrationResponseJSON,
  ): Promise<(PasskeyPublicPart & { readonly counter: number }) | null>
  /** Names no passkey, so that asking tells nobody who has one. */
  signInOptions(): Promise<PublicKeyCredentialRequestOptionsJSON>
  /** The new count of the passkey, or null where it is not what opened this account before. */
  verify(
    response: AuthenticationResponseJSON,
    passkey: PasskeyPublicPart,
    counter: number,
  ): Promise<{ readonly counter: number } | null>
}

const CHALLENGE_MS = 300_000
/** Challenges waited for at once; beyond that the oldest is let go. */
const MOST_CHALLENGES = 10_000

/**
 * Passkeys (W3C Web Authentication, level 3). The holder is verified by the device, so that one is two factors; each challenge
 * is taken once and within five minutes.
 */
export function createPasskeys(site: PasskeySite, nowMs: () => number): Passkeys {
  const challenges = createChallenges(nowMs)
  const expected = {
    expectedChallenge: (challenge: string) => challenges.take(challenge),
    expectedOrigin: [...site.origins],
    expectedRPID: site.id,
    requireUserVerification: true,
  }
  return {
    async registrationOptions({ id, login }) {
      const { generateRegistrationOptions } = await webAuthentication()
      const options = await generateRegistrationOptions({
        rpName: site.name,
        rpID: site.id,
        userName: login,
        userID: new Uint8Array(Buffer.from(id, 'hex')),
        attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      challenges.hold(options.challenge)
      return options
    },
    async register(response) {
      const { verifyRegistrationResponse } = await webAuthentication()
      const result = await orNull(() => verifyRegistrationResponse({ ...expected, response }))
      if (result === null || !result.verified) return null
      const { id, publicKey, counter } = result.registrationInfo.credential
      return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter }
    },
    async signInOptions() {
      const { generateAuthenticationOptions } = await webAuthentication()
      const options = await generateAuthenticationOptions({ rpID: site.id, userVerification: 'required' })
      challenges.hold(options.challenge)
      return options
    },
    async verify(response, { id, publicKey }, counter) {
      const { verifyAuthenticationResponse } = await webAuthentication()
      const credential = {
        id,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter,
      }
      const result = await orNull(() => verifyAuthenticationResponse({ ...expected, response, credential }))
      return result === null || !result.verified ? null : { counter: result.authenticationInfo.newCounter }
    },
  }
}

function createChallenges(nowMs: () => number): {
  hold(challenge: string): void
  take(challenge: string): boolean
} {
  const held = new Map<string, number>()
  return {
    hold(challenge) {
      const [oldest] = held.keys()
      if (held.size >= MOST_CHALLENGES && oldest !== undefined) held.delete(oldest)
      held.set(challenge, nowMs())
    },
    take(challenge) {
      const since = held.get(challenge)
      held.delete(challenge)
      return since !== undefined && nowMs() - since <= CHALLENGE_MS
    },
  }
}

/** The library throws on whatever a stranger may send that does not fit; to us that is one answer, no. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch {
    return null
  }
}
