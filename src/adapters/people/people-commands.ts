// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import { ok, problem, refuse, type JsonValue, type Result } from '#kernel'
import { normalLogin, type Account } from '#people'

import type { PeopleDesk } from './people-desk.ts'

const text = z.string()

/** What the command line asks about people, whether the service answers through its socket or the command holds the mission itself. */
const peopleCommand = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('user-add'),
    request: z.strictObject({
      login: text,
      name: text,
      organisation: text,
      nation: text,
      compartment: text,
      roles: z.array(text),
    }),
    /** Null where the person is to choose their own, with a code. */
    password: text.nullable(),
  }),
  z.strictObject({ command: z.literal('user-list') }),
  z.strictObject({ command: z.literal('user-lock'), login: text }),
  z.strictObject({ command: z.literal('user-unlock'), login: text }),
  z.strictObject({ command: z.literal('user-close'), login: text }),
])
export const PEOPLE_COMMANDS = peopleCommand.options.map((option) => option.shape.command.value)

/** Carries out a command about people with the authority of the console. */
export async function carryOutPeopleCommand(
  desk: PeopleDesk,
  command: string,
  params: JsonValue,
): Promise<Result<JsonValue>> {
  const read = peopleCommand.safeParse(Object.assign({}, params, { command }))
  if (!read.success) return refuse(problem('', 'mission-command-unreadable'))
  const asked = read.data
  switch (asked.command) {
    case 'user-add': {
      if (asked.password !== null) {
        const added = await desk.addWithPassword(asked.request, asked.password)
        return added.ok ? ok({ login: added.value.login, code: null }) : added
      }
      const invited = await desk.add({ kind: 'console' }, asked.request)
      return invited.ok ? ok({ login: invited.value.person.login, code: invited.value.code }) : invited
    }
    case 'user-list':
      return ok((await desk.accounts.list(null)).map(toLine))
    case 'user-lock':
      return stepOn(desk, asked.login, 'lock')
    case 'user-unlock':
      return stepOn(desk, asked.login, 'unlock')
    case 'user-close':
      return stepOn(desk, asked.login, 'close')
  }
}

const toLine = ({ person, state }: Account): JsonValue => ({ ...person, roles: [...person.roles], state })

async function stepOn(
  desk: PeopleDesk,
  login: string,
  step: 'lock' | 'unlock' | 'close',
): Promise<Result<JsonValue>> {
  const account = await desk.accounts.byLogin(normalLogin(login))
  if (account === null) return refuse(problem('--login', 'person-unknown'))
  const done = await desk.step({ kind: 'console' }, account.person.id, step)
  return done.ok ? ok({ login: account.person.login }) : done
}
