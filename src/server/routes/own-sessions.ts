// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { formatInstant, toInstant } from '#kernel'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { ProblemError } from '../problem.ts'
import { digestSchema, problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'

const list = createRoute({
  method: 'get',
  path: '/api/v1/session/all',
  summary: 'Your own sessions, the one that asks among them',
  responses: {
    200: jsonAnswer(
      'The latest first.',
      z.object({
        items: z.array(
          z
            .object({
              id: z.string().openapi({ description: 'Names the session; it opens nothing.' }),
              assurance: z.enum(['one-factor', 'two-factor']),
              began: z.string(),
              lastSeen: z.string(),
              isThis: z.boolean(),
            })
            .openapi('OwnSession'),
        ),
      }),
    ),
    ...problemsOf('sign-in-needed'),
  },
})

const end = createRoute({
  method: 'delete',
  path: '/api/v1/session/all/{id}',
  summary: 'End one of your own sessions',
  request: { params: z.object({ id: digestSchema.openapi({ param: { name: 'id', in: 'path' } }) }) },
  responses: { 204: { description: 'Ended.' }, ...problemsOf('sign-in-needed', 'not-found') },
})

/** Where somebody is signed in, for themselves alone. */
export function addOwnSessions(app: ServerApp, { people: { sessions } }: PeopleRoutes): void {
  app.openapi(list, (c) => {
    const { person, session } = signedInOf(c)
    const items = sessions
      .of(person.id)
      .toSorted((a, b) => b.beganMs - a.beganMs)
      .map(({ key, assurance, beganMs, seenMs }) => ({
        id: key,
        assurance,
        began: formatInstant(toInstant(beganMs)),
        lastSeen: formatInstant(toInstant(seenMs)),
        isThis: key === session.key,
      }))
    return c.json({ items }, 200)
  })
  app.openapi(end, (c) => {
    const { id } = c.req.valid('param')
    const isOwn = sessions.of(signedInOf(c).person.id).some(({ key }) => key === id)
    if (!isOwn) throw new ProblemError({ code: 'not-found' })
    sessions.end(id, 'person')
    return c.body(null, 204)
  })
}
