// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { LINE_KINDS, OBJECT_CLASSES } from '../terms-vocabulary.ts'
import { daySchema, idSchema, namesSchema, remarkSchema } from './text-schema.ts'

/** WGS-84 degrees by name: an unnamed pair invites swapping. */
const positionSchema = z
  .strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    place: z.string().min(1).max(120).optional().meta({ description: 'The locality the point stands for.' }),
  })
  .meta({ id: 'Position', description: 'WGS-84 degrees.' })

const ringSchema = z
  .array(positionSchema)
  .min(3)
  .meta({ description: 'Corners in order, the first not repeated.' })

const polygonSchema = z.array(ringSchema).min(1).meta({ description: 'The outer ring, then holes.' })

const sidesSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('hand'), left: idSchema, right: idSchema })
    .meta({ description: 'Whose side lies to the left and to the right when following the parts.' }),
  z
    .strictObject({
      kind: z.literal('held-area'),
      heldBy: idSchema,
      otherwise: idSchema,
      polygons: z.array(polygonSchema).min(1),
    })
    .meta({ description: 'One party holds the polygons, the other what lies outside them.' }),
])

export const lineSchema = z.strictObject({
  id: idSchema,
  names: namesSchema,
  kind: z.enum(LINE_KINDS),
  claimedBy: idSchema.optional(),
  date: daySchema.optional().meta({ description: 'The day whose course it shows.' }),
  source: remarkSchema.meta({ description: 'Where the course comes from, and how much of it is ours.' }),
  method: z.string().min(1).max(120).optional(),
  accuracyKilometres: z
    .number()
    .min(0)
    .max(200)
    .meta({ description: '95 % accuracy of the course as drawn here.' }),
  geometry: z
    .strictObject({ parts: z.array(z.array(positionSchema).min(2)).min(1), sides: sidesSchema })
    .optional()
    .meta({
      description: 'Left out where the terms name a line that nobody drew; distances are then unknown.',
    }),
})

const widthSchema = z.number().min(0).max(2_000)
const lineChoiceSchema = z
  .union([idSchema, z.array(idSchema).min(2)])
  .meta({ description: 'The line to measure from; several where the parties claim different ones.' })

export const zoneSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('polygon'), id: idSchema, names: namesSchema, polygon: polygonSchema }),
  z.strictObject({
    kind: z.literal('band'),
    id: idSchema,
    names: namesSchema,
    sides: z
      .array(
        z.strictObject({
          party: idSchema,
          line: lineChoiceSchema,
          fromKilometres: widthSchema,
          toKilometres: widthSchema,
        }),
      )
      .min(1)
      .meta({ description: 'Per side: ground between two distances from a line.' }),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    id: idSchema,
    names: namesSchema,
    sides: z
      .array(z.strictObject({ party: idSchema, line: lineChoiceSchema, kilometres: widthSchema }))
      .min(1)
      .meta({
        description: 'Per side: ground between a line and its offset, e.g. forward of a withdrawal line.',
      }),
  }),
])

export const objectSchema = z.strictObject({
  id: idSchema,
  names: namesSchema.optional(),
  class: z.enum(OBJECT_CLASSES),
  position: positionSchema,
  radiusKilometres: z.number().gt(0).max(100),
})

export type AgreedLine = z.infer<typeof lineSchema>
export type Zone = z.infer<typeof zoneSchema>
export type RegisteredObject = z.infer<typeof objectSchema>
