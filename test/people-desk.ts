// SPDX-License-Identifier: Apache-2.0
import type { IdentityProvider } from '#adapters'
import type { Person, PersonRequest } from '#people'
import type { Door } from '#releasability'
import type { DeskItemKind } from '#reports'
import { createAuthenticate, joinParts, mayDoInSession, peopleParts, type AppParts } from '#server'

import { openPeoplePlace, type PeoplePlace } from './people-place.ts'
import { sampleServer } from './server/sample-server.ts'

export const PASSWORD = 'four short plain words'
/** Host and origin as `sampleServer` is asked. */
const ORIGIN = 'http://localhost'

/** Somebody at a browser: keeps the cookie and shows the token. */
export interface Browser {
  readonly person: Person
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export interface PeopleDeskPlace extends PeoplePlace {
  /** Everything that the surface wrote to its log. */
  readonly lines: readonly string[]
  /** Asks with a body of any form. */
  request: ReturnType<typeof sampleServer>['ask']
  /** Asks as somebody who is not signed in. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** Puts an item on the desk that the Mechanism, or who else is named, may read, as a form that leaves by this door. */
  addItem(kind: DeskItemKind, id: string, audiences?: readonly string[], door?: Door): void
  /** Tells the surface that the service is about to stop. */
  stop(): void
  add(login: string, change?: Partial<PersonRequest>): Promise<Person>
  /** Signs in; `assurance` two-factor raises the session as a confirmed one-time code would. */
  signIn(person: Person, assurance?: 'one-factor' | 'two-factor'): Promise<Browser>
}

export async function openPeopleDesk(
  setUpCode: string | null = null,
  cost?: number,
  morePartsOf: (place: PeoplePlace) => AppParts = () => ({}),
  identityProvider: IdentityProvider | null = null,
): Promise<PeopleDeskPlace> {
  const place = await openPeoplePlace(cost)
  const { people, context, vault, porch } = place
  const {
    ask: request,
    add: addItem,
    stop,
    lines,
  } = sampleServer(
    { requestsPerAddress: { perSecond: 1e6, burst: 1e6 } },
    joinParts(
      peopleParts({ people, context, vault, porch, identityProvider, secureCookie: false, setUpCode }),
      morePartsOf(place),
    ),
    {
      authenticate: createAuthenticate(people),
      mayDo: mayDoInSession,
      ledger: place.ledger,
      now: context.now,
    },
  )
  const ask: PeopleDeskPlace['ask'] = (method, path, body, headers = {}) =>
    request(path, {
      method,
      headers: {
        host: 'localhost',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    ...place,
    lines,
    request,
    ask,
    addItem: (kind, id, audiences = ['mechanism'], door = 'open') =>
      void addItem(kind, { id, audiences, door }),
    stop,
    async add(login, change = {}) {
      const added = await people.desk.addWithPassword(
        {
          login,
          name: `Name of ${login}`,
          organisation: 'Mechanism',
          nation: 'FI',
          compartment: 'mechanism',
          roles: ['administrator'],
          ...change,
        },
        PASSWORD,
      )
      if (!added.ok) throw new Error(JSON.stringify(added.problems))
      return added.value
    },
    async signIn(person, assurance = 'two-factor') {
      const answer = await ask('POST', '/api/v1/session', { login: person.login, password: PASSWORD })
      if (answer.status !== 201) throw new Error(`sign-in answered ${answer.status}`)
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      const { csrfToken } = (await answer.json()) as { csrfToken: string }
      if (assurance === 'two-factor') {
        const entered = await people.enter(cookie.slice(cookie.indexOf('=') + 1))
        if (entered !== null) people.sessions.raise(entered.session.key)
      }
      return {
        person,
        ask: (method, path, body, headers = {}) =>
          ask(method, path, body, { cookie, origin: ORIGIN, 'x-marsad-csrf': csrfToken, ...headers }),
      }
    },
  }
}
