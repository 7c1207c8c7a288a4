// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { INSTRUMENT_KINDS } from '../terms-vocabulary.ts'
import { lineSchema, objectSchema, zoneSchema } from './place-schema.ts'
import { procedureSchema } from './procedure-schema.ts'
import { gateSchema, ladderSchema, provisionSchema } from './provision-schema.ts'
import { daySchema, idSchema, instantSchema, namesSchema, remarkSchema } from './text-schema.ts'

export const AGREEMENT_SCHEMA = 'marsad/agreement@1'

const sourceSchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1).max(400),
  address: z.string().min(1).max(400).optional(),
  date: daySchema.optional(),
  reliability: remarkSchema.optional(),
})

const instrumentSchema = z.strictObject({
  id: idSchema,
  names: namesSchema,
  kind: z.enum(INSTRUMENT_KINDS),
  date: daySchema,
  by: z.array(idSchema).min(1).meta({ description: 'Parties whose word it is.' }),
  through: z.array(z.string().min(1).max(200)).optional().meta({ description: 'Mediators and witnesses.' }),
  conditional: z.boolean().optional().meta({ description: 'Holds only while the other side holds to it.' }),
  amends: idSchema.optional(),
  amendments: z.array(z.strictObject({ id: idSchema, date: daySchema, what: remarkSchema })).optional(),
  sources: z.array(idSchema).min(1),
  remark: remarkSchema.optional(),
})

const lineOfContactSchema = z.strictObject({
  line: idSchema,
  frontline: z
    .strictObject({
      heldBy: idSchema,
      otherwise: idSchema,
      method: z.string().min(1).max(120),
      borderSource: z.string().min(1).max(200),
      borderToleranceKilometres: z.number().gt(0).max(100),
      accuracyKilometres: z.number().min(0).max(100),
    })
    .optional()
    .meta({
      description:
        'How a polygon of held ground replaces the line: who holds it, who holds the rest, and how coast and state border are clipped off its edge.',
    }),
})

/** The terms of a ceasefire as data; what it says is checked by `findContradictions`, not by this schema alone. */
export const agreementSchema = z
  .strictObject({
    schema: z.literal(AGREEMENT_SCHEMA),
    id: idSchema,
    names: namesSchema,
    draft: idSchema.optional().meta({ description: 'Which of several drafts of the same terms this is.' }),
    exercise: z.boolean(),
    mapNote: namesSchema.meta({ description: 'Stands beside every map: what its lines do and do not say.' }),
    timeZone: z
      .string()
      .regex(/^[A-Za-z]+([/_+-][A-Za-z0-9]+)*$/)
      .max(64)
      .optional()
      .meta({
        description: 'IANA zone of the official mission time, e.g. Europe/Kyiv; UTC where it is left out.',
      }),
    sources: z.array(sourceSchema).min(1),
    parties: z.array(z.strictObject({ id: idSchema, names: namesSchema })).min(2),
    instruments: z.array(instrumentSchema).min(1),
    inForce: z.strictObject({
      from: instantSchema,
      until: instantSchema
        .nullable()
        .meta({ description: 'First moment outside; null where no end was agreed.' }),
      hourStated: z
        .boolean()
        .meta({ description: 'False where the text names days and the hour is our reading.' }),
    }),
    lines: z.array(lineSchema),
    lineOfContact: lineOfContactSchema.optional(),
    zones: z.array(zoneSchema),
    objects: z.array(objectSchema),
    provisions: z.array(provisionSchema).min(1),
    gates: z.array(gateSchema),
    ladders: z.array(ladderSchema),
    procedure: procedureSchema.optional(),
    remark: remarkSchema.optional(),
  })
  .meta({ title: AGREEMENT_SCHEMA, description: 'The terms of a ceasefire as data.' })

export type Agreement = z.infer<typeof agreementSchema>
export type Instrument = Agreement['instruments'][number]
export type Party = Agreement['parties'][number]
