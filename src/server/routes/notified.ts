// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { toInstant } from '#kernel'

import { DESK_KINDS } from '../desk-kinds.ts'
import { viewerOf } from '../door.ts'
import type { ServerApp } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import { notificationsFor, whereOfItem } from '../proceedings/notified.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { idParamSchema } from '../schemas/path.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { notificationMatchSchema } from '../schemas/proceedings.ts'
import { readItem } from './desk.ts'

const route = createRoute({
  method: 'get',
  path: '/api/v1/incidents/{id}/notifications',
  summary: 'Notifications that the incident falls into by time and place, with the notice in hours',
  request: { params: idParamSchema },
  responses: {
    200: jsonAnswer(
      'Those that you may read; whether one excuses anything is for people.',
      z.object({ items: z.array(notificationMatchSchema) }),
    ),
    ...problemsOf('sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
  },
})

/** Matches are worked out from the form of the incident that whoever asks may see, so that they tell no more of its place. */
export function addNotified(app: ServerApp, server: ServerPorts, { queries }: ProceedingPorts): void {
  const incidents = DESK_KINDS.find(({ kind }) => kind === 'incident')
  if (incidents === undefined) throw new TypeError('no desk of incidents')
  app.openapi(route, async (c) => {
    const { reader } = c.get('identity')
    const viewer = await viewerOf(server, reader, 'item')
    const item = await readItem(server, incidents, viewer, c.req.valid('param').id, null)
    if (item === null) throw new ProblemError({ code: 'not-found' })
    const { center, document } = item
    const interval = { start: toInstant(Date.parse(item.start)), end: toInstant(Date.parse(item.end)) }
    const where = whereOfItem({ interval, center, document: document as never })
    const found = where === null ? [] : await notificationsFor(queries, reader.audiences, [where])
    return c.json({ items: found.map((one) => ({ ...one })) }, 200)
  })
}
