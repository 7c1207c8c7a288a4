// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES, MEANS } from '#agreement'
import {
  formatInstant,
  isDigest,
  LIKELIHOOD_BANDS,
  ok,
  parseInstant,
  problem,
  refuse,
  toLikelihood,
  type Digest,
  type Instant,
  type Reason,
  type Result,
} from '#kernel'
import * as z from 'zod'

import type { Incident, SetAside, SteadySource } from './incident.ts'

/** The stored forms, with instants as RFC 3339 text. */
export type IncidentDocument = z.input<typeof incidentSchema>
export type SteadySourceDocument = z.input<typeof steadySourceSchema>
export type SetAsideDocument = z.input<typeof setAsideSchema>

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected')

const instant = z.string().transform((text, context): Instant => {
  const parsed = parseInstant(text)
  if (parsed.ok) return parsed.value
  for (const { code } of parsed.problems) context.addIssue({ code: 'custom', message: code })
  return z.NEVER
})

const position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

const reason = z
  .strictObject({
    code: z.string().min(1),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    logOdds: z.number().optional(),
  })
  .transform(({ logOdds, ...rest }): Reason => (logOdds === undefined ? rest : { ...rest, logOdds }))

const probability = z.number().min(0).max(1)

const likelihood = z
  .strictObject({
    kind: z.literal('likelihood'),
    probability,
    band: z.enum(LIKELIHOOD_BANDS.map((band) => band.band)),
  })
  .refine((value) => {
    const own = toLikelihood(value.probability)
    return own.band === value.band && own.probability === value.probability
  }, 'likelihood-band-does-not-fit')

const incidentSchema = z.strictObject({
  id: digest,
  interval: z.strictObject({ start: instant, end: instant, clockErrorSeconds: z.number().min(0) }),
  geometry: z.strictObject({
    kind: z.literal('ellipse'),
    center: position,
    semiMajorMeters: z.number().min(0),
    semiMinorMeters: z.number().min(0),
    azimuthDegrees: z.number().min(0).max(360),
  }),
  members: z.array(digest).min(1),
  means: z.array(z.enum(MEANS)).min(1),
  independentSources: z.int().min(1),
  hypotheses: z
    .array(z.strictObject({ hypothesis: z.enum(HYPOTHESES), probability }))
    .refine(sumsToOne, 'hypotheses-do-not-sum-to-one'),
  likelihood,
  reasons: z.array(reason),
})

const steadySourceSchema = z.strictObject({
  id: digest,
  center: position,
  radiusMeters: z.number().min(0),
  members: z.array(digest).min(1),
  reasons: z.array(reason),
})

const setAsideSchema = z.strictObject({
  id: digest,
  members: z.array(digest).min(1),
  reasons: z.array(reason).min(1),
})

/** Sums in whole millionths, in which probabilities are kept. */
function sumsToOne(hypotheses: readonly { readonly probability: number }[]): boolean {
  return hypotheses.reduce((sum, item) => sum + Math.round(item.probability * 1e6), 0) === 1e6
}

/** An incident as stored and exported. */
export function toIncidentDocument(incident: Incident): IncidentDocument {
  const { interval, geometry } = incident
  return {
    id: incident.id,
    interval: { ...interval, start: formatInstant(interval.start), end: formatInstant(interval.end) },
    geometry: { ...geometry, center: { ...geometry.center } },
    members: [...incident.members],
    means: [...incident.means],
    independentSources: incident.independentSources,
    hypotheses: incident.hypotheses.map((item) => ({ ...item })),
    likelihood: { ...incident.likelihood },
    reasons: incident.reasons.map(toReasonDocument),
  }
}

/** Reads an incident back; refuses with every problem where anything is missing, unknown or does not add up. */
export const parseIncidentDocument = (value: unknown): Result<Incident> => parseWith(incidentSchema, value)

/** A steady source as stored and exported. */
export function toSteadySourceDocument(source: SteadySource): SteadySourceDocument {
  return {
    id: source.id,
    center: { ...source.center },
    radiusMeters: source.radiusMeters,
    members: [...source.members],
    reasons: source.reasons.map(toReasonDocument),
  }
}

/** Reads a steady source back; refuses with every problem found. */
export const parseSteadySourceDocument = (value: unknown): Result<SteadySource> =>
  parseWith(steadySourceSchema, value)

/** What was set aside, as stored and exported. */
export function toSetAsideDocument({ id, members, reasons }: SetAside): SetAsideDocument {
  return { id, members: [...members], reasons: reasons.map(toReasonDocument) }
}

/** Reads what was set aside back; refuses with every problem found. */
export const parseSetAsideDocument = (value: unknown): Result<SetAside> => parseWith(setAsideSchema, value)

const toReasonDocument = (item: Reason): z.input<typeof reason> => ({ ...item, params: { ...item.params } })

function parseWith<T>(schema: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  return refuse(
    ...parsed.error.issues.map((issue) => {
      const code = issue.code === 'custom' ? issue.message : issue.code
      return problem(issue.path.map(String).join('.'), code.replaceAll('_', '-'))
    }),
  )
}
