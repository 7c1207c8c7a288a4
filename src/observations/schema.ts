// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { EFFECTS, MEANS, WEAPON_CLASSES } from '#agreement'
import { isDigest, parseInstant, type Digest, type Instant } from '#kernel'

import type { Observation } from './observation.ts'

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not-a-digest')
const instant = z.string().transform((text, context): Instant => {
  const read = parseInstant(text)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: read.problems[0]?.code ?? 'instant-unreadable' })
  return z.NEVER
})
const words = z.string().refine((text) => !/\p{Cs}/u.test(text), 'text-not-unicode')
const meters = z.number().nonnegative()
const azimuth = z.number().min(-360).max(360)
const position = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

const time = z
  .strictObject({
    start: instant,
    end: instant,
    clockErrorSeconds: z.number().nonnegative(),
    precision: z.enum(['instant', 'interval', 'day']),
  })
  .refine((value) => value.start <= value.end, { message: 'end-before-start', path: ['end'] })

const geometry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ellipse'),
    center: position,
    semiMajorMeters: meters,
    semiMinorMeters: meters,
    azimuthDegrees: azimuth,
  }),
  z.strictObject({
    kind: z.literal('sector'),
    observer: position,
    bearingDegrees: azimuth,
    bearingHalfWidthDegrees: z.number().min(0).max(180),
    rangeMinimumMeters: meters,
    rangeMaximumMeters: meters,
  }),
  z.strictObject({ kind: z.literal('footprint'), center: position, ring: z.array(position).min(3) }),
])

/** The stored form of an observation (rules O2 and O3 in docs/spec/observations.md); the output type is held to `Observation`. */
export const observationDocumentSchema: z.ZodType<Observation> = z.strictObject({
  id: digest,
  source: words.min(1),
  means: z.enum(MEANS),
  asset: words.nullable(),
  lineage: words.min(1),
  time,
  geometry,
  placeName: words.nullable(),
  effect: z.enum(EFFECTS),
  count: z.strictObject({
    value: z.number().nonnegative(),
    qualifier: z.enum(['exact', 'at-least', 'about']),
  }),
  weapon: z.strictObject({
    weaponClass: z.enum(WEAPON_CLASSES),
    calibreMillimetres: z.number().positive().nullable(),
  }),
  flightDirectionDegrees: azimuth.nullable(),
  assessedContext: z.enum(['none', 'exercise', 'controlled-detonation', 'not-known']),
  sensorConfidence: z.enum(['low', 'nominal', 'high']).nullable(),
  grades: z.strictObject({
    source: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
    information: z.literal([1, 2, 3, 4, 5, 6]),
  }),
  measurements: z.record(words, z.number()),
  labels: z.array(words),
  text: words.nullable(),
  owner: words.min(1),
  audiences: z.array(words),
  originOfFire: z.boolean(),
  supersedes: digest.nullable(),
})
