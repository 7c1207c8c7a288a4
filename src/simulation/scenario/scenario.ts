// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { NEWS_MODEL } from '../sensors/news-model.ts'
import { VIIRS_MODEL } from '../sensors/viirs-model.ts'

export const SCENARIO_SCHEMA = 'marsad/scenario@1'

const MILITARY = ['shelling', 'air-or-drone-strike', 'other-military-activity'] as const
const SATELLITES = ['N', 'N20', 'N21'] as const

const share = z.number().min(0).max(1)
const positive = z.number().positive()
const notNegative = z.number().min(0)
const identifier = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const day = z.int().min(0)
const place = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

/** Values that replace figures of a sensor model, by their names. */
const overridesOf = <Name extends string>(names: readonly Name[]) =>
  z.partialRecord(z.enum(names), z.number())
const namesOf = <Model extends object>(model: Model) => Object.keys(model) as (keyof Model & string)[]

/** Days of a scenario count from 0; `toDay` is not included. */
const schedulePiece = z
  .strictObject({
    fromDay: day,
    toDay: day,
    factor: notNegative,
    sectors: z.array(identifier).min(1).optional(),
    reason: z.string().min(1),
  })
  .refine((piece) => piece.fromDay < piece.toDay, { error: 'schedule-ends-before-start', path: ['toDay'] })

const impediment = { fromDay: day, toDay: day, reason: z.string().min(1) }

const burst = z
  .strictObject({
    day,
    hour: z.number().min(0).lt(24),
    sector: identifier,
    effects: z.int().min(1).max(5_000),
    minutes: positive.max(720),
    hypothesis: z.enum(MILITARY),
    atSettlement: z.boolean().prefault(false),
  })
  .meta({ description: 'Many effects at one place in a short time, as around a single battery.' })

const hostilities = z.strictObject({
  effectsPerDay: notNegative.max(50_000).meta({
    description:
      'Countable effects (explosions and the like) per day over the whole line, before the schedule.',
  }),
  effectsPerIncident: z
    .number()
    .min(1)
    .meta({ description: 'Mean number of effects at one place and time.' }),
  hotSpots: z
    .strictObject({ count: z.int().min(0), share, radiusKilometres: positive })
    .meta({ description: 'How much of the violence gathers at how many places.' }),
  kinds: z
    .array(
      z.strictObject({
        hypothesis: z.enum(MILITARY),
        share: notNegative,
        depthKilometres: positive.meta({ description: 'Mean distance of the impact from the line.' }),
        ignition: share.meta({
          description: 'Chance that something burns afterwards, long enough to be seen from space.',
        }),
        atSettlements: share.prefault(0).meta({
          description: 'Share that falls on the settlement nearest to where it would have fallen otherwise.',
        }),
        atObjects: share
          .prefault(0)
          .meta({ description: 'Share aimed at a registered object of the agreement (energy, water).' }),
      }),
    )
    .min(1),
  schedule: z.array(schedulePiece).prefault([]).meta({
    description: 'Quiet weeks, drops and relapses: factors of all pieces that hold on a day multiply.',
  }),
  bursts: z.array(burst).prefault([]),
})

const everyday = {
  vegetationFires: z
    .strictObject({ perDay: notNegative, peakDayOfYear: z.int().min(1).max(366), seasonDays: positive })
    .prefault({ perDay: 0, peakDayOfYear: 220, seasonDays: 40 })
    .meta({
      description:
        'Fires of fields and scrub: per day at the height of the season, which is a bell of this width.',
    }),
  industry: z
    .strictObject({ sites: z.int().min(0), megawatts: positive, runningShare: share })
    .prefault({ sites: 0, megawatts: 5, runningShare: 0.9 })
    .meta({ description: 'Works and flares: hot on most days at the same places.' }),
  quarries: z
    .strictObject({ sites: z.int().min(0), blastsPerWeek: notNegative })
    .prefault({ sites: 0, blastsPerWeek: 2 }),
  notified: z
    .array(
      z.strictObject({
        id: identifier,
        kind: z.enum(['demining', 'exercise']),
        place,
        radiusKilometres: positive,
        fromDay: day,
        toDay: day,
        effectsPerDay: notNegative,
      }),
    )
    .prefault([])
    .meta({ description: 'Demining and exercises announced beforehand: effects that are no violation.' }),
  announcements: z
    .array(z.strictObject({ day, hour: z.number().min(0).lt(24), words: z.string().min(1).max(300) }))
    .prefault([])
    .meta({ description: 'What is declared publicly, such as a recommitment; every outlet carries it.' }),
}

