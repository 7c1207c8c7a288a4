// SPDX-License-Identifier: Apache-2.0
import { text } from 'node:stream/consumers'

import { buildCommand, buildRouteMap } from '@stricli/core'
import * as z from 'zod'

import { COMPARTMENT_KINDS, ROLES } from '#people'

import { print, printJson, type CliContext } from './context.ts'
import { runOnMission } from './mission-commands.ts'
import { failWith } from './problems.ts'

const data = { kind: 'parsed', parse: String, brief: 'Folder of the mission', placeholder: 'folder' } as const
const login = {
  kind: 'parsed',
  parse: String,
  brief: 'What the person types to sign in',
  placeholder: 'name',
} as const

interface AddFlags {
  readonly data: string
  readonly login: string
  readonly name: string
  readonly organisation: string
  readonly nation: string
  readonly compartment: string
  readonly role: readonly string[]
  readonly passwordStdin: boolean
}

const addedSchema = z.object({ login: z.string(), code: z.string().nullable() })

async function runAdd(this: CliContext, flags: AddFlags): Promise<void> {
  const { data: folder, role: roles, passwordStdin, name, organisation, nation, compartment } = flags
  // One line, as a pipe gives it; a password may begin or end with a space.
  const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
  const request = { login: flags.login, name, organisation, nation, compartment, roles }
  const added = await runOnMission(folder, 'user-add', { request, password })
  if (!added.ok) return failWith(this, 'Nobody was added.', added.problems)
  const answer = addedSchema.parse(added.value)
  if (answer.code === null) return print(this, `${answer.login} can sign in.`)
  print(this, answer.code)
  this.process.stderr.write(
    `${answer.login} is invited. Tell the code above to the person by another way; it is shown this once and lasts 72 hours.\n`,
  )
}

const addCommand = buildCommand<AddFlags, [], CliContext>({
  func: runAdd,
  parameters: {
    flags: {
      data,
      login,
      name: { kind: 'parsed', parse: String, brief: 'Name as it stands on records', placeholder: 'text' },
      organisation: { kind: 'parsed', parse: String, brief: 'Organisation', placeholder: 'text' },
      nation: {
        kind: 'parsed',
        parse: String,
        brief: 'Nation by its two letters (ISO 3166-1)',
        placeholder: 'XX',
      },
      compartment: {
        kind: 'parsed',
        parse: String,
        brief: `Compartment: ${COMPARTMENT_KINDS.map((kind) => (kind === 'party' ? 'party:<id>' : kind)).join(', ')}`,
        placeholder: 'name',
      },
      role: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        brief: `Role, may be given several times: ${ROLES.join(', ')}`,
        placeholder: 'role',
      },
      passwordStdin: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief: 'Take the password from standard input instead of printing an enrolment code',
      },
    },
  },
  docs: {
    brief: 'Add a person; prints the code with which they choose their password',
    fullDescription: [
      'Adds a person and prints, alone, the one-time code with which they choose their password.',
      'Works while the mission is being served, and while it is not.',
      '',
      'Example',
      '  marsad user add --data mission --login a.person --name "A Person" --organisation Mechanism --nation FI --compartment mechanism --role analyst',
    ].join('\n'),
  },
})

const listedSchema = z.array(
  z.object({
    login: z.string(),
    name: z.string(),
    compartment: z.string(),
    roles: z.array(z.string()),
    state: z.string(),
  }),
)

async function runList(
  this: CliContext,
  flags: { readonly data: string; readonly json: boolean },
): Promise<void> {
  const listed = await runOnMission(flags.data, 'user-list', {})
  if (!listed.ok) return failWith(this, 'The accounts could not be read.', listed.problems)
  if (flags.json) return printJson(this, listed.value)
  for (const one of listedSchema.parse(listed.value)) {
    print(this, [one.login, one.state, one.compartment, one.roles.join(','), one.name].join('\t'))
  }
}

const listCommand = buildCommand<{ readonly data: string; readonly json: boolean }, [], CliContext>({
  func: runList,
  parameters: {
    flags: {
      data,
      json: { kind: 'boolean', default: false, withNegated: false, brief: 'As JSON' },
    },
  },
  docs: { brief: 'List accounts: login, state, compartment, roles, name' },
})

interface StepFlags {
  readonly data: string
  readonly login: string
}

const stepCommand = (command: 'user-lock' | 'user-unlock' | 'user-close', brief: string, done: string) =>
  buildCommand<StepFlags, [], CliContext>({
    async func(flags) {
      const result = await runOnMission(flags.data, command, { login: flags.login })
      if (!result.ok) return failWith(this, 'Nothing was changed.', result.problems)
      print(this, `${flags.login} is ${done}.`)
    },
    parameters: { flags: { data, login } },
    docs: { brief },
  })

export const userRoutes = buildRouteMap({
  routes: {
    add: addCommand,
    list: listCommand,
    lock: stepCommand('user-lock', 'Lock an account; its sessions end', 'locked'),
    unlock: stepCommand('user-unlock', 'Open a locked account', 'open again'),
    close: stepCommand('user-close', 'Close an account for good', 'closed'),
  },
  docs: { brief: 'People who may enter' },
})
