// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { namesSchema } from '#agreement'
import { instantTextSchema as instant } from '#assessments'

import type { Recorded } from '#kernel'

const text = z.string().trim().min(1).max(20_000)
const id = z.string().min(1).max(200)

/** One step of a ladder, frozen as it was when the response began. */
export const agreedStepSchema = z.strictObject({
  id,
  trigger: z.enum(['breach', 'breach-continues', 'expanded-attack']),
  /** Counted from the breach. */
  withinHours: z.number().gt(0),
  /** As the terms name it: in each language, or by one name for all. */
  decidedBy: z.union([z.string().min(1), namesSchema]),
  /** A step that is not the mission's to decide, such as every military one: recorded, never proposed or voted on. */
  elsewhere: z.boolean(),
})
export type AgreedStep = z.infer<typeof agreedStepSchema>

export const RESPONSE_OUTCOMES = ['remedied', 'answered', 'no-agreed-response', 'unresolved'] as const
export const REMEDY_RESULTS = ['done', 'not-done', 'cannot-tell'] as const

/** Everything that can happen to a response, as it is asked for over the interface and as the ledger keeps it. */
export const responseEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    because: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('finding'), case: id }),
      z.strictObject({ kind: z.literal('pattern'), provision: id, cases: z.array(id).min(2) }),
    ]),
    breach: instant,
    firstKnowledge: instant,
    owner: id,
  }),
  z.strictObject({ kind: z.literal('owner-changed'), owner: id, reason: text }),
  /** What the Commission found decides whose ladder holds; no party, no ladder. */
  z.strictObject({
    kind: z.literal('responsibility-found'),
    attribution: id,
    party: id.nullable(),
    steps: z.array(agreedStepSchema),
  }),
  z.strictObject({ kind: z.literal('escalation-proposed'), step: id, grounds: text }),
  z.strictObject({
    kind: z.literal('voted'),
    step: id,
    vote: z.enum(['for', 'against', 'abstain']),
    dissent: text.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('step-decided'),
    step: id,
    decision: z.enum(['taken', 'not-taken']),
    grounds: text,
  }),
  z.strictObject({
    kind: z.literal('decided-elsewhere'),
    step: id.nullable(),
    authority: z.string().trim().min(1).max(400),
    decidedAt: instant,
    document: z.string().trim().min(1).max(400),
  }),
  z.strictObject({
    kind: z.literal('clock-ran-out'),
    step: id,
    standing: z.enum(['overdue', 'elapsed-before-knowledge']),
  }),
  z.strictObject({
    kind: z.literal('hotline-logged'),
    with: id,
    calledAt: instant,
    text,
    reply: z.strictObject({ at: instant, text }).nullable(),
  }),
  z.strictObject({ kind: z.literal('remedy-set'), remedy: id, what: text, by: id, dueAt: instant }),
  z.strictObject({ kind: z.literal('remedy-reported'), remedy: id, text }),
  z.strictObject({
    kind: z.literal('remedy-verified'),
    remedy: id,
    result: z.enum(REMEDY_RESULTS),
    grounds: text,
  }),
  z.strictObject({ kind: z.literal('concluded'), outcome: z.enum(RESPONSE_OUTCOMES), grounds: text }),
  z.strictObject({ kind: z.literal('reopened'), reason: text }),
])
export type ResponseEvent = z.infer<typeof responseEventSchema>

export type RecordedResponseEvent = Recorded<ResponseEvent>
