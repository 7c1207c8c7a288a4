// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { parseInstant, type Instant } from '#kernel'
import { MOST_ITEMS_IN_A_PAGE } from '#reports'
import type { GeographicBox } from '#sources'

const DEFAULT_LIMIT = 100
const MOST_CURSOR_CHARACTERS = 2_000

/** An RFC 3339 instant with its zone, or a day as midnight in UTC. */
export const instantText = z
  .string()
  .max(40)
  .transform((text, context): Instant => {
    const read = parseInstant(text)
    if (read.ok) return read.value
    for (const { code } of read.problems) context.addIssue({ code: 'custom', message: code })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'date-time', example: '2026-06-24T00:00:00Z' })

const DECIMAL = /^-?\d{1,3}(\.\d{1,12})?$/

/** `west,south,east,north` in degrees, as in GeoJSON (RFC 7946); west may be greater than east across the date line. */
const boxText = z
  .string()
  .max(100)
  .transform((text, context): GeographicBox => {
    const parts = text.split(',')
    const [west, south, east, north] = parts.map((part) => (DECIMAL.test(part) ? Number(part) : Number.NaN))
    const wrong = (code: string): never => {
      context.addIssue({ code: 'custom', message: code })
      return z.NEVER
    }
    if (parts.length !== 4) return wrong('box-needs-four-numbers')
    if (west === undefined || south === undefined || east === undefined || north === undefined) return z.NEVER
    if ([west, south, east, north].some(Number.isNaN)) return wrong('box-not-numbers')
    if (Math.abs(west) > 180 || Math.abs(east) > 180) return wrong('box-longitude-out-of-range')
    if (Math.abs(south) > 90 || Math.abs(north) > 90) return wrong('box-latitude-out-of-range')
    if (south > north) return wrong('box-south-of-north')
    return { west, south, east, north }
  })
  .openapi({ type: 'string', example: '36.5,47.5,38.5,49.5' })

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'whole-number-expected')
    .transform(Number)
    .refine((value) => value <= most, 'number-too-large')

const asOf = wholeNumber(Number.MAX_SAFE_INTEGER).openapi({
  type: 'integer',
  description: 'Size of the public log as of which is asked; now where absent.',
})

const limit = wholeNumber(MOST_ITEMS_IN_A_PAGE)
  .refine((value) => value >= 1, 'number-too-small')
  .openapi({ type: 'integer', minimum: 1, maximum: MOST_ITEMS_IN_A_PAGE, default: DEFAULT_LIMIT })

const span = {
  from: instantText.optional(),
  to: instantText.optional(),
  bbox: boxText.optional(),
  asOf: asOf.optional(),
}

interface Span {
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

const endsAfterItBegins = ({ from, to }: Span): boolean =>
  from === undefined || to === undefined || from <= to
const wrongOrder = { message: 'interval-ends-before-it-begins', path: ['to'] }

/** What cuts a list down; a parameter that is none of these is refused, lest a misspelt one widen an answer. */
export const listQuerySchema = z
  .strictObject({
    ...span,
    cursor: z.string().min(1).max(MOST_CURSOR_CHARACTERS).optional(),
    limit: limit.optional().transform((value) => value ?? DEFAULT_LIMIT),
  })
  .refine(endsAfterItBegins, wrongOrder)
export type ListQuery = z.infer<typeof listQuerySchema>

export const exportQuerySchema = z.strictObject(span).refine(endsAfterItBegins, wrongOrder)
export type ExportQuery = z.infer<typeof exportQuerySchema>

export const itemQuerySchema = z.strictObject({ asOf: asOf.optional() })

const MOST_SEARCH_CHARACTERS = 100

export const searchQuerySchema = z.strictObject({
  q: z.string().trim().min(1).max(MOST_SEARCH_CHARACTERS),
  limit: limit.optional().transform((value) => value ?? DEFAULT_LIMIT),
})
