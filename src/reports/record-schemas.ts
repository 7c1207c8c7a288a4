// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { lineDistanceSchema, parseProvisionResultDocument, toProvisionResultDocument } from '#agreement'
import { parsePossibleViolationDocument, toPossibleViolationDocument } from '#assessments'
import {
  parseIncidentDocument,
  parseIncidentPastDocument,
  parseSetAsideDocument,
  parseSteadySourceDocument,
  toIncidentDocument,
  toIncidentPastDocument,
  toSetAsideDocument,
  toSteadySourceDocument,
} from '#incidents'
import { isDigest, type Digest, type JsonValue, type Position, type Result } from '#kernel'
import { parseObservationDocument, toObservationDocument } from '#observations'

import { methodCardSchema } from './method-card/index.ts'

const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected')
const count = z.int().nonnegative()
const json = z.custom<JsonValue>((value) => value !== undefined)
/** Terms may name the locality that a point of a line stands for; a record has the place alone. */
const position = z.codec(
  z.strictObject({ latitude: z.number(), longitude: z.number() }),
  z.custom<Position>(),
  { decode: (place) => place, encode: ({ latitude, longitude }) => ({ latitude, longitude }) },
)
const params = z.record(z.string(), z.union([z.string(), z.number()]))
const problem = z.strictObject({ path: z.string(), code: z.string(), params: params.exactOptional() })

/** What another part stores in its own form, read and written by its own functions; their problems keep code and path. */
const documentOf = <T>(parse: (value: unknown) => Result<T>, write: (value: T) => unknown) =>
  z.codec(z.unknown(), z.custom<T>(), {
    decode: (value, context) => {
      const read = parse(value)
      if (read.ok) return read.value
      for (const { code, path } of read.problems) {
        const at = path === '' ? [] : path.split('.')
        context.issues.push({ code: 'custom', message: code, path: at, input: value })
      }
      return z.NEVER
    },
    encode: write,
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
    parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
  methodCard: methodCardSchema.nullable().exactOptional(),
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

const quarantined = z.strictObject({
  original: digest,
  row: count,
  rawDigest: digest,
  raw: z.string(),
  problems: z.array(problem),
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
  observation: z.strictObject({
    observation: documentOf(parseObservationDocument, toObservationDocument),
    original: digest,
    row: count,
  }),
  duplicate: z.strictObject({ of: digest, original: digest, row: count }),
  quarantined,
  'line-derived': lineDerived,
  'steady-source': z.strictObject({
    steadySource: documentOf(parseSteadySourceDocument, toSteadySourceDocument),
  }),
  'set-aside': z.strictObject({ setAside: documentOf(parseSetAsideDocument, toSetAsideDocument) }),
  incident: z.strictObject({
    incident: documentOf(parseIncidentDocument, toIncidentDocument),
    past: documentOf(parseIncidentPastDocument, toIncidentPastDocument),
    contact: lineDistanceSchema.nullable(),
    results: z.array(documentOf(parseProvisionResultDocument, toProvisionResultDocument)),
    possibleViolations: z.array(documentOf(parsePossibleViolationDocument, toPossibleViolationDocument)),
  }),
  published: z.strictObject({
    journal: z.strictObject({ size: count, root: z.string() }),
    files: z.array(z.strictObject({ name: z.string(), digest, bytes: count })),
    withheldOriginals: z.array(digest).exactOptional(),
  }),
} as const
