// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { ok, problem, refuse, type Reason, type Result } from '#kernel'

import { VERDICTS, type ProvisionResult } from './facts.ts'
import { ACTS } from './vocabulary.ts'

/** A probability in whole millionths. */
export const probabilitySchema = z.number().min(0).max(1)

/** A reason as stored: a code, its values, and its weight where it has one. */
export const reasonSchema = z
  .strictObject({
    code: z.string().min(1),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    logOdds: z.number().optional(),
  })
  .transform(({ logOdds, ...rest }): Reason => (logOdds === undefined ? rest : { ...rest, logOdds }))

/** A distance as stored; null metres is an unknown distance, never a short one. */
export const lineDistanceSchema = z.strictObject({
  line: z.string().min(1),
  meters: z.number().min(0).nullable(),
  uncertaintyMeters: z.number().min(0),
  side: z.string().nullable(),
  nearest: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable(),
})

const provisionResultSchema = z.strictObject({
  provision: z.string().min(1),
  act: z.enum(ACTS),
  verdict: z.enum(VERDICTS),
  probability: probabilitySchema,
  distances: z.array(lineDistanceSchema),
  reasons: z.array(reasonSchema),
})

/** A provision's answer as stored and exported. */
export type ProvisionResultDocument = z.input<typeof provisionResultSchema>

/** Writes a provision's answer; it holds no instant, so its stored form is its own shape. */
export const toProvisionResultDocument = (result: ProvisionResult): ProvisionResultDocument => ({
  provision: result.provision,
  act: result.act,
  verdict: result.verdict,
  probability: result.probability,
  distances: result.distances.map((distance) => ({ ...distance })),
  reasons: result.reasons.map((reason) => ({ ...reason, params: { ...reason.params } })),
})

/** Reads a provision's answer back; refuses with every problem found. */
export const parseProvisionResultDocument = (value: unknown): Result<ProvisionResult> =>
  parseWithSchema(provisionResultSchema, value)

/** Reads a stored document by a schema; refuses with every problem by path. */
export function parseWithSchema<T>(schema: z.ZodType<T>, value: unknown): Result<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  return refuse(
    ...parsed.error.issues.map((issue) => {
      const code = issue.code === 'custom' ? issue.message : issue.code
      return problem(issue.path.map(String).join('.'), code.replaceAll('_', '-'))
    }),
  )
}
