// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { ACTS, lineDistanceSchema, parseWithSchema, probabilitySchema, reasonSchema } from '#agreement'
import {
  formatInstant,
  isDigest,
  LIKELIHOOD_BANDS,
  parseInstant,
  toLikelihood,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'

import { STANDINGS, type PossibleViolation } from './possible-violation.ts'

const digestSchema = z.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'digest-expected',
)

const instantSchema = z.string().transform((text, context): Instant => {
  const read = parseInstant(text)
  if (read.ok) return read.value
  for (const { code } of read.problems) context.addIssue({ code: 'custom', message: code })
  return z.NEVER
})

const likelihoodSchema = z
  .strictObject({
    kind: z.literal('likelihood'),
    probability: probabilitySchema,
    band: z.enum(LIKELIHOOD_BANDS.map(({ band }) => band)),
  })
  .refine((value) => toLikelihood(value.probability).band === value.band, 'likelihood-band-does-not-fit')

const possibleViolationSchema = z.strictObject({
  id: digestSchema,
  incident: digestSchema,
  provision: z.string().min(1),
  act: z.enum(ACTS),
  severity: z.string().min(1),
  standing: z.enum(STANDINGS),
  likelihood: likelihoodSchema,
  distances: z.array(lineDistanceSchema),
  clock: z.strictObject({ breach: instantSchema, elapsedSeconds: z.number().min(0) }),
  speaksFor: z.array(reasonSchema),
  speaksAgainst: z.array(reasonSchema),
})

/** A possible violation as stored and exported, with instants as RFC 3339 text. */
export type PossibleViolationDocument = z.input<typeof possibleViolationSchema>

/** Writes a possible violation. */
export function toPossibleViolationDocument(one: PossibleViolation): PossibleViolationDocument {
  const reasons = (list: PossibleViolation['speaksFor']) =>
    list.map((reason) => ({ ...reason, params: { ...reason.params } }))
  return {
    ...one,
    likelihood: { ...one.likelihood },
    distances: one.distances.map((distance) => ({ ...distance })),
    clock: { breach: formatInstant(one.clock.breach), elapsedSeconds: one.clock.elapsedSeconds },
    speaksFor: reasons(one.speaksFor),
    speaksAgainst: reasons(one.speaksAgainst),
  }
}

/** Reads a possible violation back; refuses with every problem found. */
export const parsePossibleViolationDocument = (value: unknown): Result<PossibleViolation> =>
  parseWithSchema(possibleViolationSchema, value)
