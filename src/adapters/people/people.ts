// SPDX-License-Identifier: Apache-2.0
import type { Account } from '#people'

import { createAccountStore } from '../database/index.ts'
import { createIdentities, type Identities } from './identities.ts'
import { createOwnCredentials, type OwnCredentials } from './own-credentials.ts'
import { createPeopleDesk, type PeopleDesk } from './people-desk.ts'
import { recordEvents, type PeopleContext } from './people-context.ts'
import { createSessions, type OpenSession, type SessionEnd, type Sessions } from './sessions.ts'
import { createSignInDesk, type SignInDesk } from './sign-in-desk.ts'

/** All that concerns people in one running service. */
export interface People {
  readonly desk: PeopleDesk
  readonly signIn: SignInDesk
  readonly sessions: Sessions
  readonly own: OwnCredentials
  readonly identities: Identities
  /** The session of a token with the account as it stands now; null where either is over. Ends sessions of accounts that are no longer active. */
  enter(token: string): Promise<{ readonly session: OpenSession; readonly account: Account } | null>
  /** Ends every session and resolves when their ends are on record. */
  close(): Promise<void>
}

/** `onFault` hears of an end of a session that could not be written down; the session is over all the same. */
export function createPeople(context: PeopleContext, onFault: (error: unknown) => void): People {
  const { ledger, now } = context
  const accounts = createAccountStore(context.reader)
  const identities = createIdentities(context)
  const writing = new Set<Promise<void>>()

  const recordEnd = async ({ person }: OpenSession, reason: SessionEnd): Promise<void> => {
    await ledger.write(async (turn) => {
      const held = await turn.query((db) => Promise.resolve(createAccountStore(db)))
      const account = await held.byId(person)
      if (account === null) return
      await recordEvents(turn, account.person.compartment, [{ kind: 'signed-out', person, reason }], now())
    })
  }
  const sessions = createSessions(now, (session, reason) => {
    const written = recordEnd(session, reason)
      .catch(onFault)
      .finally(() => writing.delete(written))
    writing.add(written)
  })
  return {
    desk: createPeopleDesk(context),
    signIn: createSignInDesk(context, identities),
    identities,
    sessions,
    own: createOwnCredentials(context),
    async enter(token) {
      const session = sessions.find(token)
      if (session === null) return null
      const account = await accounts.byId(session.person)
      if (account?.state === 'active') return { session, account }
      sessions.end(session.key, 'account-changed')
      return null
    },
    async close() {
      sessions.endAll('stopped')
      await Promise.all(writing)
    },
  }
}
