// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { isDigest, type Digest, type Recorded } from '#kernel'

import { instantTextSchema as instant } from '../instant-text.ts'
import { NO_VIOLATION_REASONS, PERMITTED_BECAUSE } from './outcome.ts'

const text = z.string().trim().min(1).max(20_000)
const shortText = z.string().trim().min(1).max(400)
const id = z.string().min(1).max(200)
const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected')
const probability = z.number().min(0.01).max(0.99)
const confidence = z.enum(['low', 'moderate', 'high'])

/** What a case rests on: what the machine listed, or what somebody claims. */
export const caseBasisSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('possible-violation'), id: digest, incident: digest }),
  z.strictObject({ kind: z.literal('indication'), id: digest, incident: digest }),
  z.strictObject({
    kind: z.literal('allegation'),
    by: z.enum(['party', 'observer', 'person-inside']),
    /** Party or organisation; a person inside the mission is named by id alone. */
    who: id,
    text,
    attachments: z.array(digest).max(100),
  }),
])
export type CaseBasis = z.infer<typeof caseBasisSchema>

/** What a case came to: apart from where the work on it stands, and from who did it. */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('confirmed-violation') }),
  z
    .strictObject({
      kind: z.literal('no-violation'),
      reason: z.enum(NO_VIOLATION_REASONS),
      permitted: z.enum(PERMITTED_BECAUSE).exactOptional(),
    })
    .refine(({ reason, permitted }) => (reason === 'permitted') === (permitted !== undefined), {
      message: 'permitted-needs-its-exception',
      path: ['permitted'],
    }),
  z.strictObject({ kind: z.literal('unable-to-determine') }),
  z.strictObject({ kind: z.literal('outside-scope') }),
])

export type Outcome = z.infer<typeof outcomeSchema>

/** NATO's grades of source and information, rated apart; F and 6 where it cannot be judged. */
export const SOURCE_GRADES = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const INFORMATION_GRADES = ['1', '2', '3', '4', '5', '6'] as const

const judgement = { outcome: outcomeSchema, probability, confidence, grounds: text }

/** What a case is about. */
export const caseSubjectSchema = z.strictObject({
  provision: id,
  breach: instant,
  /** When the Mechanism first had anything of it: the other clock. */
  firstKnowledge: instant,
  place: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  /** Kinds of means that can observe the provision; one alone needs a second, or a reason to do without. */
  means: z.array(z.string()).max(50),
})
export type CaseSubject = z.infer<typeof caseSubjectSchema>

/** Everything that can happen to a case, as it is asked for over the interface and as the ledger keeps it. */
export const caseEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('opened'),
    subject: caseSubjectSchema,
    basis: z.array(caseBasisSchema).min(1).max(500),
  }),
  z.strictObject({ kind: z.literal('material-added'), basis: caseBasisSchema }),
  z.strictObject({
    kind: z.literal('hypothesis-added'),
    hypothesis: id,
    statement: shortText,
    disprovedBy: shortText,
  }),
  z.strictObject({
    kind: z.literal('evidence-weighed'),
    evidence: z.strictObject({ kind: z.enum(['observation', 'original', 'statement', 'human-source']), id }),
    hypothesis: id,
    weighs: z.enum(['for', 'against', 'neither']),
    source: z.enum(SOURCE_GRADES),
    information: z.enum(INFORMATION_GRADES),
    note: shortText,
  }),
  z.strictObject({ kind: z.literal('observation-excluded'), observation: digest, reason: shortText }),
  z.strictObject({ kind: z.literal('observation-included'), observation: digest, reason: shortText }),
  /** Whoever told it took back their consent: it no longer counts, and the case is worked out without it. */
  z.strictObject({ kind: z.literal('evidence-withdrawn'), evidence: id }),
  z.strictObject({
    kind: z.literal('recomputed'),
    probability,
    means: z.array(z.string()),
    independentSources: z.int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('drafted'),
    ...judgement,
    /** Why a case of one kind of means can do without a second. */
    singleMeansBecause: text.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('submitted') }),
  z.strictObject({ kind: z.literal('second-review'), ...judgement }),
  z.strictObject({ kind: z.literal('returned'), reason: text }),
  z.strictObject({ kind: z.literal('rejected'), reason: text }),
  z.strictObject({ kind: z.literal('verified'), note: text }),
  z.strictObject({ kind: z.literal('dissent-recorded'), text }),
  z.strictObject({
    kind: z.literal('sent-to-parties'),
    /** What every party is told, in the same words. */
    notice: text,
    /** How coarse a place the message names. */
    roundKilometres: z.number().min(0).max(500),
    urgent: z.boolean(),
    /** Worked out on deciding, whatever was asked for: the time agreed, and every party. */
    until: instant.exactOptional(),
    parties: z.array(id).exactOptional(),
    /** Worked out likewise, on the urgent path: when the reviewed finding is due by the terms. */
    findingBy: instant.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('receipt-given'), party: id }),
  z.strictObject({
    kind: z.literal('party-replied'),
    party: id,
    text,
    attachments: z.array(digest).max(100),
  }),
  z.strictObject({ kind: z.literal('window-ended') }),
  z.strictObject({ kind: z.literal('finding-overdue') }),
  z.strictObject({
    kind: z.literal('released'),
    audiences: z.array(id).min(1).max(40),
    reason: shortText,
    roundKilometres: z.number().min(0).max(500),
    embargoUntil: instant,
    summary: text,
  }),
  z.strictObject({ kind: z.literal('corrected'), reason: text }),
  z.strictObject({ kind: z.literal('merged'), into: id, reason: shortText }),
  z.strictObject({ kind: z.literal('closed'), response: id.nullable() }),
  /** The response that it was closed by goes on, so nobody has answered for it yet. */
  z.strictObject({ kind: z.literal('answer-reopened'), response: id }),
])
export type CaseEvent = z.infer<typeof caseEventSchema>

export type RecordedCaseEvent = Recorded<CaseEvent>
