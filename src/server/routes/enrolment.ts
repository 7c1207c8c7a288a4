// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { digestOfCode, isCode } from '#adapters'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import {
  enrolmentSchema,
  jsonAnswer,
  jsonBody,
  personRequestSchema,
  shortText,
  toPersonAnswer,
} from '../schemas/people.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'
import { entryGuard } from './session.ts'

const enrol = createRoute({
  method: 'post',
  path: '/api/v1/enrolment',
  summary: 'The first password of somebody invited or recovered, with the code that they were told',
  request: jsonBody(z.strictObject({ login: shortText, code: shortText, password: z.string().max(1_024) })),
  responses: {
    204: { description: 'The password is set; sign in with it.' },
    ...problemsOf('body-unusable', 'enrolment-refused', 'origin-refused', 'too-many-requests'),
  },
})

const setUp = createRoute({
  method: 'post',
  path: '/api/v1/set-up',
  summary: 'The first two administrators, with the code that the console showed at the first start',
  request: jsonBody(z.strictObject({ code: shortText, administrators: z.array(personRequestSchema).max(2) })),
  responses: {
    201: jsonAnswer('Both are invited.', z.object({ enrolments: z.array(enrolmentSchema) })),
    ...problemsOf('body-unusable', 'set-up-refused', 'origin-refused', 'too-many-requests'),
  },
})

/** Ways in for people who have no password yet. */
export function addEnrolment(
  app: ServerApp,
  { now }: ServerPorts,
  { people, setUpCode }: PeopleRoutes,
): void {
  const guard = entryGuard(now)
  const expected = setUpCode === null ? null : digestOfCode(setUpCode)
  app.openapi(enrol, async (c) => {
    guard(c)
    const { login, code, password } = c.req.valid('json')
    takeOrRefuse(await people.signIn.enrol(login, code, password))
    return c.body(null, 204)
  })
  app.openapi(setUp, async (c) => {
    guard(c)
    const { code, administrators } = c.req.valid('json')
    if (!isCode(code, expected)) throw new ProblemError({ code: 'set-up-refused' })
    const enrolments = takeOrRefuse(await people.desk.setUp(administrators))
    return c.json(
      {
        enrolments: enrolments.map(({ person, code: told }) => ({
          person: toPersonAnswer(person),
          code: told,
        })),
      },
      201,
    )
  })
}
