// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { ServerApp } from '../env.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import {
  appendWatch,
  insideReader,
  logIndex,
  placeSchema,
  readWatch,
  watchEntrySchema,
  watchText,
} from '../proceedings/watch-entries.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'

const MOST_ENTRIES = 500
const refusals = problemsOf('body-unusable', 'query-unusable', 'sign-in-needed', 'not-allowed')

const list = createRoute({
  method: 'get',
  path: '/api/v1/watch-log',
  summary: 'What the watch wrote and what happened to cases and all else meanwhile, in the order of the log',
  request: {
    query: z.strictObject({
      from: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional()
        .openapi({ type: 'integer', description: 'First place in the log; 0 where absent.' }),
    }),
  },
  responses: {
    200: jsonAnswer(
      'For the Mechanism.',
      z.object({ items: z.array(watchEntrySchema), next: logIndex.nullable(), asOf: logIndex }),
    ),
    ...refusals,
  },
})
const write = createRoute({
  method: 'post',
  path: '/api/v1/watch-log',
  summary: 'Write into the watch log; nothing in it is edited',
  request: jsonBody(z.strictObject({ text: watchText })),
  responses: { 201: jsonAnswer('Durable.', placeSchema), ...refusals },
})

/** The watch log of the Mechanism: what people write, and by itself what happened. */
export function addWatchLog(app: ServerApp, ports: ProceedingPorts): void {
  app.openapi(list, async (c) => {
    const reader = insideReader(c)
    const asOf = await ports.ledger.sizeOf('public')
    const span = { from: Number(c.req.valid('query').from ?? 0), to: asOf }
    return c.json({ ...(await readWatch(ports.ledger, reader, span, MOST_ENTRIES)), asOf }, 200)
  })
  app.openapi(write, async (c) => {
    insideReader(c)
    const { log, index } = await appendWatch(ports, c, 'watch-entry', { text: c.req.valid('json').text })
    return c.json({ log: { name: log, index } }, 201)
  })
}
