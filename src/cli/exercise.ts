// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildCommand } from '@stricli/core'

import { findInputFile, readText, serveFolder } from '#adapters'
import { parseAgreement } from '#agreement'
import { ok, refuse, type Result } from '#kernel'
import { type Answer } from '#pipeline'
import { parseScenario, simulate } from '#simulation'

import { print, progressOf, type CliContext } from './context.ts'
import { executeRun } from './execute-run.ts'
import { planRun } from './plan-run.ts'
import { failWith } from './problems.ts'
import type { Progress } from './progress.ts'
import { describeAnswer } from './run.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const SEED = 1
const DEFAULT_PORT = 8320

/** Simulates the built-in exercise and runs it from its bytes into a folder. */
export async function runExercise(out: string, progress: Progress): Promise<Result<Answer>> {
  const agreementPath = join(PROJECT, 'agreements/exercise-2026.yaml')
  const agreement = await readParsed(agreementPath, parseAgreement)
  if (!agreement.ok) return agreement
  const scenario = await readParsed(join(PROJECT, 'scenarios/exercise.yaml'), parseScenario)
  if (!scenario.ok) return scenario
  progress.begin('Simulating the exercise', 0)
  const simulated = simulate(scenario.value, agreement.value, SEED)
  if (!simulated.ok) return simulated
  const folder = await mkdtemp(join(tmpdir(), 'marsad-exercise-'))
  const input: string[] = []
  for (const { name, source, bytes } of simulated.value.files) {
    await writeFile(join(folder, name), bytes)
    input.push(`${source}:${join(folder, name)}`)
  }
  const plan = await planRun({ agreement: agreementPath, input, out })
  return plan.ok ? executeRun(plan.value, out, progress) : plan
}

async function readParsed<T>(
  path: string,
  parse: (text: string, name: string) => Result<T>,
): Promise<Result<T>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  if (!text.ok) return text
  const parsed = parse(text.value, file.value.name)
  return parsed.ok ? ok(parsed.value) : refuse(...parsed.problems)
}

interface ExerciseFlags {
  readonly out?: string
  readonly port?: string
  readonly serve: boolean
}

async function runExerciseCommand(this: CliContext, flags: ExerciseFlags): Promise<void> {
  const out = flags.out ?? 'out/exercise'
  const answer = await runExercise(out, progressOf(this, false))
  if (!answer.ok) return failWith(this, 'The exercise stopped.', answer.problems)
  print(this, `EXERCISE: everything below is made up.\n${describeAnswer(answer.value, out)}`)
  if (!flags.serve) return
  const { url } = await serveFolder(out, Number(flags.port ?? DEFAULT_PORT))
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
