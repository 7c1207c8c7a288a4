// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES } from '#agreement'
import { ok, parseInstant, problem, refuse, type Instant, type Result } from '#kernel'
import { TRUTH_SCHEMA } from '#simulation'
import * as z from 'zod'

const instant = z.string().transform((text, context): Instant => {
  const read = parseInstant(text)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: 'instant-unreadable' })
  return z.NEVER
})

const rowName = z.object({ file: z.string().min(1), row: z.int().min(1) })

const truthSchema = z.object({
  schema: z.literal(TRUTH_SCHEMA),
  line: z.string(),
  events: z.array(
    z.object({
      id: z.string().min(1),
      hypothesis: z.enum(HYPOTHESES),
      start: instant,
      end: instant,
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      side: z.string(),
    }),
  ),
  rows: z.array(rowName.extend({ of: z.string().nullable(), copyOf: rowName.nullable() })),
})

/** What the score needs of a simulation's truth; the rest of the document is for those who read it. */
export type TruthToScore = z.output<typeof truthSchema>
export type EventToScore = TruthToScore['events'][number]

/** Reads a truth document of the simulation; unknown schemas are refused, and all problems are told by path. */
export function parseTruth(document: unknown): Result<TruthToScore> {
  const read = truthSchema.safeParse(document)
  if (read.success) return ok(read.data)
  return refuse(
    ...read.error.issues.map((issue) =>
      problem(issue.path.map(String).join('.'), 'truth-wrong', { what: issue.message }),
    ),
  )
}
