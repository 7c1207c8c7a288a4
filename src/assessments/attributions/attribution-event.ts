// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import type { Recorded } from '#kernel'

const text = z.string().trim().min(1).max(20_000)
const id = z.string().min(1).max(200)

/** Who is responsible, as far as it can be said; "not attributable" is a normal result. */
export const attributionConclusionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('attributed'), party: id }),
  z.strictObject({ kind: z.literal('likely'), party: id }),
  z.strictObject({ kind: z.literal('not-attributable') }),
])
export type AttributionConclusion = z.infer<typeof attributionConclusionSchema>

/** Everything that can happen to an attribution; it lives in the Commission's compartment alone. */
export const attributionEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    case: id,
    soleSourceNation: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
  }),
  /** An empty conflict says that there is nothing to declare. */
  z.strictObject({ kind: z.literal('seated'), conflictOfInterest: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal('recused'), reason: text }),
  z.strictObject({
    kind: z.literal('proposed'),
    conclusion: attributionConclusionSchema,
    intent: z.enum(['accidental', 'deliberate', 'unknown']),
    grounds: text,
  }),
  z.strictObject({
    kind: z.literal('voted'),
    vote: z.enum(['for', 'against', 'abstain']),
    dissent: text.exactOptional(),
  }),
  /** Why the panel that the terms ask for could not be had; the finding says so. */
  z.strictObject({
    kind: z.literal('decided'),
    panelUnmetBecause: text.exactOptional(),
    /** Codes of the rules that were not met; worked out on deciding, whatever was asked for. */
    panelUnmet: z.array(id).exactOptional(),
    /** Codes of the rules that the terms do not say enough to test; worked out likewise. */
    panelUntested: z.array(id).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('reopened'), reason: text }),
])
export type AttributionEvent = z.infer<typeof attributionEventSchema>

export type RecordedAttributionEvent = Recorded<AttributionEvent>
