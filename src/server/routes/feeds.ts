// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { formatInstant, SECOND_MS } from '#kernel'
import { isInside } from '#releasability'
import { expectedIntervalMs } from '#sources'

import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'

const feedsSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        source: z.string(),
        originals: z.int(),
        lastReceivedAt: z.string().nullable(),
        ageSeconds: z
          .number()
          .nullable()
          .openapi({ description: 'Since anything came of it; null before the first.' }),
        expectedEverySeconds: z.number().nullable().openapi({
          description: 'The longest its source lets pass while it works; null where nothing is expected.',
        }),
        silentSince: z.string().nullable().openapi({ description: 'Where its silence is on record.' }),
      }),
    ),
  })
  .openapi('Feeds')

const route = createRoute({
  method: 'get',
  path: '/api/v1/feeds',
  summary: 'How fresh each feed is; for the Mechanism',
  responses: {
    200: { description: 'Every feed.', content: { 'application/json': { schema: feedsSchema } } },
    ...problemsOf('sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

/** When a feed was silent tells what could be seen: freshness stays inside the Mechanism. */
export function addFeeds(app: ServerApp, ports: ServerPorts): void {
  app.use('/api/v1/feeds', needs(ports, 'read'))
  app.openapi(route, async (c) => {
    if (!isInside(c.get('identity').reader)) throw new ProblemError({ code: 'not-allowed' })
    const now = ports.now()
    const standings = await ports.queries.feeds()
    const silences = await ports.feeds.silences()
    const items = standings.map(({ id, source, originals, lastReceivedAt }) => {
      const [silent, expectedMs] = [silences.get(id), expectedIntervalMs(source)]
      return {
        id,
        source,
        originals,
        lastReceivedAt: lastReceivedAt === null ? null : formatInstant(lastReceivedAt),
        ageSeconds: lastReceivedAt === null ? null : Math.max(0, (now - lastReceivedAt) / SECOND_MS),
        expectedEverySeconds: expectedMs === null ? null : expectedMs / SECOND_MS,
        silentSince: silent === undefined ? null : formatInstant(silent),
      }
    })
    return c.json({ items }, 200)
  })
}
