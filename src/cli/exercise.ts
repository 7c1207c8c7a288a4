// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'

import { serveFolder } from '#adapters'
import type { Result } from '#kernel'
import { type Answer } from '#pipeline'
import { simulate } from '#simulation'

import { print, progressOf, type CliContext } from './context.ts'
import { executeRun } from './execute-run.ts'
import { planRun } from './plan-run.ts'
import { parsePort } from './port.ts'
import { failWith } from './problems.ts'
import type { Progress } from './progress.ts'
import { describeAnswer } from './run.ts'
import { readScenario, writeInputs } from './simulate.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const SEED = 1

/** Simulates the built-in exercise and runs it from its bytes into a folder. */
export async function runExercise(out: string, progress: Progress): Promise<Result<Answer>> {
  const read = await readScenario(join(PROJECT, 'scenarios/exercise.yaml'))
  if (!read.ok) return read
  progress.begin('Simulating the exercise', 0)
  const simulated = simulate(read.value.scenario, read.value.agreement, SEED)
  if (!simulated.ok) return simulated
  const folder = await mkdtemp(join(tmpdir(), 'marsad-exercise-'))
  try {
    await writeInputs(folder, simulated.value)
    const plan = await planRun({
      agreement: read.value.agreementPath,
      manifest: join(folder, 'manifest.json'),
      out,
    })
    return plan.ok ? await executeRun(plan.value, out, progress) : plan
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface ExerciseFlags {
  readonly out?: string
  readonly port?: string
  readonly serve: boolean
}

async function runExerciseCommand(this: CliContext, flags: ExerciseFlags): Promise<void> {
  const port = parsePort(flags.port)
  if (!port.ok) return failWith(this, 'The exercise could not start.', port.problems)
  const out = flags.out ?? 'out/exercise'
  const answer = await runExercise(out, progressOf(this, false))
  if (!answer.ok) return failWith(this, 'The exercise stopped.', answer.problems)
  print(this, `EXERCISE: everything below is made up.\n${describeAnswer(answer.value, out)}`)
  if (!flags.serve) return
  const { url } = await serveFolder(out, port.value)
  print(this, `Read it at ${url} (Ctrl-C stops)`)
}

export const exerciseCommand = buildCommand<ExerciseFlags, [], CliContext>({
  func: runExerciseCommand,
  parameters: {
    flags: {
      out: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Folder for the report (default out/exercise)',
        placeholder: 'folder',
      },
      port: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Port on the loopback address (default 8320, else a free one)',
        placeholder: 'number',
      },
      serve: { kind: 'boolean', default: true, brief: 'Serve the report after writing it' },
    },
  },
  docs: {
    brief: 'Run the built-in exercise from simulated bytes and serve its report on this machine',
    fullDescription: [
      'Runs the built-in exercise from simulated bytes and serves its report on this machine only.',
      'Everything in it is made up and marked EXERCISE.',
      '',
      'Examples',
      '  marsad exercise',
      '  marsad exercise --out drill --no-serve',
    ].join('\n'),
  },
})
