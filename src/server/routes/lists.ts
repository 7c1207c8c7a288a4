// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { isDigest, type Instant, type Result } from '#kernel'

import type { AddRoutes } from '../app.ts'
import { LISTS } from '../desk-kinds.ts'
import { viewerOf } from '../door.ts'
import { needs } from '../gates/sign-in.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { idParamSchema } from '../schemas/path.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { instantText } from '../schemas/query.ts'
import { allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'
import { readItem } from './desk.ts'

export interface ListRoutes {
  /** Publishes the reviewed list of the window that begins then; gives its id. */
  publishReviewed(windowStart: Instant, person: string): Promise<Result<string>>
}

const content = createRoute({
  method: 'get',
  path: '/api/v1/lists/{id}/content',
  summary: 'A list as it was published, byte for byte',
  request: { params: idParamSchema },
  responses: {
    200: {
      description: 'The bytes whose digest is on record.',
      content: { 'application/json': { schema: z.looseObject({ schema: z.string(), id: z.string() }) } },
    },
    ...problemsOf('sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
  },
})

const review = createRoute({
  method: 'post',
  path: '/api/v1/lists/reviewed',
  summary: 'Publish the reviewed list of a window, once',
  middleware: allows('release'),
  request: jsonBody(
    z.strictObject({ window: instantText.openapi({ description: 'When the window begins.' }) }),
  ),
  responses: {
    201: jsonAnswer('Durable.', z.object({ id: z.string() }).openapi('PublishedList')),
    ...problemsOf('sign-in-needed', 'not-allowed', 'second-factor-needed', 'body-unusable', 'conflict'),
  },
})

/** Lists beyond what every kind of item has: their bytes, and the list that a person publishes. */
export const addLists =
  ({ publishReviewed }: ListRoutes): AddRoutes =>
  (app, ports) => {
    app.use('/api/v1/lists/:id/content', needs(ports, 'read'))
    app.openapi(content, async (c) => {
      const viewer = await viewerOf(ports, c.get('identity').reader, 'item')
      const list = await readItem(ports, LISTS, viewer, c.req.valid('param').id, null)
      const digest = list?.document['digest']
      if (typeof digest !== 'string' || !isDigest(digest)) throw new ProblemError({ code: 'not-found' })
      const pieces: Uint8Array[] = []
      for await (const piece of ports.originals.read(digest)) pieces.push(piece)
      return c.body(Buffer.concat(pieces), 200, { 'content-type': 'application/json' }) as never
    })
    app.openapi(review, async (c) => {
      const { window } = c.req.valid('json')
      const id = takeOrRefuse(await publishReviewed(window, signedInOf(c).person.id))
      return c.json({ id }, 201)
    })
  }
