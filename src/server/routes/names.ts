// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { kindOfCompartment, type Compartment } from '#people'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'

const MOST_NAMES = 200

const query = z.strictObject({
  ids: z
    .string()
    .regex(/^[0-9a-f]{32}(,[0-9a-f]{32})*$/, 'person-id-expected')
    .transform((text) => [...new Set(text.split(','))])
    .refine((ids) => ids.length <= MOST_NAMES, 'number-out-of-range')
    .openapi({ type: 'string', description: 'Ids with commas between.' }),
})

const nameSchema = z
  .object({ id: z.string(), name: z.string(), organisation: z.string(), nation: z.string() })
  .openapi('PersonName')

const route = createRoute({
  method: 'get',
  path: '/api/v1/names',
  summary: 'Names to the ids on records, as far as you may have them',
  request: { query },
  responses: {
    200: jsonAnswer('Those that you may have.', z.object({ items: z.array(nameSchema) })),
    ...problemsOf('query-unusable', 'sign-in-needed'),
  },
})

/** Who signs for the mission signs by name for all of it; people of a party are named to that party and to the Mechanism, whom they answer. */
export function addNames(app: ServerApp, { people }: PeopleRoutes): void {
  app.openapi(route, async (c) => {
    const own = signedInOf(c).person.compartment
    const { ids } = c.req.valid('query')
    const accounts = await Promise.all(ids.map((id) => people.desk.accounts.byId(id)))
    const items = accounts.flatMap((account) => {
      if (account === null || !mayName(own, account.person.compartment)) return []
      const { id, name, organisation, nation } = account.person
      return [{ id, name, organisation, nation }]
    })
    return c.json({ items }, 200)
  })
}

function mayName(reader: Compartment, of: Compartment): boolean {
  if (reader === of) return true
  if (kindOfCompartment(reader) === 'party') return false
  return kindOfCompartment(of) !== 'party' || reader === 'mechanism'
}
