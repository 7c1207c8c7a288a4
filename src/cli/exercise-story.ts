// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'

import { ok, type Result } from '#kernel'

import { print, printJson, type CliContext } from './context.ts'
import { failWith } from './problems.ts'
import { openStage } from './story/open-stage.ts'
import { endOf, readScript } from './story/script.ts'
import { createStoryClock } from './story/story-clock.ts'
import { tellStory } from './story/tell-story.ts'
import type { StoryStep } from './story/teller.ts'

const SCENARIO = fileURLToPath(new URL('../../scenarios/desk-story.yaml', import.meta.url))

/** Tells the story in a folder of its own clock and of exercise keys; refuses a folder that is served or is no exercise. */
export async function playStory(
  folder: string,
  told: (step: StoryStep) => void,
): Promise<Result<readonly StoryStep[]>> {
  const script = await readScript(SCENARIO)
  if (!script.ok) return script
  const clock = createStoryClock(endOf(script.value))
  const opened = await openStage(script.value, { folder, port: 0, clock, sources: [], entry: null, told })
  if (!opened.ok) return opened
  const { service, stage, faults } = opened.value
  try {
    const steps = await tellStory(stage)
    if (faults.length > 0) throw new AggregateError(faults, 'the service had faults while the story was told')
    return ok(steps)
  } finally {
    await service.stop()
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
  `${String(step).padStart(3)}  ${at.slice(0, 16)}Z  ${who.padEnd(26)} ${what}  (${log} log${index === null ? '' : `, record ${index}`})`

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
