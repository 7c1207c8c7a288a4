// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { isOnThisMachine, type ServerApp } from '../env.ts'
import type { Metrics } from '../metrics.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'

const statusSchema = z.object({ status: z.literal('ok') })

const readySchema = statusSchema.extend({
  alarms: z
    .array(z.string())
    .optional()
    .openapi({ description: 'Codes of what somebody must look at; told on the machine itself alone.' }),
})

const healthz = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process runs',
  responses: { 200: { description: 'It does.', content: { 'application/json': { schema: statusSchema } } } },
})

const readyz = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether it can answer',
  responses: {
    200: { description: 'It can.', content: { 'application/json': { schema: readySchema } } },
    ...problemsOf('not-ready'),
  },
})

/** For whoever keeps the service running; `/metrics` is for this machine alone, and not for what a proxy passes on. */
export function addOperations(app: ServerApp, ports: ServerPorts, metrics: Metrics): void {
  app.openapi(healthz, (c) => c.json({ status: 'ok' as const }, 200))
  app.openapi(readyz, async (c) => {
    const problems = (await ports.notReady()).map((code) => ({ path: '', code }))
    if (problems.length > 0) {
      throw new ProblemError({
        code: 'not-ready',
        problems,
        retryAfterSeconds: ports.settings.retryAfterSeconds,
      })
    }
    // When a clock is wrong tells a reader which times to doubt: that is for whoever keeps the machine.
    return c.json(
      { status: 'ok' as const, ...(isOnThisMachine(c) ? { alarms: [...(await ports.alarms())] } : {}) },
      200,
    )
  })
  app.get('/metrics', async (c, next) => {
    // To everybody else it is a path like any other that they may not know.
    if (!isOnThisMachine(c)) return next()
    metrics.alarms.reset()
    for (const code of await ports.alarms()) metrics.alarms.set({ code }, 1)
    metrics.backlog.set(await ports.feeds.backlog())
    metrics.residentBytes.set(process.memoryUsage.rss())
    return c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
  })
}