const observing = {
  satellites: z
    .array(z.enum(SATELLITES))
    .prefault([...SATELLITES])
    .meta({ description: 'The asset plan: which satellites look.' }),
  weather: z
    .strictObject({
      clearShare: z
        .union([share, z.array(share).length(12)])
        .meta({ description: 'Long-run share of clear sky, or one for each month of the year.' }),
      persistenceHours: positive.meta({
        description: 'Hours after which the sky has forgotten itself to 1/e.',
      }),
    })
    .prefault({ clearShare: 0.6, persistenceHours: 30 }),
  outages: z.array(z.strictObject({ sensor: z.enum([...SATELLITES, 'news']), ...impediment })).prefault([]),
  jamming: z
    .array(z.strictObject({ sectors: z.array(identifier).min(1), ...impediment }))
    .prefault([])
    .meta({
      description:
        'Recorded as an impediment in the truth; takes effect on sensors that fly or talk by radio.',
    }),
  delivery: z
    .strictObject({ lateShare: share, repeatedShare: share })
    .prefault({ lateShare: 0, repeatedShare: 0 })
    .meta({ description: 'Share of rows that come a day late, and that come again two days later.' }),
  deception: z
    .strictObject({ inventedReportsPerDay: notNegative, replayedDetectionsPerDay: notNegative })
    .prefault({ inventedReportsPerDay: 0, replayedDetectionsPerDay: 0 }),
  sensors: z
    .strictObject({
      viirs: overridesOf(namesOf(VIIRS_MODEL)).prefault({}),
      news: overridesOf(namesOf(NEWS_MODEL)).prefault({}),
    })
    .prefault({})
    .meta({ description: 'Values that replace figures of the sensor models, by their names.' }),
}

export const scenarioSchema = z
  .strictObject({
    schema: z.literal(SCENARIO_SCHEMA),
    id: identifier,
    title: z.string().min(1),
    agreement: z.string().min(1).meta({ description: 'File of the agreement, relative to the scenario.' }),
    line: identifier.meta({ description: 'Line of the agreement along which the scenario plays.' }),
    period: z
      .strictObject({ firstDay: z.iso.date(), days: z.int().min(1).max(400) })
      .meta({ description: 'UTC days; all other days of a scenario count from 0 at the first.' }),
    theatre: z
      .strictObject({ marginKilometres: positive.max(400), settlements: z.int().min(1).max(5_000) })
      .prefault({ marginKilometres: 60, settlements: 60 })
      .meta({ description: 'Land on every side of the line, and how many made-up settlements lie in it.' }),
    sectors: z
      .array(z.strictObject({ id: identifier, from: share, to: share }))
      .min(1)
      .prefault([{ id: 'whole', from: 0, to: 1 }])
      .meta({
        description: 'Stretches of the line by shares of its length; the rest of the scenario names them.',
      }),
    hostilities,
    ...everyday,
    ...observing,
  })
  .meta({
    title: SCENARIO_SCHEMA,
    description: 'A made-up course of events: what really happens, and how it can be seen.',
  })

/** A made-up course of events: what really happens, and how it can be seen. */
export type Scenario = z.infer<typeof scenarioSchema>

/** The form of a scenario as JSON Schema (draft 2020-12), as people write it: what has a default may be left out. */
export const scenarioJsonSchema = (): object =>
  z.toJSONSchema(scenarioSchema, { target: 'draft-2020-12', io: 'input' })
