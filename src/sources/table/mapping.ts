// SPDX-License-Identifier: Apache-2.0
import { parseDocument } from 'yaml'
import * as z from 'zod'

import { EFFECTS, MEANS, WEAPON_CLASSES } from '#agreement'
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

export const TABLE_MAPPING_SCHEMA = 'marsad/table-mapping@1'

/** Headers are compared in lower case. */
const column = z
  .string()
  .min(1)
  .transform((name) => name.trim().toLowerCase())

/** The same for every row, or taken from a column word by word; a word not listed is refused unless `otherwise` says what it is. */
const choice = <T extends z.ZodType>(value: T) =>
  z.union([
    value,
    z.strictObject({ column, values: z.record(z.string(), value), otherwise: value.exactOptional() }),
  ])

/** The same for every row, or a number of a column times a factor (1000 for kilometres to metres). */
const amount = z.union([z.number(), z.strictObject({ column, times: z.number().exactOptional() })])

const utcOffset = z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, 'not-an-offset')
const moment = z.strictObject({ column, utcOffset: utcOffset.exactOptional() })
const fromColumn = z.strictObject({ column })

const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('point'), latitude: column, longitude: column, radiusMeters: amount }),
  z.strictObject({
    kind: z.literal('sector'),
    observerLatitude: amount,
    observerLongitude: amount,
    bearingDegrees: amount,
    bearingHalfWidthDegrees: amount,
    rangeMinimumMeters: amount,
    rangeMaximumMeters: amount,
  }),
])

const mappingSchema = z.strictObject({
  schema: z.literal(TABLE_MAPPING_SCHEMA),
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not-a-source-name'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  owner: z.string().min(1),
  audiences: z.array(z.string().min(1)).min(1),
  means: choice(z.enum(MEANS)),
  asset: z.union([z.string().min(1), fromColumn]).exactOptional(),
  lineage: fromColumn.exactOptional(),
  time: z.strictObject({
    start: moment,
    end: moment.exactOptional(),
    clockErrorSeconds: z.number().min(0).default(0),
  }),
  place: placeSchema,
  placeName: fromColumn.exactOptional(),
  effect: choice(z.enum(EFFECTS)),
  count: z
    .strictObject({ column, qualifier: z.enum(['exact', 'at-least', 'about']).default('exact') })
    .exactOptional(),
  weaponClass: choice(z.enum(WEAPON_CLASSES)).default('not-known'),
  calibreMillimetres: fromColumn.exactOptional(),
  flightDirectionDegrees: fromColumn.exactOptional(),
  assessedContext: choice(z.enum(['none', 'exercise', 'controlled-detonation', 'not-known'])).default(
    'not-known',
  ),
  sensorConfidence: choice(z.enum(['low', 'nominal', 'high'])).exactOptional(),
  grades: z
    .strictObject({
      source: z.enum(['A', 'B', 'C', 'D', 'E', 'F']),
      information: z.literal([1, 2, 3, 4, 5, 6]),
    })
    .default({ source: 'F', information: 6 }),
  measurements: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'not-a-reading-name'), amount)
    .default({}),
  labels: z.array(column).default([]),
  text: fromColumn.exactOptional(),
  originOfFire: z.boolean().default(false),
})

/** What the columns of a table mean, as docs/spec/table-mapping.md describes it. */
export type TableMapping = z.infer<typeof mappingSchema>

/** A constant, or a column's words and what each means. */
export type Choice<T> =
  | T
  | { readonly column: string; readonly values: Readonly<Record<string, T>>; readonly otherwise?: T }

export type Amount = z.infer<typeof amount>
export type Moment = z.infer<typeof moment>

/** Reads a mapping in YAML or JSON; refuses it with every problem by its path. */
export function parseTableMapping(text: string): Result<TableMapping> {
  const document = parseDocument(text.replace(/^\uFEFF/, ''))
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return refuse(
      ...faults.map(({ code, linePos }) =>
        problem('mapping', 'yaml-unreadable', {
          line: linePos?.[0].line ?? 0,
          column: linePos?.[0].col ?? 0,
          fault: code.toLowerCase().replaceAll('_', '-'),
        }),
      ),
    )
  }
  const parsed = mappingSchema.safeParse(toValue(document))
  return parsed.success ? ok(parsed.data) : refuse(...parsed.error.issues.map(toProblem))
}

/** A document full of aliases is a bomb, not a mapping; it reads as nothing, which the schema refuses. */
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 })
  } catch {
    return undefined
  }
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  return problem(['mapping', ...issue.path].join('.'), 'mapping-field-wrong', { what: issue.message })
}

/** Every column that the mapping names: the table must have them all. */
export function columnsOf(mapping: TableMapping): readonly string[] {
  const columns = new Set<string>(mapping.labels)
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('column' in value && typeof value.column === 'string') columns.add(value.column)
    else Object.values(value).forEach(visit)
  }
  const { place, ...rest } = mapping
  visit(rest)
  if (place.kind === 'point') {
    columns.add(place.latitude)
    columns.add(place.longitude)
  }
  visit(place)
  return [...columns]
}
