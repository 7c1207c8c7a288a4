// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'
import {
  authorOf,
  decideBinding,
  isSubject,
  mayAdminister,
  type Account,
  type AccountStore,
  type Administrator,
  type Author,
  type OutsideIdentity,
} from '#people'

import { createAccountStore, type DatabaseTurn } from '../database/index.ts'
import { recordEvents, type PeopleContext } from './people-context.ts'

/** What identity providers call people, bound to the accounts here. Nobody is made by it, and no address or name of a provider is compared. */
export interface Identities {
  /** The account that the identity is bound to, with the name of that credential; one look at all accounts, whether there is one or not. */
  find(identity: OutsideIdentity): Promise<{ readonly account: Account | null; readonly credential: string }>
  /** By the person, signed in. `label` is what the provider is called. */
  bindOwn(id: string, identity: OutsideIdentity, label: string): Promise<Result<true>>
  /** By an administrator, for somebody invited or recovered. */
  bindFor(by: Administrator, id: string, identity: OutsideIdentity, label: string): Promise<Result<true>>
}

export function createIdentities(context: PeopleContext): Identities {
  const { ledger, now, safe } = context
  const accounts = createAccountStore(context.reader)

  /** Names the identity to whoever has the key of credentials and to nobody else. */
  const nameOf = ({ issuer, subject }: OutsideIdentity): string =>
    safe.nameOf('identity-provider', `${issuer}\n${subject}`)

  const holderOf = async (store: AccountStore, credential: string): Promise<Account | null> =>
    (await store.list(null)).find(({ credentials }) => credentials.some(({ id }) => id === credential)) ??
    null

  const bind = async (
    turn: DatabaseTurn,
    store: AccountStore,
    account: Account,
    by: Author,
    identity: OutsideIdentity,
    label: string,
  ): Promise<Result<true>> => {
    const { id, compartment } = account.person
    const name = nameOf(identity)
    const credential = safe.seal(id, 'identity-provider', name, label, JSON.stringify(identity))
    const events = decideBinding(account, by, credential, (await holderOf(store, name)) !== null)
    if (!events.ok) return events
    await recordEvents(turn, compartment, events.value, now())
    return ok(true)
  }

  const inTurn = (
    id: string,
    decide: (turn: DatabaseTurn, store: AccountStore, account: Account) => Promise<Result<true>>,
  ): Promise<Result<true>> =>
    ledger.write(async (turn) => {
      const store = await turn.query((db) => Promise.resolve(createAccountStore(db)))
      const account = await store.byId(id)
      return account === null ? refuse(problem('', 'person-unknown')) : decide(turn, store, account)
    })

  return {
    async find(identity) {
      const credential = nameOf(identity)
      return { account: await holderOf(accounts, credential), credential }
    },
    bindOwn: (id, identity, label) =>
      inTurn(id, (turn, store, account) =>
        bind(turn, store, account, { kind: 'person', person: id }, identity, label),
      ),
    bindFor: (by, id, identity, label) =>
      inTurn(id, async (turn, store, account) => {
        const may = mayAdminister(by, account.person)
        if (!may.ok) return may
        if (!isSubject(identity.subject)) return refuse(problem('subject', 'subject-unusable'))
        return bind(turn, store, account, authorOf(by), identity, label)
      }),
  }
}
