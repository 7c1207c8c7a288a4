// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { isDigest, type Digest } from '#kernel'

import { isCompartment, type Compartment } from '../compartment.ts'
import { ROLES } from '../permission/index.ts'

const PersonId = z.string().regex(/^[0-9a-f]{32}$/)
const DigestText = z.string().refine((text): text is Digest => isDigest(text))
const Milliseconds = z.number().int()

/** Who did it: a person, whoever has the machine's console, whoever had the set-up code, or a rule of the service itself. */
const Author = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person: PersonId }),
  z.strictObject({ kind: z.literal('console') }),
  z.strictObject({ kind: z.literal('set-up') }),
  z.strictObject({ kind: z.literal('rule') }),
])
export type Author = z.infer<typeof Author>

export const CREDENTIAL_KINDS = ['password', 'one-time-code', 'passkey', 'identity-provider'] as const

const Roles = z.array(z.enum(ROLES)).readonly()

const PersonShape = z.strictObject({
  id: PersonId,
  login: z.string(),
  name: z.string(),
  organisation: z.string(),
  nation: z.string(),
  compartment: z.string().refine((text): text is Compartment => isCompartment(text)),
  roles: Roles,
})

const Credential = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(CREDENTIAL_KINDS),
  /** What the person calls it. */
  label: z.string(),
  /** Its secret or public part, sealed under the key of credentials, in base64: of no use to whoever has the records alone. */
  sealed: z.string(),
})
export type Credential = z.infer<typeof Credential>

const of = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape })

const person = PersonId
const by = Author

/** Everything that happens to an account; one record of the internal log each. */
const PersonEvent = z.discriminatedUnion('kind', [
  of('person-added', { person, added: PersonShape, by }),
  /** The code itself is told once to whoever issued it; only its digest is kept. */
  of('enrolment-issued', { person, codeDigest: DigestText, expiresMs: Milliseconds, by }),
  of('enrolled', { person }),
  of('person-changed', {
    person,
    by,
    changed: z.strictObject({
      name: z.string().exactOptional(),
      organisation: z.string().exactOptional(),
      roles: Roles.exactOptional(),
    }),
  }),
  of('credential-added', { person, credential: Credential, by }),
  of('credential-removed', { person, credential: z.string(), by }),
  of('signed-in', {
    person,
    credentials: z.array(z.string()).readonly(),
    /** Step of 30 seconds whose one-time code was used: neither it nor an earlier one is taken again. */
    oneTimeStep: z.number().int().exactOptional(),
    /** What the passkey counts, where it counts. */
    passkeyCounter: z.number().int().exactOptional(),
  }),
  of('signed-out', { person, reason: z.enum(['person', 'idle', 'absolute', 'account-changed', 'stopped']) }),
  of('sign-in-failed', { person }),
  of('locked', { person, untilMs: Milliseconds.nullable(), by }),
  of('unlocked', { person, by }),
  of('recovery-requested', { person, by }),
  of('recovery-approved', { person, by }),
  of('recovery-withdrawn', { person, by }),
  of('person-closed', { person, by }),
])
export type PersonEvent = z.infer<typeof PersonEvent>

/** The event as it stands in a record; throws where the record is none of ours, which is a bug or a forgery. */
export const parsePersonEvent = (value: unknown): PersonEvent => PersonEvent.parse(value)

export const PERSON_EVENT_KINDS: readonly string[] = PersonEvent.options.map(
  (option) => option.shape.kind.value,
)
