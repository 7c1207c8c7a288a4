// SPDX-License-Identifier: Apache-2.0
import { readText, type InputFile } from '#adapters'
import { parseBackground, type Background } from '#background'
import {
  createFirstEngine,
  createFusedEngine,
  PRIOR_NAMES,
  type IncidentEngine,
  type PriorName,
} from '#incidents'
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

export const ENGINE_NAMES = ['fused', 'first'] as const
export type EngineName = (typeof ENGINE_NAMES)[number]

/** Which engine, and what it holds before anything is known. */
export interface EngineChoice {
  readonly name: EngineName
  readonly prior: PriorName
}

/** The engine of a run with the background it leans on. */
export interface ChosenEngine {
  readonly engine: IncidentEngine
  readonly background: Background | null
}

/** The choice that two words name; without them the fused engine and an uneasy truce. */
export function readEngineChoice(
  engine: string = 'fused',
  prior: string = 'ceasefire',
): Result<EngineChoice> {
  const name = ENGINE_NAMES.find((one) => one === engine)
  const held = PRIOR_NAMES.find((one) => one === prior)
  const problems: Problem[] = []
  if (name === undefined)
    problems.push(problem('--engine', 'engine-unknown', { text: engine, known: ENGINE_NAMES.join(', ') }))
  if (held === undefined)
    problems.push(problem('--prior', 'prior-unknown', { text: prior, known: PRIOR_NAMES.join(', ') }))
  return name === undefined || held === undefined ? refuse(...problems) : ok({ name, prior: held })
}

/** Makes the engine; the first one takes no background and refuses it. */
export async function chooseEngine(
  choice: EngineChoice,
  file: InputFile | null,
): Promise<Result<ChosenEngine>> {
  if (choice.name === 'first') {
    return file === null
      ? ok({ engine: createFirstEngine(), background: null })
      : refuse(problem('--background', 'engine-without-background', { engine: choice.name }))
  }
  if (file === null) return ok({ engine: createFusedEngine(null, { prior: choice.prior }), background: null })
  const text = await readText(file)
  const background = text.ok ? parseBackground(text.value, file.name) : text
  if (!background.ok) return background
  return ok({
    engine: createFusedEngine(background.value, { prior: choice.prior }),
    background: background.value,
  })
}
