// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { isOnThisMachine, type ServerApp, type ServerContext } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody, shortText } from '../schemas/people.ts'
import { giveSessionCookie } from '../session-cookie.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'
import { entryGuard, sessionSchema, toSessionAnswer } from './session.ts'

/** One account of an exercise that whoever sits at the machine may take. */
export interface Chair {
  readonly login: string
  readonly role: string
  readonly compartment: string
}

/** The way into an exercise that was started to be looked at. */
export interface ExerciseEntry {
  readonly chairs: readonly Chair[]
  /** That of every chair, made for this start and told to nobody. */
  readonly password: string
  /** Where its guided story leads; null until there is one. */
  story(): { readonly case: string; readonly incident: string } | null
}

const name = z.string()
const show = createRoute({
  method: 'get',
  path: '/api/v1/exercise',
  summary: 'In an exercise that was started to be looked at: its accounts, and where its guided story leads',
  responses: {
    200: jsonAnswer(
      'For whoever sits at the machine.',
      z
        .object({
          chairs: z.array(z.object({ login: name, role: name, compartment: name })),
          story: z.object({ case: name, incident: name }).nullable(),
        })
        .openapi('ExerciseEntry'),
    ),
    ...problemsOf('sign-in-needed'),
  },
})
const enter = createRoute({
  method: 'post',
  path: '/api/v1/exercise/session',
  summary: 'In an exercise that was started to be looked at: take one of its accounts, without a password',
  request: jsonBody(z.strictObject({ login: shortText })),
  responses: {
    201: jsonAnswer('Signed in; the cookie is set.', sessionSchema),
    ...problemsOf(
      'body-unusable',
      'sign-in-needed',
      'sign-in-refused',
      'origin-refused',
      'too-many-requests',
    ),
  },
})

/** Ways in without a password. Throws TypeError in anything but an exercise, and is closed to whoever does not sit at the machine. */
export function addExerciseEntry(
  app: ServerApp,
  { settings, now }: ServerPorts,
  { people, secureCookie }: Pick<PeopleRoutes, 'people' | 'secureCookie'>,
  entry: ExerciseEntry,
): void {
  if (!settings.exercise) throw new TypeError('only an exercise has ways in without a password')
  const guard = entryGuard(now)
  app.openapi(show, (c) => {
    refuseOthers(c)
    return c.json({ chairs: [...entry.chairs], story: entry.story() }, 200)
  })
  app.openapi(enter, async (c) => {
    refuseOthers(c)
    guard(c)
    const { login } = c.req.valid('json')
    if (!entry.chairs.some((chair) => chair.login === login))
      throw new ProblemError({ code: 'sign-in-refused' })
    const entered = await people.signIn.byPassword(login, entry.password, null)
    const { account, assurance } = takeOrRefuse(entered)
    const { token, session } = people.sessions.begin(account.person.id, assurance)
    giveSessionCookie(c, token, secureCookie)
    return c.json(toSessionAnswer(account.person, session), 201)
  })
}

/** To everybody else it is a path like any other that they may not know. */
function refuseOthers(c: ServerContext): void {
  if (!isOnThisMachine(c)) throw new ProblemError({ code: 'sign-in-needed' })
}
