// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { instantTextSchema } from '#assessments'

export const STANCES_OF_PARTIES = ['accepts', 'rejects', 'unknown'] as const

/**
 * How a party stands to the mechanism, since when, and who says so. A party that rejects it is a normal state: it is told and heard like
 * every other, at the same times.
 */
export const stanceSchema = z.strictObject({
  party: z.string().min(1).max(200),
  stance: z.enum(STANCES_OF_PARTIES),
  since: instantTextSchema,
  /** Where it was said: a document, a statement, a call. */
  source: z.string().trim().min(1).max(4_000),
})
export type PartyStance = z.infer<typeof stanceSchema>
