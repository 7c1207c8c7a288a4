// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'

import {
  askControl,
  carryOutPeopleCommand,
  createPeople,
  PEOPLE_COMMANDS,
  type Mission,
  type People,
} from '#adapters'
import { problem, refuse, type JsonValue, type Result } from '#kernel'

import { issueToken, listTokens, revokeToken } from './feed-tokens.ts'
import { reportAsOf } from './report-as-of.ts'
import { holdMission, peopleContextOf } from './mission-access.ts'

/** What a command works on: the mission as the serving process has it, or as this one holds it meanwhile. */
export interface CommandContext {
  readonly mission: Mission
  readonly people: People
}

/** A command that works on a mission whether it is being served or not: plain values in, plain values out. */
export type MissionCommand = (context: CommandContext, params: JsonValue) => Promise<Result<JsonValue>>

/** By name, as they go through the control socket. */
export const MISSION_COMMANDS: Readonly<Record<string, MissionCommand>> = {
  'token-issue': issueToken,
  'token-list': listTokens,
  'token-revoke': revokeToken,
  'report-as-of': reportAsOf,
  ...Object.fromEntries(
    PEOPLE_COMMANDS.map((name): [string, MissionCommand] => [
      name,
      ({ people }, params) => carryOutPeopleCommand(people.desk, name, params),
    ]),
  ),
}

/** Runs a command by name; one that an older or later program knows is refused. */
export async function runCommand(
  context: CommandContext,
  name: string,
  params: JsonValue,
): Promise<Result<JsonValue>> {
  const command = Object.hasOwn(MISSION_COMMANDS, name) ? MISSION_COMMANDS[name] : undefined
  return command === undefined
    ? refuse(problem('', 'mission-command-unknown', { command: name }))
    : command(context, params)
}

const ATTEMPTS = 25
const BETWEEN_ATTEMPTS_MS = 200

/** Has the process that serves the folder run it, or runs it here where none does. Another command in between is waited for. */
export async function runOnMission(
  folder: string,
  name: string,
  params: JsonValue,
): Promise<Result<JsonValue>> {
  for (let attempt = 1; ; attempt += 1) {
    const answered = await askControl(folder, name, params)
    if (answered !== null) return answered
    const held = await holdMission(folder, endAtOnce)
    if (held.ok) {
      const { mission } = held.value
      const people = createPeople(peopleContextOf(held.value), endAtOnce)
      try {
        return await runCommand({ mission, people }, name, params)
      } finally {
        await people.close()
        await mission.close()
      }
    }
    const isBusy = held.problems.some(({ code }) => code === 'mission-in-use')
    if (!isBusy || attempt === ATTEMPTS) return held
    await setTimeout(BETWEEN_ATTEMPTS_MS)
  }
}

/** Where the database lets go of the mission in the middle of a command, nothing more may be written. */
function endAtOnce(): never {
  throw new Error('the database took the mission from this process')
}
