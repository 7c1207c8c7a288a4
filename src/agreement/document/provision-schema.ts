// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { COUNTING_UNITS, EXCEPTION_KINDS, OBJECT_CLASSES, SEVERITIES } from '../terms-vocabulary.ts'
import { ACTS, MEANS, WEAPON_CLASSES } from '../vocabulary.ts'
import { idSchema, instantSchema, namesSchema, remarkSchema } from './text-schema.ts'

const calibreSchema = z.number().gt(0).max(2_000)

const subjectSchema = z.union([
  z.literal('all'),
  z.strictObject({
    party: idSchema,
    establishedBy: z.enum(['side', 'attribution']).meta({
      description:
        'side: whose ground it happened on says whom it concerns. attribution: only the Commission can say so.',
    }),
  }),
])

const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everywhere') }),
  z.strictObject({ kind: z.literal('zone'), zone: idSchema }),
  z
    .strictObject({ kind: z.literal('objects'), classes: z.array(z.enum(OBJECT_CLASSES)).min(1) })
    .meta({ description: 'Within the radius of a registered object of these classes.' }),
])

const exceptionSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(EXCEPTION_KINDS),
  notice: z
    .strictObject({ hoursBefore: z.number().min(0).max(8_760), to: idSchema.optional() })
    .optional()
    .meta({
      description: 'How long before the act notice is due, and to which party; left out where none is due.',
    }),
  remark: remarkSchema.optional(),
})

export const provisionSchema = z.strictObject({
  id: idSchema,
  names: namesSchema,
  instrument: idSchema,
  act: z.enum(ACTS),
  subject: subjectSchema,
  weapon: z
    .strictObject({
      classes: z.array(z.enum(WEAPON_CLASSES)).min(1).optional(),
      minimumCalibreMillimetres: calibreSchema.optional(),
      maximumCalibreMillimetres: calibreSchema.optional(),
    })
    .optional(),
  place: placeSchema,
  time: z
    .strictObject({ from: instantSchema.optional(), until: instantSchema.optional() })
    .optional()
    .meta({ description: 'Narrower than the time of the agreement; until is the first moment outside.' }),
  afterGate: idSchema.optional(),
  exceptions: z.array(exceptionSchema),
  countingUnit: z.enum(COUNTING_UNITS),
  observableBy: z
    .array(z.enum(MEANS))
    .meta({ description: 'Means that can see such an act; empty where none of ours can.' }),
  evidence: z.strictObject({
    minimumProbability: z
      .number()
      .min(0.01)
      .max(0.99)
      .meta({ description: 'Least probability that the incident is of the kind forbidden.' }),
  }),
  severity: z.enum(SEVERITIES),
  remark: remarkSchema.optional(),
})

export const gateSchema = z.strictObject({
  id: idSchema,
  names: namesSchema,
  kind: z.literal('quiet-days'),
  days: z.int().min(1).max(366),
  provisions: z
    .array(idSchema)
    .min(1)
    .meta({ description: 'Provisions without a breach on every one of these days.' }),
  demonstratedBy: z.literal('coverage').meta({
    description: 'A day counts as quiet only where it was watched: silence of the sensors is not quiet.',
  }),
})

export const ladderSchema = z.strictObject({
  breachingParty: idSchema,
  illustrative: z.boolean().meta({ description: 'True where nobody agreed to it.' }),
  source: remarkSchema.optional(),
  steps: z
    .array(
      z.strictObject({
        id: idSchema,
        names: namesSchema,
        trigger: z.enum(['breach', 'breach-continues', 'expanded-attack']),
        withinHours: z
          .number()
          .gt(0)
          .max(8_760)
          .meta({ description: 'Counted from the breach, not from its confirmation.' }),
        decidedBy: z
          .union([remarkSchema, namesSchema])
          .meta({ description: 'By its name in each language, or by one that it has in all of them.' }),
        elsewhere: z.boolean().optional().meta({
          description:
            'Not for the mission to decide, such as every military step: it is recorded as decided elsewhere.',
        }),
      }),
    )
    .meta({ description: 'Empty: no agreed response.' }),
})

export type Provision = z.infer<typeof provisionSchema>
export type Gate = z.infer<typeof gateSchema>
export type Ladder = z.infer<typeof ladderSchema>
