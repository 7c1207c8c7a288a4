// SPDX-License-Identifier: Apache-2.0
import type { MiddlewareHandler } from 'hono'

import type { OpenSession, People } from '#adapters'
import {
  administrationOf,
  audiencesOfCompartment,
  permits,
  type Action,
  type Administrator,
  type Person,
} from '#people'
import { readerOf } from '#releasability'

import type { ServerContext, ServerEnv } from './env.ts'
import type { Authenticate, Identity, MayDo } from './identity.ts'
import { ProblemError } from './problem.ts'
import { CSRF_HEADER, isFromOurPages, sessionTokenOf } from './session-cookie.ts'

/** A person in a session, as they stand at this request. */
export interface SignedIn extends Identity {
  readonly person: Person
  readonly session: OpenSession
}

const READS = new Set(['GET', 'HEAD'])

/** Sessions by their cookie. What changes anything must come from our own pages and show the session's CSRF token. */
export const createAuthenticate =
  (people: People): Authenticate =>
  async (request): Promise<SignedIn | null> => {
    const token = sessionTokenOf(request)
    if (token === null) return null
    const entered = await people.enter(token)
    if (entered === null) return null
    const { session, account } = entered
    if (!READS.has(request.method)) {
      const shown = request.headers.get(CSRF_HEADER) ?? ''
      if (!isFromOurPages(request) || !people.sessions.isCsrfToken(session, shown)) return null
    }
    const { person } = account
    const { id, compartment, roles } = person
    return { reader: readerOf(id, audiencesOfCompartment(compartment)), roles, limitKey: id, person, session }
  }

/** What the roles allow in a session begun like this one. */
export const mayDoInSession: MayDo = (identity, action) =>
  permits(identity.roles, assuranceOf(identity), action) === 'yes'

const assuranceOf = (identity: Identity) => (isSignedIn(identity) ? identity.session.assurance : 'one-factor')
const isSignedIn = (identity: Identity): identity is SignedIn => 'session' in identity

/** Who is signed in, behind the gate. */
export function signedInOf(c: ServerContext): SignedIn {
  const identity = c.get('identity')
  if (!isSignedIn(identity)) throw new ProblemError({ code: 'not-allowed' })
  return identity
}

/** Lets through whose roles allow one of the actions, and says so where only a second factor is missing. */
export const allows =
  (...actions: readonly Action[]): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const { roles, session } = signedInOf(c)
    const answers = actions.map((action) => permits(roles, session.assurance, action))
    if (!answers.includes('yes')) {
      const isNear = answers.includes('second-factor-needed')
      throw new ProblemError({ code: isNear ? 'second-factor-needed' : 'not-allowed' })
    }
    await next()
  }

export const administratorOf = (c: ServerContext): Administrator => ({
  kind: 'person',
  person: signedInOf(c).person,
})

/** Who reads the records of their own administration. */
export const administrationReader = ({ person }: SignedIn) =>
  readerOf(person.id, [administrationOf(person.compartment)])
