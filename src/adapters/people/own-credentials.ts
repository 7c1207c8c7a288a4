// SPDX-License-Identifier: Apache-2.0
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

import { ok, problem, refuse, type Result } from '#kernel'
import { checkPassword, type Account, type Credential, type PersonEvent } from '#people'

import {
  newOneTimeSecret,
  oneTimeAddress,
  stepOfOneTimeCode,
  type PasskeyPublicPart,
} from '../credentials/index.ts'
import { createAccountStore } from '../database/index.ts'
import { recordEvents, type PeopleContext } from './people-context.ts'

/** What a person who is signed in does with what opens their own account. */
export interface OwnCredentials {
  changePassword(id: string, current: string, next: string): Promise<Result<true>>
  /** A secret for an authenticator app; it counts once a code of it was shown, and is forgotten after ten minutes. */
  offerOneTimeCodes(id: string): Promise<Result<{ readonly secret: string; readonly address: string }>>
  confirmOneTimeCodes(id: string, code: string): Promise<Result<true>>
  passkeyOptions(id: string): Promise<Result<PublicKeyCredentialCreationOptionsJSON>>
  addPasskey(id: string, label: string, response: RegistrationResponseJSON): Promise<Result<true>>
  /** Refuses to take away the last thing that opens the account. */
  remove(id: string, credential: string): Promise<Result<true>>
}

const OFFER_MS = 600_000
const MOST_LABEL_CHARACTERS = 80
const MOST_PASSKEYS = 10

export function createOwnCredentials(context: PeopleContext): OwnCredentials {
  const { ledger, now, passwords, safe, passkeys } = context
  const accounts = createAccountStore(context.reader)
  const offers = new Map<string, { readonly secret: string; readonly untilMs: number }>()

  /** Decides on the account as it stands in the turn; only active accounts have anything of their own to change. */
  const decideOn = (
    id: string,
    decide: (account: Account) => Result<readonly PersonEvent[]>,
  ): Promise<Result<true>> =>
    ledger.write(async (turn) => {
      const held = await turn.query((db) => Promise.resolve(createAccountStore(db)))
      const account = await held.byId(id)
      if (account === null || account.state !== 'active') return refuse(problem('', 'account-not-active'))
      const events = decide(account)
      if (!events.ok) return events
      await recordEvents(turn, account.person.compartment, events.value, now())
      return ok(true)
    })

  const adding = (id: string, credential: Credential): PersonEvent => ({
    kind: 'credential-added',
    person: id,
    credential,
    by: { kind: 'person', person: id },
  })

  return {
    async changePassword(id, current, next) {
      const account = await accounts.byId(id)
      const held = account?.credentials.find(({ kind }) => kind === 'password')
      const hash = held === undefined ? null : safe.open(id, held)
      const isRight = await passwords.verify(current, hash)
      if (account === null || !isRight) return refuse(problem('current', 'password-wrong'))
      const problems = checkPassword(next, account.person)
      if (problems.length > 0) return refuse(...problems)
      const credential = safe.seal(id, 'password', 'password', '', await passwords.hash(next))
      return decideOn(id, () => ok([adding(id, credential)]))
    },
    async offerOneTimeCodes(id) {
      const account = await accounts.byId(id)
      if (account === null) return refuse(problem('', 'account-not-active'))
      const secret = newOneTimeSecret()
      offers.set(id, { secret, untilMs: now() + OFFER_MS })
      return ok({ secret, address: oneTimeAddress(secret, account.person.login, context.issuer) })
    },
    confirmOneTimeCodes(id, code) {
      const offer = offers.get(id)
      const isOpen = offer !== undefined && offer.untilMs > now()
      const step = isOpen ? stepOfOneTimeCode(offer.secret, code, now(), 0) : null
      if (!isOpen || step === null) return Promise.resolve(refuse(problem('code', 'one-time-code-wrong')))
      offers.delete(id)
      const credential = safe.seal(id, 'one-time-code', 'one-time-code', '', offer.secret)
      return decideOn(id, () => ok([adding(id, credential)]))
    },
    async passkeyOptions(id) {
      const account = await accounts.byId(id)
      if (passkeys === null || account === null) return refuse(problem('', 'passkeys-not-offered'))
      return ok(await passkeys.registrationOptions(account.person))
    },
    async addPasskey(id, label, response) {
      const made = await passkeys?.register(response)
      if (made === undefined || made === null) return refuse(problem('', 'passkey-refused'))
      const part: PasskeyPublicPart = { id: made.id, publicKey: made.publicKey }
      const name = label.trim().slice(0, MOST_LABEL_CHARACTERS)
      const credential = safe.seal(id, 'passkey', made.id, name, JSON.stringify(part))
      return decideOn(id, ({ credentials }) => {
        const isFull = credentials.filter(({ kind }) => kind === 'passkey').length >= MOST_PASSKEYS
        return isFull
          ? refuse(problem('', 'too-many-passkeys', { most: MOST_PASSKEYS }))
          : ok([adding(id, credential)])
      })
    },
    remove: (id, credential) =>
      decideOn(id, ({ credentials }) => {
        const rest = credentials.filter((held) => held.id !== credential)
        if (rest.length === credentials.length) return refuse(problem('', 'credential-unknown'))
        if (!rest.some(({ kind }) => kind !== 'one-time-code')) return refuse(problem('', 'last-credential'))
        return ok([
          { kind: 'credential-removed', person: id, credential, by: { kind: 'person', person: id } },
        ])
      }),
  }
}
