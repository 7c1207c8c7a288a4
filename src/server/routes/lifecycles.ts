// SPDX-License-Identifier: Apache-2.0
import { createRoute, type z } from '@hono/zod-openapi'

import type { Lifecycle } from '#kernel'
import { DELIVERY_LIFECYCLE } from '#notices'
import { PROCEEDING_NAMES, proceedingNamed } from '#responses'

import type { ServerApp } from '../env.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { lifecyclesSchema } from '../schemas/proceedings.ts'

const route = createRoute({
  method: 'get',
  path: '/api/v1/lifecycles',
  summary: 'Every table of states and events: what may happen when, and why not',
  responses: { 200: jsonAnswer('By name.', lifecyclesSchema) },
})

/** The tables that every decision is held against; anyone may read them. */
export function addLifecycles(app: ServerApp): void {
  const all: readonly Lifecycle<string, string>[] = [
    ...PROCEEDING_NAMES.map((name) => proceedingNamed(name).lifecycle),
    DELIVERY_LIFECYCLE,
  ]
  const tables: z.infer<typeof lifecyclesSchema> = Object.fromEntries(
    all.map(({ name, initial, states, events, table }) => [
      name,
      {
        initial,
        states: [...states],
        events: [...events],
        table: { ...table },
      },
    ]),
  )
  app.openapi(route, (c) => c.json(tables, 200))
}
