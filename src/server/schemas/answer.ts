// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { isDigest, type Digest } from '#kernel'

import { PROBLEM_CODES, type ProblemCode } from '../problem-codes.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem.ts'

const codes = Object.keys(PROBLEM_CODES) as [ProblemCode, ...ProblemCode[]]

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    problems: z.array(
      z.object({
        path: z.string(),
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      }),
    ),
  })
  .openapi('Problem')

/** The refusals that a route can give, for its document. */
export const problemsOf = (...given: readonly ProblemCode[]) =>
  Object.fromEntries(
    given.map((code) => [
      PROBLEM_CODES[code].status,
      {
        description: PROBLEM_CODES[code].title,
        content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema } },
      },
    ]),
  )

export const digestSchema = z
  .custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected')
  .openapi({ type: 'string', pattern: '^[0-9a-f]{64}$' })

const positionSchema = z
  .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .openapi('Position')

export const itemSchema = z
  .object({
    id: z.string(),
    start: z.string().openapi({ format: 'date-time' }),
    end: z.string().openapi({ format: 'date-time' }),
    center: positionSchema
      .nullable()
      .openapi({ description: 'Null where it has no place, or none for you.' }),
    since: z.int().openapi({ description: 'Size of the public log from which on this version holds.' }),
    document: z.record(z.string(), z.unknown()).openapi({
      description: 'The stored document, in the form of its `schema`, as far as you may read it.',
    }),
  })
  .openapi('Item')
export type ItemAnswer = z.infer<typeof itemSchema>

export const pageSchema = z
  .object({
    items: z.array(itemSchema),
    next: z.string().nullable().openapi({ description: 'Cursor of the next page; null on the last.' }),
    asOf: z.int().openapi({ description: 'Size of the public log that was answered for.' }),
    total: z.object({
      atLeast: z.int().openapi({ description: 'How many you may read; there may be more that you may not.' }),
    }),
    exercise: z.boolean(),
  })
  .openapi('Page')
export type PageAnswer = z.infer<typeof pageSchema>
