// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { ENTRY_MS, type EntryPurpose, type IdentityProvider, type People } from '#adapters'

import { refuseHead, type ServerApp, type ServerContext } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import {
  ENTRY_PATH,
  ENTRY_RETURN_PATH,
  entryTokenOf,
  giveEntryCookie,
  giveSessionCookie,
  takeEntryCookie,
} from '../session-cookie.ts'
import { administratorOf, allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'
import { entryGuard, entryRate } from './session.ts'

const waysSchema = z
  .object({ passkeys: z.boolean(), identityProvider: z.object({ name: z.string() }).nullable() })
  .openapi('WaysIn')
const awaySchema = z
  .object({ address: z.string().openapi({ description: 'Where the browser is to go.' }) })
  .openapi('AwayToProvider')

const ways = createRoute({
  method: 'get',
  path: '/api/v1/session/ways',
  summary: 'By what people may sign in here, beside their password',
  responses: { 200: jsonAnswer('As configured.', waysSchema) },
})

const begin = createRoute({
  method: 'post',
  path: ENTRY_PATH,
  summary: 'Begin to sign in by the identity provider',
  responses: {
    200: jsonAnswer('Go there; a cookie for the way back is set.', awaySchema),
    ...problemsOf('not-found', 'origin-refused', 'too-many-requests', 'identity-provider-unreachable'),
  },
})

const comeBack = createRoute({
  method: 'get',
  path: ENTRY_RETURN_PATH,
  summary: 'Where the identity provider sends browsers back to',
  responses: {
    303: { description: 'To the pages: signed in, bound, or with `?entry=` and why not.' },
    ...problemsOf('not-found', 'too-many-requests'),
  },
})

const bindOwn = createRoute({
  method: 'post',
  path: '/api/v1/session/credentials/identity-provider',
  summary: 'Begin to bind what the identity provider calls you to your account',
  responses: {
    200: jsonAnswer('Go there; a cookie for the way back is set.', awaySchema),
    ...problemsOf('sign-in-needed', 'not-found', 'identity-provider-unreachable'),
  },
})

const bindFor = createRoute({
  method: 'put',
  path: '/api/v1/people/{id}/identity',
  summary: 'Bind the subject of the identity provider to somebody invited or recovered, in place of a code',
  middleware: allows('administer-people'),
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
    ...jsonBody(z.strictObject({ subject: z.string().max(255) })),
  },
  responses: {
    204: { description: 'Bound, and on record; the person signs in by the provider.' },
    ...problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict'),
  },
})

/** Paths of the pages; nothing that came in stands in them. */
const BACK = {
  entered: '/',
  bound: '/administration?entry=bound',
  'not-bound': '/administration?entry=not-bound',
  refused: '/?entry=refused',
  unreachable: '/?entry=unreachable',
} as const

/** For whoever is not signed in: what ways there are, and the way by the provider. */
export function addEntryByProvider(app: ServerApp, { now }: ServerPorts, routes: PeopleRoutes): void {
  const { people, context, identityProvider: provider, secureCookie } = routes
  const guard = entryGuard(now)
  const rate = entryRate(now)
  app.openapi(ways, (c) =>
    c.json(
      {
        passkeys: context.passkeys !== null,
        identityProvider: provider === null ? null : { name: provider.name },
      },
      200,
    ),
  )
  app.openapi(begin, async (c) => {
    guard(c)
    return c.json(await sendAway(c, provider, { kind: 'sign-in' }, secureCookie), 200)
  })
  app.openapi(comeBack, async (c) => {
    refuseHead(c)
    if (provider === null) throw new ProblemError({ code: 'not-found' })
    // It comes from another site by its nature: what it must show is the cookie of the browser that was sent away.
    rate(c)
    const back = await settleReturn(c, people, provider, secureCookie)
    takeEntryCookie(c, secureCookie)
    return c.redirect(BACK[back], 303)
  })
}

/** For people who are signed in: binding their own account, and that of somebody whom they look after. */
export function addIdentityBinding(
  app: ServerApp,
  { people, identityProvider: provider, secureCookie }: PeopleRoutes,
): void {
  app.openapi(bindOwn, async (c) => {
    const { person, session } = signedInOf(c)
    const purpose = { kind: 'bind', person: person.id, session: session.key } as const
    return c.json(await sendAway(c, provider, purpose, secureCookie), 200)
  })
  app.openapi(bindFor, async (c) => {
    if (provider === null) throw new ProblemError({ code: 'not-found' })
    const identity = { issuer: provider.issuer, subject: c.req.valid('json').subject }
    takeOrRefuse(
      await people.identities.bindFor(administratorOf(c), c.req.valid('param').id, identity, provider.name),
    )
    return c.body(null, 204)
  })
}

async function sendAway(
  c: ServerContext,
  provider: IdentityProvider | null,
  purpose: EntryPurpose,
  secure: boolean,
): Promise<{ address: string }> {
  if (provider === null) throw new ProblemError({ code: 'not-found' })
  const begun = await provider.begin(purpose)
  if (begun === null) throw new ProblemError({ code: 'identity-provider-unreachable' })
  giveEntryCookie(c, begun.token, secure, ENTRY_MS / 1_000)
  return { address: begun.address }
}

async function settleReturn(
  c: ServerContext,
  people: People,
  provider: IdentityProvider,
  secure: boolean,
): Promise<keyof typeof BACK> {
  const outcome = await provider.finish(new URL(c.req.url).search, entryTokenOf(c.req.raw))
  if (outcome.kind === 'unreachable') return 'unreachable'
  if (outcome.kind === 'known' && outcome.purpose.kind === 'bind') {
    const { person, session } = outcome.purpose
    // The session's own cookie does not come along from another site: that it is still open is asked of the sessions.
    const isStill = people.sessions.isOpen(session)
    const bound = isStill && (await people.identities.bindOwn(person, outcome.identity, provider.name)).ok
    return bound ? 'bound' : 'not-bound'
  }
  const entered = await people.signIn.byIdentity(outcome.kind === 'known' ? outcome : null)
  if (!entered.ok) return 'refused'
  const { account, assurance } = entered.value
  const { token } = people.sessions.begin(account.person.id, assurance)
  giveSessionCookie(c, token, secure)
  return 'entered'
}
