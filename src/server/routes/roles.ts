// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import {
  ACTIONS,
  COMPARTMENT_KINDS,
  COMPARTMENTS_OF_ROLE,
  NEEDS_SECOND_FACTOR,
  PERMISSIONS,
  ROLES,
} from '#people'

import type { ServerApp } from '../env.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'

const rolesSchema = z
  .object({
    actions: z.array(z.enum(ACTIONS)),
    needsSecondFactor: z.array(z.enum(ACTIONS)),
    roles: z.array(
      z.object({
        role: z.enum(ROLES),
        compartments: z.array(z.enum(COMPARTMENT_KINDS)),
        actions: z.array(z.enum(ACTIONS)),
      }),
    ),
  })
  .openapi('Roles')

const route = createRoute({
  method: 'get',
  path: '/api/v1/roles',
  summary:
    'The rule of who may do what: each role, in which compartments it has a meaning, and what it allows',
  responses: { 200: jsonAnswer('The whole rule.', rolesSchema), ...problemsOf('sign-in-needed') },
})

/** The table that the service decides by, for everybody in it to read. */
export function addRoles(app: ServerApp): void {
  const answer: z.infer<typeof rolesSchema> = {
    actions: [...ACTIONS],
    needsSecondFactor: [...NEEDS_SECOND_FACTOR],
    roles: ROLES.map((role) => ({
      role,
      compartments: [...COMPARTMENTS_OF_ROLE[role]],
      actions: ACTIONS.filter((action) => PERMISSIONS[role][action]),
    })),
  }
  app.openapi(route, (c) => c.json(answer, 200))
}
