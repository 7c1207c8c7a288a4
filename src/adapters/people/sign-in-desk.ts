// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'

import type { AuthenticationResponseJSON } from '@simplewebauthn/server'

import { ok, problem, refuse, type Result } from '#kernel'
import {
  checkPassword,
  decideFailure,
  isEnrolmentOpen,
  normalLogin,
  standingOf,
  unknownSignInRecord,
  type Account,
  type Assurance,
  type Credential,
  type OutsideIdentity,
  type PersonEvent,
} from '#people'

import { newOneTimeSecret, stepOfOneTimeCode, type PasskeyPublicPart } from '../credentials/index.ts'
import { createAccountStore } from '../database/index.ts'
import { isCode } from './enrolment-code.ts'
import type { Identities } from './identities.ts'
import { recordEvents, type PeopleContext } from './people-context.ts'

/** Somebody who showed what opens their account. */
export interface Entry {
  readonly account: Account
  readonly assurance: Assurance
}

/** The doors into an account. Every refusal is the same one, after the same work: it tells nobody who exists, is locked or half right. */
export interface SignInDesk {
  /** `oneTimeCode` is asked of whoever has one. */
  byPassword(login: string, password: string, oneTimeCode: string | null): Promise<Result<Entry>>
  byPasskey(response: AuthenticationResponseJSON): Promise<Result<Entry>>
  /** By what a provider said of somebody; null where it said nothing that holds, which is on record as a failure of nobody’s. */
  byIdentity(
    told: { readonly identity: OutsideIdentity; readonly assurance: Assurance } | null,
  ): Promise<Result<Entry>>
  /** The first password of somebody invited or recovered, with the code that they were told. */
  enrol(login: string, code: string, password: string): Promise<Result<true>>
}

const REFUSED = refuse(problem('', 'sign-in-refused'))
const ENROLMENT_REFUSED = refuse(problem('', 'enrolment-refused'))

/** Refusals are told at whole multiples of this after the question, so that what differs by less in the work is not seen. */
const REFUSAL_STEP_MS = 50

/** What was shown: nothing that fits, or which credentials, with what they count. */
interface Shown {
  readonly credentials: readonly string[]
  readonly assurance: Assurance
  readonly oneTimeStep?: number
  readonly passkeyCounter?: number
}

export function createSignInDesk(context: PeopleContext, identities: Identities): SignInDesk {
  const { ledger, now, passwords, safe } = context
  const accounts = createAccountStore(context.reader)
  const nobodysSecret = newOneTimeSecret()

  const secretOf = (account: Account | null, kind: Credential['kind']): string | null => {
    const credential = account?.credentials.find((held) => held.kind === kind)
    return account === null || credential === undefined ? null : safe.open(account.person.id, credential)
  }

  /** Both factors are looked at whether or not the first one fits. */
  const lookAt = async (
    account: Account | null,
    password: string,
    oneTimeCode: string | null,
  ): Promise<Shown | null> => {
    const isRight = await passwords.verify(password, secretOf(account, 'password'))
    const secret = secretOf(account, 'one-time-code')
    const used = account?.oneTimeStep ?? 0
    const step = stepOfOneTimeCode(secret ?? nobodysSecret, oneTimeCode ?? '000000', now(), used)
    if (!isRight) return null
    if (secret === null) return { credentials: ['password'], assurance: 'one-factor' }
    if (step === null) return null
    return { credentials: ['password', 'one-time-code'], assurance: 'two-factor', oneTimeStep: step }
  }

  /** Writes down what came of it. The account is read again: between the look and now it may have been locked, or the code used. */
  const settle = (id: string | null, shown: Shown | null): Promise<Result<Entry>> =>
    ledger.write(async (turn) => {
      const held = await turn.query((db) => Promise.resolve(createAccountStore(db)))
      const account = id === null ? null : await held.byId(id)
      if (account === null) {
        await turn.append('internal', unknownSignInRecord(now()))
        return REFUSED
      }
      const { person } = account
      const standing = standingOf(account, now())
      const isUsed = shown?.oneTimeStep !== undefined && shown.oneTimeStep <= account.oneTimeStep
      const stillHeld = shown?.credentials.every((name) => account.credentials.some((one) => one.id === name))
      if (shown === null || standing === 'may-not' || isUsed || stillHeld !== true) {
        await recordEvents(turn, person.compartment, decideFailure(account, now()), now())
        return REFUSED
      }
      const { assurance, ...used } = shown
      const events: readonly PersonEvent[] = [
        ...(standing === 'may-again'
          ? [{ kind: 'unlocked', person: person.id, by: { kind: 'rule' } } as const]
          : []),
        { kind: 'signed-in', person: person.id, ...used },
      ]
      await recordEvents(turn, person.compartment, events, now())
      return ok({ account, assurance })
    })

  return {
    byPassword: (login, password, oneTimeCode) =>
      inSteps(async () => {
        const account = await accounts.byLogin(normalLogin(login))
        return settle(account?.person.id ?? null, await lookAt(account, password, oneTimeCode))
      }),
    byPasskey: (response) =>
      inSteps(async () => {
        if (context.passkeys === null) return REFUSED
        const id = Buffer.from(response.response.userHandle ?? '', 'base64url').toString('hex')
        const account = await accounts.byId(id)
        const credential = account?.credentials.find((held) => held.id === response.id)
        const verified =
          account === null || credential === undefined
            ? null
            : await context.passkeys.verify(
                response,
                JSON.parse(safe.open(id, credential)) as PasskeyPublicPart,
                account.passkeyCounter,
              )
        return settle(
          account?.person.id ?? null,
          verified === null
            ? null
            : { credentials: [response.id], assurance: 'two-factor', passkeyCounter: verified.counter },
        )
      }),
    byIdentity: (told) =>
      inSteps(async () => {
        if (told === null) return settle(null, null)
        const { account, credential } = await identities.find(told.identity)
        return settle(account?.person.id ?? null, {
          credentials: [credential],
          assurance: told.assurance,
        })
      }),
    enrol: (login, code, password) =>
      inSteps(async () => {
        const found = await accounts.byLogin(normalLogin(login))
        const isOpen = found !== null && isEnrolmentOpen(found, now())
        const isRight = isCode(code, isOpen ? (found.enrolment?.codeDigest ?? null) : null)
        if (!isRight || found === null) return ENROLMENT_REFUSED
        const { person, enrolment } = found
        const problems = checkPassword(password, person)
        if (problems.length > 0) return refuse(...problems)
        const credential = safe.seal(person.id, 'password', 'password', '', await passwords.hash(password))
        return ledger.write(async (turn) => {
          const held = await turn.query((db) => Promise.resolve(createAccountStore(db)))
          const account = await held.byId(person.id)
          const isStill = account?.enrolment?.codeDigest === enrolment?.codeDigest
          if (account === null || !isStill || !isEnrolmentOpen(account, now())) return ENROLMENT_REFUSED
          const by = { kind: 'person', person: person.id } as const
          const events: readonly PersonEvent[] = [
            { kind: 'credential-added', person: person.id, credential, by },
            { kind: 'enrolled', person: person.id },
          ]
          await recordEvents(turn, person.compartment, events, now())
          return ok(true)
        })
      }),
  }
}

/** Gives a success at once and a refusal at the next step of time. */
async function inSteps<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  const began = performance.now()
  const result = await work()
  if (!result.ok) {
    const over = (performance.now() - began) % REFUSAL_STEP_MS
    await setTimeout(REFUSAL_STEP_MS - over)
  }
  return result
}
