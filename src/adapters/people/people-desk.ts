// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from '#kernel'
import {
  authorOf,
  checkPassword,
  decideAdding,
  decideChange,
  decideEnrolment,
  decideStep,
  mayAdminister,
  normalLogin,
  type Account,
  type AccountStep,
  type AccountStore,
  type Administrator,
  type Author,
  type Compartment,
  type Person,
  type PersonChange,
  type PersonEvent,
  type PersonRequest,
} from '#people'

import { createAccountStore, type DatabaseTurn } from '../database/index.ts'
import { digestOfCode, newOneTimeSecretCode, newPersonId } from './enrolment-code.ts'
import { recordEvents, type PeopleContext } from './people-context.ts'

/** A person who was just invited or recovered, with the code to be told to them; it is shown this once. */
export interface Enrolment {
  readonly person: Person
  readonly code: string
}

/** Looking after the accounts of others; every change is a record of the internal log before anybody is told. */
export interface PeopleDesk {
  readonly accounts: AccountStore
  add(by: Administrator, request: PersonRequest): Promise<Result<Enrolment>>
  /** For the console alone: a person who can sign in at once with this password. */
  addWithPassword(request: PersonRequest, password: string): Promise<Result<Person>>
  change(by: Administrator, id: string, change: PersonChange): Promise<Result<Person>>
  /** Approving a recovery answers with a code; every other step with none. */
  step(by: Administrator, id: string, step: AccountStep): Promise<Result<Enrolment | null>>
  /** A new code for somebody invited, or recovered with the word of two. */
  invite(by: Administrator, id: string): Promise<Result<Enrolment>>
  /** The first two administrators of the Mechanism, while there is nobody at all. */
  setUp(requests: readonly PersonRequest[]): Promise<Result<readonly Enrolment[]>>
  isEmpty(): Promise<boolean>
}

const UNKNOWN = refuse(problem('', 'person-unknown'))
const FIRST_ADMINISTRATORS = 2

export function createPeopleDesk(context: PeopleContext): PeopleDesk {
  const { ledger, now } = context
  const accounts = createAccountStore(context.reader)

  const inTurn = <T>(
    decide: (turn: DatabaseTurn, held: AccountStore) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    ledger.write((turn) =>
      turn.query((db) => Promise.resolve(createAccountStore(db))).then((held) => decide(turn, held)),
    )

  /** Issues a code for the account as it stands in the turn. */
  const issue = async (
    turn: DatabaseTurn,
    held: AccountStore,
    id: string,
    by: Author,
  ): Promise<Result<Enrolment>> => {
    const account = await held.byId(id)
    if (account === null) return UNKNOWN
    const code = newOneTimeSecretCode()
    const events = decideEnrolment(account, by, digestOfCode(code), now())
    if (!events.ok) return events
    await recordEvents(turn, account.person.compartment, events.value, now())
    return ok({ person: account.person, code })
  }

  const enter = async (
    turn: DatabaseTurn,
    held: AccountStore,
    by: Administrator,
    request: PersonRequest,
  ): Promise<Result<Person>> => {
    const holder = await held.byLogin(normalLogin(request.login))
    const decided = decideAdding(by, newPersonId(), request, () => holder !== null)
    if (!decided.ok) return decided
    const { person, events } = decided.value
    await recordEvents(turn, person.compartment, events, now())
    return ok(person)
  }

  const decideOn = <T>(
    id: string,
    decide: (account: Account, otherAdministrators: number) => Result<readonly PersonEvent[]>,
    then: (turn: DatabaseTurn, held: AccountStore) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    inTurn(async (turn, held) => {
      const account = await held.byId(id)
      if (account === null) return UNKNOWN
      const { compartment } = account.person
      const decided = decide(account, await countOthers(held, compartment, id))
      if (!decided.ok) return decided
      await recordEvents(turn, compartment, decided.value, now())
      return then(turn, held)
    })

  return {
    accounts,
    add: (by, request) =>
      inTurn(async (turn, held) => {
        const added = await enter(turn, held, by, request)
        return added.ok ? issue(turn, held, added.value.id, authorOf(by)) : added
      }),
    async addWithPassword(request, password) {
      const problems = checkPassword(password, request)
      if (problems.length > 0) return refuse(...problems)
      const hash = await context.passwords.hash(password)
      return inTurn(async (turn, held) => {
        const added = await enter(turn, held, { kind: 'console' }, request)
        if (!added.ok) return added
        const { id, compartment } = added.value
        const credential = context.safe.seal(id, 'password', 'password', '', hash)
        const events: readonly PersonEvent[] = [
          { kind: 'credential-added', person: id, credential, by: { kind: 'console' } },
          { kind: 'enrolled', person: id },
        ]
        await recordEvents(turn, compartment, events, now())
        return added
      })
    },
    change: (by, id, change) =>
      decideOn(
        id,
        (account, others) => decideChange(by, account, change, others),
        async (_, held) => {
          const account = await held.byId(id)
          return account === null ? UNKNOWN : ok(account.person)
        },
      ),
    step: (by, id, step) =>
      decideOn<Enrolment | null>(
        id,
        (account, others) => decideStep(by, account, step, others),
        async (turn, held) => (step === 'approve-recovery' ? issue(turn, held, id, authorOf(by)) : ok(null)),
      ),
    invite: (by, id) =>
      decideOn(
        id,
        ({ person }) => {
          const may = mayAdminister(by, person)
          return may.ok ? ok([]) : may
        },
        (turn, held) => issue(turn, held, id, authorOf(by)),
      ),
    setUp: (requests) =>
      inTurn(async (turn, held) => {
        if ((await held.list(null)).length > 0) return refuse(problem('', 'set-up-done'))
        if (requests.length !== FIRST_ADMINISTRATORS) {
          return refuse(problem('administrators', 'two-administrators-needed'))
        }
        const enrolments: Enrolment[] = []
        for (const [n, request] of requests.entries()) {
          const added = await enter(turn, held, { kind: 'set-up' }, request)
          const issued = added.ok ? await issue(turn, held, added.value.id, { kind: 'set-up' }) : added
          if (!issued.ok) throw new SetUpRefused(n, issued)
          enrolments.push(issued.value)
        }
        return ok(enrolments)
      }).catch((error: unknown) => {
        if (error instanceof SetUpRefused) return error.refusal
        throw error
      }),
    isEmpty: async () => (await accounts.list(null)).length === 0,
  }
}

/** Takes back the whole turn, so that set-up leaves both administrators or neither. */
class SetUpRefused extends Error {
  readonly refusal: Result<never>

  constructor(n: number, refused: Result<unknown>) {
    super('set-up refused')
    this.name = 'SetUpRefused'
    const problems = refused.ok ? [] : refused.problems
    this.refusal = refuse(
      ...problems.map(({ path, code, params }) => problem(`administrators.${n}.${path}`, code, params)),
    )
  }
}

/** Administrators of the compartment who can sign in, without this person. */
async function countOthers(accounts: AccountStore, compartment: Compartment, id: string): Promise<number> {
  const all = await accounts.list(compartment)
  return all.filter(
    ({ person, state }) => person.id !== id && state === 'active' && person.roles.includes('administrator'),
  ).length
}
