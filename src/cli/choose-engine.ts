// SPDX-License-Identifier: Apache-2.0
import { readText, type InputFile } from '#adapters'
import { parseBackground, type Background } from '#background'
import { createFirstEngine, createFusedEngine, type IncidentEngine } from '#incidents'
import { ok, type Result } from '#kernel'

/** The engine of a run with the background it leans on. */
export interface ChosenEngine {
  readonly engine: IncidentEngine
  readonly background: Background | null
}

/** The engine for a background file, or the one that works without. */
export async function chooseEngine(file: InputFile | null): Promise<Result<ChosenEngine>> {
  if (file === null) return ok({ engine: createFirstEngine(), background: null })
  const text = await readText(file)
  const background = text.ok ? parseBackground(text.value, file.name) : text
  if (!background.ok) return background
  return ok({ engine: createFusedEngine(background.value), background: background.value })
}
