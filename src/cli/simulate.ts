// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { buildCommand } from '@stricli/core'

import { findInputFile, isSimulation, readText, stageFolder } from '#adapters'
import { parseAgreement, type Agreement } from '#agreement'
import { ok, problem, type Result } from '#kernel'
import { parseScenario, simulate, type Scenario, type Simulation } from '#simulation'

import { print, printJson, progressOf, type CliContext } from './context.ts'
import { MANIFEST_SCHEMA } from './manifest.ts'
import { failWith } from './problems.ts'

/** A scenario with the terms it plays under, which it names relative to itself. */
export async function readScenario(
  path: string,
): Promise<Result<{ scenario: Scenario; agreement: Agreement; agreementPath: string }>> {
  const scenario = await readParsed(path, parseScenario)
  if (!scenario.ok) return scenario
  const agreementPath = resolve(dirname(path), scenario.value.agreement)
  const agreement = await readParsed(agreementPath, parseAgreement)
  return agreement.ok
    ? ok({ scenario: scenario.value, agreement: agreement.value, agreementPath })
    : agreement
}

async function readParsed<T>(
  path: string,
  parse: (text: string, name: string) => Result<T>,
): Promise<Result<T>> {
  const file = await findInputFile(path)
  if (!file.ok) return file
  const text = await readText(file.value)
  return text.ok ? parse(text.value, file.value.name) : text
}

/** Writes the originals with the manifest that `run` takes. */
export async function writeInputs(folder: string, { files }: Simulation): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes)
  const inputs = files.map(({ name, source }) => ({ source, path: name }))
  await writeFile(
    join(folder, 'manifest.json'),
    `${JSON.stringify({ schema: MANIFEST_SCHEMA, inputs }, null, 2)}\n`,
  )
}

interface SimulateFlags {
  readonly scenario: string
  readonly seed: string
  readonly out: string
  readonly json: boolean
}

async function runSimulate(this: CliContext, flags: SimulateFlags): Promise<void> {
  const seed = Number(flags.seed)
  if (!Number.isSafeInteger(seed) || seed < 0) {
    return failWith(this, 'The simulation could not start.', [
      problem('--seed', 'seed-not-whole', { text: flags.seed }),
    ])
  }
  const read = await readScenario(flags.scenario)
  if (!read.ok) return failWith(this, 'The simulation could not start.', read.problems)
  const staged = await stageFolder(flags.out, process.pid, isSimulation)
  if (!staged.ok) return failWith(this, 'The simulation could not start.', staged.problems)
  const progress = progressOf(this, flags.json)
  progress.begin('Simulating', 0)
  try {
    const simulated = simulate(read.value.scenario, read.value.agreement, seed)
    if (!simulated.ok) return failWith(this, 'The simulation stopped.', simulated.problems)
    await writeInputs(join(staged.value.path, 'inputs'), simulated.value)
    await writeFile(join(staged.value.path, 'truth.json'), `${JSON.stringify(simulated.value.truth)}\n`)
    await staged.value.publish()
    const summary = {
      out: flags.out,
      events: simulated.value.truth.events.length,
      files: simulated.value.files.map(({ name, source, bytes }) => ({ name, source, bytes: bytes.length })),
    }
    if (flags.json) printJson(this, summary)
    else print(this, describe(summary, read.value.agreementPath))
  } finally {
    progress.end()
    await staged.value.discard()
  }
}

const describe = (
  { out, events, files }: { out: string; events: number; files: readonly { name: string; bytes: number }[] },
  agreementPath: string,
): string =>
  [
    `${events} true events, ${files.map(({ name, bytes }) => `${name} (${bytes} bytes)`).join(', ')}`,
    `Run it:   marsad run --agreement ${agreementPath} --manifest ${out}/inputs/manifest.json --out ${out}-run`,
    `Score it: marsad score --truth ${out}/truth.json --run ${out}-run`,
  ].join('\n')

export const simulateCommand = buildCommand<SimulateFlags, [], CliContext>({
  func: runSimulate,
  parameters: {
    flags: {
      scenario: {
        kind: 'parsed',
        parse: String,
        brief: 'Course of events to play (YAML)',
        placeholder: 'file',
      },
      seed: {
        kind: 'parsed',
        parse: String,
        default: '1',
        brief: 'Whole number; the same one gives the same bytes',
        placeholder: 'number',
      },
      out: {
        kind: 'parsed',
        parse: String,
        brief: 'Folder for inputs/ and truth.json',
        placeholder: 'folder',
      },
      json: { kind: 'boolean', default: false, brief: 'Print the outcome as JSON' },
    },
  },
  docs: {
    brief: 'Play a scenario: deliveries as the real feeds would send them, and what really happened',
    fullDescription: [
      'Plays a scenario into deliveries as the real feeds would send them, and writes down what really happened.',
      '',
      'Example',
      '  marsad simulate --scenario scenarios/default.yaml --seed 1 --out drill',
    ].join('\n'),
  },
})
