// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'

import type { Result } from '#kernel'
import { type Answer } from '#pipeline'
import { simulate } from '#simulation'

import { print, progressOf, type CliContext } from './context.ts'
import { executeRun } from './execute-run.ts'
import { freePortOr, openExerciseRoom } from './exercise-room.ts'
import { EXIT } from './exit-codes.ts'
import { planRun } from './plan-run.ts'
import { parsePort } from './port.ts'
import { failWith } from './problems.ts'
import type { Progress } from './progress.ts'
import { describeAnswer } from './run.ts'
import type { RunningService } from './service.ts'
import { readScenario, writeInputs } from './simulate.ts'
import { stopOnSignals } from './stop-on-signals.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const SEED = 1
const DEFAULT_OUT = 'out/exercise'
/** For the bar alone: about so many things happen before the room opens. */
const STORY_STEPS = 60

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
  readonly data?: string
  readonly port?: string
  readonly serve: boolean
}

async function runExerciseCommand(this: CliContext, flags: ExerciseFlags): Promise<void> {
  const port = parsePort(flags.port)
  if (!port.ok) return failWith(this, 'The exercise could not start.', port.problems)
  const out = flags.out ?? (flags.serve ? null : DEFAULT_OUT)
  if (out !== null) {
    const answer = await runExercise(out, progressOf(this, false))
    if (!answer.ok) return failWith(this, 'The exercise stopped.', answer.problems)
    print(this, `EXERCISE: everything below is made up.\n${describeAnswer(answer.value, out)}`)
  }
  if (flags.serve) await serveExercise(this, flags.data ?? null, port.value, flags.port === undefined)
}

/** Serves a fresh exercise until it is told to stop; without a folder of its own it leaves nothing behind. */
async function serveExercise(
  context: CliContext,
  data: string | null,
  port: number,
  anyPort: boolean,
): Promise<void> {
  const scratch = data === null ? await mkdtemp(join(tmpdir(), 'marsad-room-')) : null
  // However the process ends, short of being killed.
  if (scratch !== null) process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
  const folder = data ?? scratch ?? ''
  const progress = progressOf(context, false)
  progress.begin('Preparing the exercise', STORY_STEPS)
  const room = await openExerciseRoom({
    folder,
    port: anyPort ? await freePortOr(port) : port,
    told: () => progress.advance(1),
  })
  progress.end()
  if (!room.ok) return failWith(context, 'The exercise could not start.', room.problems)
  const stopped = new Promise<void>((resolve) => stopOnSignals(resolve))
  print(context, describeRoom(room.value, data))
  await stopped
  await room.value.stop()
  context.process.exitCode = EXIT.done
}

const describeRoom = ({ url, hasPages }: RunningService, data: string | null): string =>
  [
    'EXERCISE: everything in it is made up.',
    hasPages
      ? `Open ${url} in a browser on this machine and choose a chair: no account, no password.`
      : `The API answers at ${url}. Without pages: web/dist is not there (npm run build makes it).`,
    data === null
      ? 'Ctrl-C stops it and removes it; --data FOLDER keeps it.'
      : `Ctrl-C stops it; it is kept in ${data}.`,
  ].join('\n')

export const exerciseCommand = buildCommand<ExerciseFlags, [], CliContext>({
  func: runExerciseCommand,
  parameters: {
    flags: {
      out: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Folder for a report, written first (default out/exercise with --no-serve, else none)',
        placeholder: 'folder',
      },
      data: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'New folder to keep the exercise in (default a temporary one, removed at the end)',
        placeholder: 'folder',
      },
      port: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: 'Port on the loopback address (default 8320, else a free one)',
        placeholder: 'number',
      },
      serve: { kind: 'boolean', default: true, brief: 'Open the situation room on the exercise' },
    },
  },
  docs: {
    brief: 'Open the situation room on a made-up exercise, or write its report',
    fullDescription: [
      'Opens the situation room on a fresh exercise, for this machine only: made-up bytes through feeds, one breach followed to its remedy,',
      'a guided story in the pages. Whoever sits at the machine enters without an account. With --no-serve it writes the report of the',
      'built-in exercise instead. Everything in it is made up and marked EXERCISE.',
      '',
      'Examples',
      '  marsad exercise',
      '  marsad exercise --out drill --no-serve',
    ].join('\n'),
  },
})
