// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { ServerApp } from '../env.ts'
import { needs } from '../gates/sign-in.ts'
import type { ServerPorts } from '../ports.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'

const MOST_PLACES = 8
const MOST_CHARACTERS = 100

const route = createRoute({
  method: 'get',
  path: '/api/v1/places',
  summary: 'Settlements of the gazetteer by how their names begin, the largest first',
  request: { query: z.strictObject({ q: z.string().trim().min(1).max(MOST_CHARACTERS) }) },
  responses: {
    200: jsonAnswer(
      'None where the service has no gazetteer.',
      z
        .object({
          items: z.array(z.object({ name: z.string(), latitude: z.number(), longitude: z.number() })),
        })
        .openapi('Places'),
    ),
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

/** Where something lies, for whoever reads maps; what happened there is asked for by `/api/v1/search`. */
export function addPlaces(app: ServerApp, ports: ServerPorts): void {
  app.use('/api/v1/places', needs(ports, 'read'))
  app.openapi(route, async (c) => {
    const places = await ports.findPlaces(c.req.valid('query').q, MOST_PLACES)
    const items = places.map(({ name, position: { latitude, longitude } }) => ({ name, latitude, longitude }))
    return c.json({ items }, 200)
  })
}
