// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody, passkeyOptionsSchema, shortText, toPasskeyAnswer } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

const base = '/api/v1/session/credentials'
const done = { 204: { description: 'Done, and on record.' } }
const refusals = problemsOf('body-unusable', 'sign-in-needed', 'conflict')

const password = createRoute({
  method: 'put',
  path: `${base}/password`,
  summary: 'Change the password; every other session of the person ends',
  request: jsonBody(z.strictObject({ current: z.string().max(1_024), next: z.string().max(1_024) })),
  responses: { ...done, ...refusals },
})

const offer = createRoute({
  method: 'post',
  path: `${base}/one-time-code`,
  summary: 'A secret for an authenticator app',
  responses: {
    200: jsonAnswer('It counts once confirmed.', z.object({ secret: z.string(), address: z.string() })),
    ...refusals,
  },
})

const confirm = createRoute({
  method: 'post',
  path: `${base}/one-time-code/confirmation`,
  summary: 'Show a code of the app; the session then counts as begun with two factors',
  request: jsonBody(z.strictObject({ code: z.string().max(16) })),
  responses: { ...done, ...refusals },
})

const passkeyOptions = createRoute({
  method: 'post',
  path: `${base}/passkey-options`,
  summary: 'A challenge for a new passkey',
  responses: {
    200: jsonAnswer('For navigator.credentials.create.', passkeyOptionsSchema),
    ...refusals,
  },
})

const base64url = z.string().max(16_384)
const registrationShape = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()),
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url }),
})
const registration = z
  .custom<RegistrationResponseJSON>(
    (value) => registrationShape.safeParse(value).success,
    'passkey-answer-expected',
  )
  .openapi({ type: 'object' })

const passkey = createRoute({
  method: 'post',
  path: `${base}/passkeys`,
  summary: 'Add a passkey',
  request: jsonBody(z.strictObject({ label: shortText, response: registration })),
  responses: { ...done, ...refusals },
})

const remove = createRoute({
  method: 'delete',
  path: `${base}/{id}`,
  summary: 'Take away a passkey or the one-time codes, but not the last way in',
  request: { params: z.object({ id: shortText.openapi({ param: { name: 'id', in: 'path' } }) }) },
  responses: { ...done, ...problemsOf('sign-in-needed', 'not-found', 'conflict') },
})

/** What opens one's own account. */
export function addOwnCredentials(app: ServerApp, { people }: PeopleRoutes): void {
  const { own, sessions } = people
  app.openapi(password, async (c) => {
    const { person, session } = signedInOf(c)
    const { current, next } = c.req.valid('json')
    takeOrRefuse(await own.changePassword(person.id, current, next))
    sessions.endAllOf(person.id, 'account-changed', session.key)
    return c.body(null, 204)
  })
  app.openapi(offer, async (c) =>
    c.json(takeOrRefuse(await own.offerOneTimeCodes(signedInOf(c).person.id)), 200),
  )
  app.openapi(confirm, async (c) => {
    const { person, session } = signedInOf(c)
    takeOrRefuse(await own.confirmOneTimeCodes(person.id, c.req.valid('json').code))
    sessions.raise(session.key)
    return c.body(null, 204)
  })
  app.openapi(passkeyOptions, async (c) =>
    c.json(toPasskeyAnswer(takeOrRefuse(await own.passkeyOptions(signedInOf(c).person.id))), 200),
  )
  app.openapi(passkey, async (c) => {
    const { label, response } = c.req.valid('json')
    takeOrRefuse(await own.addPasskey(signedInOf(c).person.id, label, response))
    return c.body(null, 204)
  })
  app.openapi(remove, async (c) => {
    takeOrRefuse(await own.remove(signedInOf(c).person.id, c.req.valid('param').id))
    return c.body(null, 204)
  })
}
