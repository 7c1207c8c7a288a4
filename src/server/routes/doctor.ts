// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { Finding } from '#adapters'

import type { AddRoutes } from '../app.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { allows, signedInOf } from '../signed-in.ts'

const findingSchema = z
  .object({
    state: z.enum(['fine', 'warning', 'fault']).openapi({
      description: '`fault`: do something now. `warning`: do something soon.',
    }),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('DoctorFinding')

const route = createRoute({
  method: 'get',
  path: '/api/v1/doctor',
  summary: 'What `marsad doctor` finds on the mission as it runs; for administrators of the Mechanism',
  middleware: allows('administer-people'),
  responses: {
    200: jsonAnswer('Every check, in a fixed order.', z.object({ items: z.array(findingSchema) })),
    ...problemsOf('sign-in-needed', 'not-allowed', 'too-many-requests'),
  },
})

/** The machine is in the care of the Mechanism: what waits and how full a disk is says to nobody else when something came. */
export const addDoctor =
  (examine: () => Promise<readonly Finding[]>): AddRoutes =>
  (app) =>
    void app.openapi(route, async (c) => {
      if (signedInOf(c).person.compartment !== 'mechanism') throw new ProblemError({ code: 'not-allowed' })
      const items = (await examine()).map(({ state, code, params }) => ({
        state,
        code,
        params: { ...params },
      }))
      return c.json({ items }, 200)
    })
