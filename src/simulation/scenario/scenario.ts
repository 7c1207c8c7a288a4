// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

import { NEWS_MODEL } from '../sensors/news-model.ts'
import { VIIRS_MODEL } from '../sensors/viirs-model.ts'

export const SCENARIO_SCHEMA = 'marsad/scenario@0'

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

export const scenarioSchema = z.strictObject({
  schema: z.literal(SCENARIO_SCHEMA),
  id: identifier,
  title: z.string().min(1),
  /** Agreement file, relative to the scenario, and the line of it along which the scenario plays. */
  agreement: z.string().min(1),
  line: identifier,
  period: z.strictObject({ firstDay: z.iso.date(), days: z.int().min(1).max(400) }),
  theatre: z
    .strictObject({ marginKilometres: positive.max(400), settlements: z.int().min(1).max(5_000) })
    .prefault({ marginKilometres: 60, settlements: 60 }),
  /** Stretches of the line by shares of its length; the rest of the scenario names them. */
  sectors: z
    .array(z.strictObject({ id: identifier, from: share, to: share }))
    .min(1)
    .prefault([{ id: 'whole', from: 0, to: 1 }]),
  hostilities: z.strictObject({
    /** Countable effects (explosions and the like) per day over the whole line before the schedule. */
    effectsPerDay: notNegative.max(50_000),
    effectsPerIncident: z.number().min(1),
    hotSpots: z.strictObject({ count: z.int().min(0), share, radiusKilometres: positive }),
    kinds: z
      .array(
        z.strictObject({
          hypothesis: z.enum(['shelling', 'air-or-drone-strike', 'other-military-activity']),
          share,
          /** Mean distance of the impact from the line. */
          depthKilometres: positive,
          /** Chance that something burns afterwards long enough to be seen from space. */
          ignition: share,
          /** Share of these that are aimed at a registered object of the agreement (energy, water). */
          atObjects: share.prefault(0),
        }),
      )
      .min(1),
    schedule: z.array(schedulePiece).prefault([]),
  }),
  vegetationFires: z
    .strictObject({ perDay: notNegative, peakDayOfYear: z.int().min(1).max(366), seasonDays: positive })
    .prefault({ perDay: 0, peakDayOfYear: 220, seasonDays: 40 }),
  industry: z
    .strictObject({ sites: z.int().min(0), megawatts: positive, runningShare: share })
    .prefault({ sites: 0, megawatts: 5, runningShare: 0.9 }),
  quarries: z
    .strictObject({ sites: z.int().min(0), blastsPerWeek: notNegative })
    .prefault({ sites: 0, blastsPerWeek: 2 }),
  /** Demining and exercises announced beforehand: effects that are no violation. */
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
    .prefault([]),
  weather: z
    .strictObject({ clearShare: share, persistenceHours: positive })
    .prefault({ clearShare: 0.6, persistenceHours: 30 }),
  outages: z
    .array(z.strictObject({ sensor: z.enum(['N', 'N20', 'N21', 'news']), fromDay: day, toDay: day }))
    .prefault([]),
  delivery: z
    .strictObject({ lateShare: share, repeatedShare: share })
    .prefault({ lateShare: 0, repeatedShare: 0 }),
  deception: z
    .strictObject({ inventedReportsPerDay: notNegative, replayedDetectionsPerDay: notNegative })
    .prefault({ inventedReportsPerDay: 0, replayedDetectionsPerDay: 0 }),
  sensors: z
    .strictObject({
      viirs: overridesOf(namesOf(VIIRS_MODEL)).prefault({}),
      news: overridesOf(namesOf(NEWS_MODEL)).prefault({}),
    })
    .prefault({}),
})

/** A made-up course of events: what really happens, and how it can be seen. */
export type Scenario = z.infer<typeof scenarioSchema>
