// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'
import * as z from 'zod'

import { createPeople } from '#adapters'
import type { Agreement } from '#agreement'
import {
  DAY_MS,
  HOUR_MS,
  ok,
  parseInstant,
  problem,
  refuse,
  toInstant,
  type Instant,
  type Result,
} from '#kernel'
import { simulate, type Scenario, type Simulation } from '#simulation'

import type { AgreementText } from './adopt-agreement.ts'
import { print, printJson, type CliContext } from './context.ts'
import { holdMission, peopleContextOf, type HeldMission } from './mission-access.ts'
import { runCommand } from './mission-commands.ts'
import { failWith } from './problems.ts'
import { readAgreement } from './serve.ts'
import { startService } from './service.ts'
import { readScenario } from './simulate.ts'
import { castOf } from './story/cast.ts'
import { createDesk, type Desk } from './story/desk-client.ts'
import { tellStory, type StoryStep } from './story/tell-story.ts'

const SCENARIO = fileURLToPath(new URL('../../scenarios/desk-story.yaml', import.meta.url))
const SEED = 1
const LOOPBACK = '127.0.0.1'

/** The exercise's own time: it stands until the story turns it forward. */
interface StoryClock {
  now(): Instant
  wait(hours: number): void
  /** Counts the turns, so that whoever comes back after one signs in again. */
  sitting(): number
}

function createStoryClock(start: Instant): StoryClock {
  let at = start
  let turns = 0
  return {
    now: () => at,
    wait(hours) {
      at = toInstant(at + hours * HOUR_MS)
      turns += 1
    },
    sitting: () => turns,
  }
}

interface Script {
  readonly scenario: Scenario
  readonly agreement: Agreement
  readonly text: AgreementText
  readonly simulation: Simulation
}

async function readScript(): Promise<Result<Script>> {
  const read = await readScenario(SCENARIO)
  if (!read.ok) return read
  const { scenario, agreement, agreementPath } = read.value
  const text = await readAgreement(agreementPath)
  if (!text.ok) return text
  const simulation = simulate(scenario, agreement, SEED)
  return simulation.ok
    ? ok({ scenario, agreement, text: text.value, simulation: simulation.value })
    : simulation
}

/** Half an hour after the scenario's last day, when all of it has been delivered. */
function startOf({ scenario }: Script): Instant {
  const first = parseInstant(scenario.period.firstDay)
  if (!first.ok) throw new TypeError(`no day: ${scenario.period.firstDay}`)
  return toInstant(first.value + scenario.period.days * DAY_MS + HOUR_MS / 2)
}

/** Adds the cast with one password made for this telling, and a token for every feed of the scenario. */
async function prepare(
  held: HeldMission,
  { agreement, simulation }: Script,
  password: string,
): Promise<Result<ReadonlyMap<string, string>>> {
  const { mission } = held
  const people = createPeople(peopleContextOf(held), (error) => {
    throw error
  })
  try {
    for (const { login, nation, compartment, role } of castOf(agreement)) {
      const request = {
        login,
        name: `EXERCISE ${role}`,
        organisation: 'EXERCISE',
        nation,
        compartment,
        roles: [role],
      }
      const added = await runCommand({ mission, people }, 'user-add', { request, password })
      if (!added.ok) return added
    }
    const tokens = new Map<string, string>()
    for (const { source } of simulation.files) {
      if (tokens.has(source)) continue
      const token = await runCommand({ mission, people }, 'token-issue', { feed: source, source })
      if (!token.ok) return token
      tokens.set(source, z.string().parse(token.value))
    }
    return ok(tokens)
  } finally {
    await people.close()
  }
}

/** Tells the story in a folder of its own clock and of exercise keys; refuses a folder that is served or is no exercise. */
export async function playStory(
  folder: string,
  told: (step: StoryStep) => void,
): Promise<Result<readonly StoryStep[]>> {
  const script = await readScript()
  if (!script.ok) return script
  const clock = createStoryClock(startOf(script.value))
  const held = await holdMission(folder, () => {}, null, clock.now)
  if (!held.ok) return held
  const { mission } = held.value
  if (!mission.exercise) {
    await mission.close()
    return refuse(problem('--data', 'story-needs-an-exercise', { folder: mission.folder }))
  }
  const password = randomBytes(18).toString('base64url')
  const tokens = await prepare(held.value, script.value, password)
  if (!tokens.ok) {
    await mission.close()
    return tokens
  }
  const faults: unknown[] = []
  const service = await startService(
    held.value,
    {
      folder,
      port: 0,
      host: LOOPBACK,
      agreement: script.value.text,
      background: null,
      frontline: null,
      firstAgreement: () => Promise.resolve(ok(script.value.text)),
    },
    (error) => faults.push(error),
  )
  if (!service.ok) {
    await mission.close()
    return service
  }
  const { url } = service.value
  const desks = new Map<string, Desk>()
  try {
    const steps = await tellStory({
      url,
      agreement: script.value.agreement,
      files: script.value.simulation.files,
      tokens: tokens.value,
      desk(login) {
        const desk = desks.get(login) ?? createDesk(url, login, password, clock.sitting)
        desks.set(login, desk)
        return desk
      },
      now: clock.now,
      wait: clock.wait,
      told,
    })
    if (faults.length > 0) throw new AggregateError(faults, 'the service had faults while the story was told')
    return ok(steps)
  } finally {
    await service.value.stop()
  }
}

interface StoryFlags {
  readonly data: string
  readonly json: boolean
}

async function runStory(this: CliContext, { data, json }: StoryFlags): Promise<void> {
  if (!json) print(this, 'EXERCISE: everything below is made up.')
  const told = await playStory(join(data), (step) => {
    if (!json) print(this, describeStep(step))
  })
  if (!told.ok) return failWith(this, 'The story could not be told.', told.problems)
  if (json) return printJson(this, { exercise: true, data, steps: told.value })
  print(this, `Look at it: marsad serve --data ${data}`)
}

const describeStep = ({ step, at, who, what, log, index }: StoryStep): string =>
  `${String(step).padStart(3)}  ${at.slice(0, 16)}Z  ${who.padEnd(26)} ${what}  (${log} log, record ${index})`

export const storyCommand = buildCommand<StoryFlags, [], CliContext>({
  func: runStory,
  parameters: {
    flags: {
      data: {
        kind: 'parsed',
        parse: String,
        brief: 'Folder for the exercise; made where it is not there',
        placeholder: 'folder',
      },
      json: { kind: 'boolean', default: false, withNegated: false, brief: 'Print one JSON document' },
    },
  },
  docs: {
    brief: 'Play one breach from bytes to a closed response, over the interface',
    fullDescription: [
      'Plays one breach over the interface of a service that runs meanwhile: a simulated strike, a possible violation, a case by three',
      'persons, both parties told, one of them answering, an attribution with a dissent, a step, a remedy, a closed case. The exercise has',
      'a clock of its own. Prints each step with its place in the log.',
      '',
      'Examples',
      '  marsad exercise story --data drill',
      '  marsad exercise story --data drill --json',
    ].join('\n'),
  },
})
