// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'

import { formatInstant, toInstant, type Result } from '#kernel'
import type { Entry, OpenSession } from '#adapters'
import { ACTIONS, actionsOf, permits, SESSION_ABSOLUTE_MS, type Person } from '#people'

import { peerOf, type ServerApp, type ServerContext } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { createRateLimiter } from '../rate-limiter.ts'
import { problemsOf } from '../schemas/answer.ts'
import {
  jsonAnswer,
  jsonBody,
  passkeyOptionsSchema,
  personSchema,
  shortText,
  toPasskeyAnswer,
  toPersonAnswer,
} from '../schemas/people.ts'
import { giveSessionCookie, isFromOurPages, takeSessionCookie } from '../session-cookie.ts'
import { signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

export const sessionSchema = z
  .object({
    person: personSchema,
    actions: z.array(z.enum(ACTIONS)).openapi({ description: 'What may be asked in this session.' }),
    afterSecondFactor: z
      .array(z.enum(ACTIONS))
      .openapi({ description: 'What more could be asked in a session begun with two factors.' }),
    assurance: z.enum(['one-factor', 'two-factor']),
    csrfToken: z
      .string()
      .openapi({ description: 'To be sent as X-Marsad-CSRF with whatever changes anything.' }),
    endsAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Session')

/** As browsers give it; the library looks at every part of it. */
const passkeyAnswer = z.custom<AuthenticationResponseJSON>(
  (value) => passkeyShape.safeParse(value).success,
  'passkey-answer-expected',
)
const base64url = z.string().max(8_192)
const passkeyShape = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
})

const signInSchema = z.union([
  z.strictObject({ login: shortText, password: z.string().max(1_024), code: z.string().max(16).optional() }),
  z.strictObject({ passkey: passkeyAnswer.openapi({ type: 'object' }) }),
])

const begin = createRoute({
  method: 'post',
  path: '/api/v1/session',
  summary: 'Sign in: with password and one-time code, or with a passkey',
  request: jsonBody(signInSchema),
  responses: {
    201: jsonAnswer('Signed in; the cookie is set.', sessionSchema),
    ...problemsOf('body-unusable', 'sign-in-refused', 'origin-refused', 'too-many-requests'),
  },
})

const challenge = createRoute({
  method: 'post',
  path: '/api/v1/session/passkey-options',
  summary: 'A challenge for a passkey; names nobody',
  responses: {
    200: jsonAnswer('For navigator.credentials.get.', passkeyOptionsSchema),
    ...problemsOf('not-found', 'origin-refused', 'too-many-requests'),
  },
})

const show = createRoute({
  method: 'get',
  path: '/api/v1/session',
  summary: 'Who is signed in, and what they may ask',
  responses: { 200: jsonAnswer('The session.', sessionSchema), ...problemsOf('sign-in-needed') },
})

const end = createRoute({
  method: 'delete',
  path: '/api/v1/session',
  summary: 'Sign out',
  responses: { 204: { description: 'Signed out.' }, ...problemsOf('sign-in-needed') },
})

/** Signing in costs real work: one address gets a burst for a shift that begins, then a few a second. */
const SIGN_IN_RATE = { perSecond: 5, burst: 100 }

/** For whoever is not signed in yet. */
export function addSignIn(app: ServerApp, { now }: ServerPorts, routes: PeopleRoutes): void {
  const { people, context, secureCookie } = routes
  const guard = entryGuard(now)
  app.openapi(begin, async (c) => {
    guard(c)
    const body = c.req.valid('json')
    const entered: Result<Entry> =
      'passkey' in body
        ? await people.signIn.byPasskey(body.passkey)
        : await people.signIn.byPassword(body.login, body.password, body.code ?? null)
    const { account, assurance } = takeOrRefuse(entered)
    const { token, session } = people.sessions.begin(account.person.id, assurance)
    giveSessionCookie(c, token, secureCookie)
    return c.json(toSessionAnswer(account.person, session), 201)
  })
  app.openapi(challenge, async (c) => {
    guard(c)
    if (context.passkeys === null) throw new ProblemError({ code: 'not-found' })
    return c.json(toPasskeyAnswer(await context.passkeys.signInOptions()), 200)
  })
}

/** For the session itself. */
export function addSession(app: ServerApp, { people, secureCookie }: PeopleRoutes): void {
  app.openapi(show, (c) => {
    const { person, session } = signedInOf(c)
    return c.json(toSessionAnswer(person, session), 200)
  })
  app.openapi(end, (c) => {
    people.sessions.end(signedInOf(c).session.key, 'person')
    takeSessionCookie(c, secureCookie)
    return c.body(null, 204)
  })
}

/** What every open door asks first: that no page of another site knocks, and not too often. */
export function entryGuard(now: ServerPorts['now']): (c: ServerContext) => void {
  const rate = entryRate(now)
  return (c) => {
    if (!isFromOurPages(c.req.raw)) throw new ProblemError({ code: 'origin-refused' })
    rate(c)
  }
}

/** The second half of it alone, for what comes from another site by its nature. */
export function entryRate(now: ServerPorts['now']): (c: ServerContext) => void {
  const limiter = createRateLimiter(SIGN_IN_RATE, now)
  return (c) => {
    const wait = limiter.take(peerOf(c) ?? '')
    if (wait !== null) throw new ProblemError({ code: 'too-many-requests', retryAfterSeconds: wait })
  }
}

export function toSessionAnswer(person: Person, session: OpenSession) {
  const allowed = actionsOf(person.roles)
  const now = allowed.filter((action) => permits(person.roles, session.assurance, action) === 'yes')
  return {
    person: toPersonAnswer(person),
    actions: now,
    afterSecondFactor: allowed.filter((action) => !now.includes(action)),
    assurance: session.assurance,
    csrfToken: session.csrfToken,
    endsAt: formatInstant(toInstant(session.beganMs + SESSION_ABSOLUTE_MS)),
  }
}
