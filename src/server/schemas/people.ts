// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { formatInstant, toInstant } from '#kernel'
import { ACCOUNT_STATES, CREDENTIAL_KINDS, ROLES, type Account, type Person } from '#people'

const MOST_TEXT_CHARACTERS = 400
const MOST_ROLES = 20

export const shortText = z.string().max(MOST_TEXT_CHARACTERS)

export const personSchema = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    organisation: z.string(),
    nation: z.string().openapi({ description: 'ISO 3166-1 alpha-2.' }),
    compartment: z.string().openapi({ example: 'mechanism' }),
    roles: z.array(z.enum(ROLES)),
  })
  .openapi('Person')

export const accountSchema = z
  .object({
    person: personSchema,
    state: z.enum(ACCOUNT_STATES),
    credentials: z.array(z.object({ kind: z.enum(CREDENTIAL_KINDS), label: z.string() })),
    lastSignIn: z.string().nullable(),
    recovery: z.object({ requestedBy: z.string(), approvedBy: z.string().nullable() }).nullable(),
  })
  .openapi('Account')

export const personRequestSchema = z
  .strictObject({
    login: shortText,
    name: shortText,
    organisation: shortText,
    nation: shortText,
    compartment: shortText,
    roles: z.array(shortText).max(MOST_ROLES),
  })
  .openapi('PersonRequest')

export const enrolmentSchema = z
  .object({
    person: personSchema,
    code: z.string().openapi({ description: 'To be told to the person by another way; shown this once.' }),
  })
  .openapi('Enrolment')

export const toPersonAnswer = (person: Person) => ({ ...person, roles: [...person.roles] })

export const toAccountAnswer = ({ person, state, credentials, lastSignInMs, recovery }: Account) => ({
  person: toPersonAnswer(person),
  state,
  credentials: credentials.map(({ kind, label }) => ({ kind, label })),
  lastSignIn: lastSignInMs === null ? null : formatInstant(toInstant(lastSignInMs)),
  recovery,
})

/** What the browser's own functions for passkeys take; its form is that of W3C Web Authentication. */
export const passkeyOptionsSchema = z.looseObject({ challenge: z.string() }).openapi('PasskeyOptions')

/** The options as the JSON that they are: their type has members that the type of an answer does not know. */
export const toPasskeyAnswer = (options: { readonly challenge: string }): { challenge: string } =>
  JSON.parse(JSON.stringify(options)) as { challenge: string }

/** A body of JSON that must be there. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

export const jsonAnswer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
})
