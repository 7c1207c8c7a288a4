// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseAgreement } from '#agreement'
import { createRandom, parseScenario, simulate, type Simulation } from '#simulation'

import { PROJECT } from './run-marsad.ts'

export const AGREEMENT = join(PROJECT, 'agreements/exercise-2026.yaml')

/** Plays the built-in exercise with a seed of the test's own. */
export function playExercise(seed: number): Simulation {
  const scenario = parseScenario(readFileSync(join(PROJECT, 'scenarios/exercise.yaml'), 'utf8'))
  const agreement = parseAgreement(readFileSync(AGREEMENT, 'utf8'), 'exercise-2026.yaml')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems))
  if (!agreement.ok) throw new Error(JSON.stringify(agreement.problems))
  const played = simulate(scenario.value, agreement.value, seed)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  return played.value
}

/** Writes simulated files into a folder and gives the `--input` words for them. */
export function writeInputs(simulation: Simulation, folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true })
  return simulation.files.map(({ name, source, bytes }) => {
    writeFileSync(join(folder, name), bytes)
    return `${source}:${join(folder, name)}`
  })
}

/** The same files with the data rows of each in another order. */
export function shuffleRows(simulation: Simulation, seed: number): Simulation {
  const random = createRandom(seed)
  const files = simulation.files.map((file) => {
    const [header = '', ...rows] = new TextDecoder('utf-8', { ignoreBOM: true })
      .decode(file.bytes)
      .trimEnd()
      .split('\n')
    for (let last = rows.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random.next() * (last + 1))
      ;[rows[last], rows[other]] = [rows[other] ?? '', rows[last] ?? '']
    }
    return { ...file, bytes: new TextEncoder().encode(`${[header, ...rows].join('\n')}\n`) }
  })
  return { ...simulation, files }
}

export const inputFlags = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => ['--input', word])
