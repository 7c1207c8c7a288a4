// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { Enrolment } from '#adapters'
import { ok, problem, refuse } from '#kernel'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { problemsOf } from '../schemas/answer.ts'
import {
  accountSchema,
  enrolmentSchema,
  jsonAnswer,
  jsonBody,
  personRequestSchema,
  personSchema,
  shortText,
  toAccountAnswer,
  toPersonAnswer,
} from '../schemas/people.ts'
import { administratorOf, allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

const STEPS = [
  'lock',
  'unlock',
  'close',
  'request-recovery',
  'approve-recovery',
  'withdraw-recovery',
] as const

const params = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .openapi({ param: { name: 'id', in: 'path' } }),
})
const refusals = problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict')

const list = createRoute({
  method: 'get',
  path: '/api/v1/people',
  summary: 'The accounts of your compartment',
  responses: {
    200: jsonAnswer('By login.', z.object({ items: z.array(accountSchema) })),
    ...problemsOf('sign-in-needed', 'not-allowed', 'second-factor-needed'),
  },
})

const add = createRoute({
  method: 'post',
  path: '/api/v1/people',
  summary: 'Invite a person to your compartment',
  request: jsonBody(personRequestSchema),
  responses: { 201: jsonAnswer('Invited.', enrolmentSchema), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/api/v1/people/{id}',
  summary: 'Another name, organisation or set of roles',
  request: {
    params,
    ...jsonBody(
      z.strictObject({
        name: shortText.optional(),
        organisation: shortText.optional(),
        roles: z.array(shortText).max(20).optional(),
      }),
    ),
  },
  responses: { 200: jsonAnswer('As it stands now.', personSchema), ...refusals },
})

const step = createRoute({
  method: 'post',
  path: '/api/v1/people/{id}/steps',
  summary: 'Lock, unlock, close or recover an account; recovery takes two administrators',
  request: { params, ...jsonBody(z.strictObject({ step: z.enum(STEPS) })) },
  responses: {
    200: jsonAnswer(
      'Done; with a code where a recovery was approved.',
      z.object({ enrolment: enrolmentSchema.nullable() }),
    ),
    ...refusals,
  },
})

const invite = createRoute({
  method: 'post',
  path: '/api/v1/people/{id}/enrolment',
  summary: 'A new code for somebody invited or recovered; an older one opens nothing any more',
  request: { params },
  responses: { 201: jsonAnswer('The code.', enrolmentSchema), ...refusals },
})

/** Looking after the accounts of one's own compartment. */
export function addPeople(app: ServerApp, { people }: PeopleRoutes): void {
  const { desk, sessions } = people
  app.use('/api/v1/people', allows('administer-people'))
  app.use('/api/v1/people/*', allows('administer-people'))
  app.openapi(list, async (c) => {
    const accounts = await desk.accounts.list(signedInOf(c).person.compartment)
    return c.json({ items: accounts.map(toAccountAnswer) }, 200)
  })
  app.openapi(add, async (c) => {
    const invited = takeOrRefuse(await desk.add(administratorOf(c), c.req.valid('json')))
    return c.json(toEnrolmentAnswer(invited), 201)
  })
  app.openapi(change, async (c) => {
    const wanted = c.req.valid('json')
    const isEmpty = Object.values(wanted).every((value) => value === undefined)
    takeOrRefuse(isEmpty ? refuse(problem('', 'nothing-to-change')) : ok(true))
    const person = takeOrRefuse(await desk.change(administratorOf(c), c.req.valid('param').id, wanted))
    return c.json(toPersonAnswer(person), 200)
  })
  app.openapi(step, async (c) => {
    const { id } = c.req.valid('param')
    const enrolment = takeOrRefuse(await desk.step(administratorOf(c), id, c.req.valid('json').step))
    sessions.endAllOf(id, 'account-changed')
    return c.json({ enrolment: enrolment === null ? null : toEnrolmentAnswer(enrolment) }, 200)
  })
  app.openapi(invite, async (c) => {
    const invited = takeOrRefuse(await desk.invite(administratorOf(c), c.req.valid('param').id))
    return c.json(toEnrolmentAnswer(invited), 201)
  })
}

const toEnrolmentAnswer = ({ person, code }: Enrolment) => ({ person: toPersonAnswer(person), code })
