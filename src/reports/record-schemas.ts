// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { ACTS, EFFECTS, HYPOTHESES, MEANS, WEAPON_CLASSES } from '#agreement'
import {
  formatInstant,
  isDigest,
  LIKELIHOOD_BANDS,
  parseInstant,
  type Digest,
  type Instant,
  type JsonValue,
} from '#kernel'

/** RFC 3339 text outside, milliseconds inside. */
const instant = z.codec(z.string(), z.custom<Instant>(), {
  decode: (text, context) => {
    const read = parseInstant(text)
    if (read.ok) return read.value
    context.issues.push({ code: 'custom', message: 'instant-unreadable', input: text })
    return z.NEVER
  },
  encode: (value) => formatInstant(value),
})
const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not-a-digest')
const count = z.number().int().nonnegative()
const json = z.custom<JsonValue>((value) => value !== undefined)

const interval = z.strictObject({ start: instant, end: instant, clockErrorSeconds: z.number() })
const position = z.strictObject({ latitude: z.number(), longitude: z.number() })
const ellipse = z.strictObject({
  kind: z.literal('ellipse'),
  center: position,
  semiMajorMeters: z.number(),
  semiMinorMeters: z.number(),
  azimuthDegrees: z.number(),
})
const geometry = z.discriminatedUnion('kind', [
  ellipse,
  z.strictObject({
    kind: z.literal('sector'),
    observer: position,
    bearingDegrees: z.number(),
    bearingHalfWidthDegrees: z.number(),
    rangeMinimumMeters: z.number(),
    rangeMaximumMeters: z.number(),
  }),
  z.strictObject({ kind: z.literal('footprint'), center: position, ring: z.array(position) }),
])
const params = z.record(z.string(), z.union([z.string(), z.number()]))
const reason = z.strictObject({ code: z.string(), params, logOdds: z.number().exactOptional() })
const problem = z.strictObject({ path: z.string(), code: z.string(), params: params.exactOptional() })
const likelihood = z.strictObject({
  kind: z.literal('likelihood'),
  probability: z.number(),
  band: z.enum(LIKELIHOOD_BANDS.map((one) => one.band)),
})

const observation = z.strictObject({
  id: digest,
  source: z.string(),
  means: z.enum(MEANS),
  asset: z.string().nullable(),
  lineage: z.string(),
  time: interval.extend({ precision: z.enum(['instant', 'interval', 'day']) }),
  geometry,
  placeName: z.string().nullable(),
  effect: z.enum(EFFECTS),
  count: z.strictObject({ value: z.number(), qualifier: z.enum(['exact', 'at-least', 'about']) }),
  weapon: z.strictObject({
    weaponClass: z.enum(WEAPON_CLASSES),
    calibreMillimetres: z.number().nullable(),
  }),
  flightDirectionDegrees: z.number().nullable(),
  assessedContext: z.enum(['none', 'exercise', 'controlled-detonation', 'not-known']),
  sensorConfidence: z.enum(['low', 'nominal', 'high']).nullable(),
  grades: z.strictObject({
    source: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
    information: z.literal([1, 2, 3, 4, 5, 6]),
  }),
  measurements: z.record(z.string(), z.number()),
  labels: z.array(z.string()),
  text: z.string().nullable(),
  owner: z.string(),
  audiences: z.array(z.string()),
  originOfFire: z.boolean(),
  supersedes: digest.nullable(),
})

const steadySource = z.strictObject({
  id: digest,
  center: position,
  radiusMeters: z.number(),
  members: z.array(digest),
  reasons: z.array(reason),
})

const incident = z.strictObject({
  id: digest,
  interval,
  geometry: ellipse,
  members: z.array(digest),
  means: z.array(z.enum(MEANS)),
  independentSources: z.number(),
  hypotheses: z.array(z.strictObject({ hypothesis: z.enum(HYPOTHESES), probability: z.number() })),
  likelihood,
  reasons: z.array(reason),
})

const distance = z.strictObject({
  line: z.string(),
  meters: z.number().nullable(),
  uncertaintyMeters: z.number(),
  side: z.string().nullable(),
  nearest: position.nullable(),
})

const provisionResult = z.strictObject({
  provision: z.string(),
  act: z.enum(ACTS),
  verdict: z.enum(['breach', 'no breach', 'cannot tell', 'out of force']),
  probability: z.number(),
  distances: z.array(distance),
  reasons: z.array(reason),
})

const possibleViolation = z.strictObject({
  id: digest,
  incident: digest,
  provision: z.string(),
  act: z.enum(ACTS),
  severity: z.string(),
  standing: z.enum(['possible-violation', 'indication']),
  likelihood,
  distances: z.array(distance),
  clock: z.strictObject({ breach: instant, elapsedSeconds: z.number() }),
  speaksFor: z.array(reason),
  speaksAgainst: z.array(reason),
})

const configured = z.strictObject({
  agreement: z.strictObject({
    digest,
    id: z.string(),
    name: z.record(z.string(), z.string()),
    document: json,
  }),
  asOf: z.string(),
  audience: z.string().nullable(),
  exercise: z.boolean(),
  versions: z.record(z.string(), z.string()),
  background: z.strictObject({ name: z.string(), digest }).nullable(),
  engine: z.strictObject({
    name: z.string(),
    version: z.string(),
    parameters: z.record(z.string(), z.number()),
  }),
})

const received = z.strictObject({
  original: digest,
  source: z.string(),
  name: z.string(),
  bytes: count,
  encoding: z.string(),
  rows: count,
  observations: count,
  duplicates: count,
  quarantined: count,
})

const lineDerived = z.strictObject({
  line: z.string(),
  original: digest.nullable(),
  date: z.string().nullable(),
  kind: z.enum(['codified', 'claimed', 'working']),
  method: z.string(),
  source: z.string(),
  borderSource: z.string().nullable(),
  toleranceKilometres: z.number().nullable(),
  lengthKilometres: z.number(),
  sensitivity: z.strictObject({ half: z.number(), double: z.number() }).nullable(),
  parts: z.array(z.array(position)),
})

/** The body of each kind of record that a run writes, read and written by one schema; whatever else stands in a body is refused. */
export const RECORD_BODIES = {
  configured,
  reference: z.strictObject({
    role: z.enum(['agreement', 'manifest', 'background', 'frontline', 'frontline-of-day', 'mapping']),
    original: digest,
    name: z.string(),
    bytes: count,
  }),
  received,
  observation: z.strictObject({ observation, original: digest, row: count }),
  duplicate: z.strictObject({ of: digest, original: digest, row: count }),
  quarantined: z.strictObject({
    original: digest,
    row: count,
    rawDigest: digest,
    raw: z.string(),
    problems: z.array(problem),
  }),
  'line-derived': lineDerived,
  'steady-source': z.strictObject({ steadySource }),
  incident: z.strictObject({
    incident,
    results: z.array(provisionResult),
    possibleViolations: z.array(possibleViolation),
  }),
  published: z.strictObject({
    journal: z.strictObject({ size: count, root: z.string() }),
    files: z.array(z.strictObject({ name: z.string(), digest, bytes: count })),
    withheldOriginals: z.array(digest).exactOptional(),
  }),
} as const
