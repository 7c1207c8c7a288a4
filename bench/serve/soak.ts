// SPDX-License-Identifier: Apache-2.0
import { quantile } from '../quantile.ts'
import { putUnderLoad, refusedIn, type Load } from './load.ts'
import { processMemory } from './process-memory.ts'
import type { ServedMission } from './served-mission.ts'

export interface SoakFigures {
  /** Resident memory in megabytes at each look, after the time in which it fills. */
  readonly megabytes: readonly number[]
  /** Median of the last third of the looks over that of the first. */
  readonly growth: number
  readonly refused: number
  readonly reads: number
}

/** Puts a mission under load and looks at its memory every `everySeconds`, from `fillingSeconds` on. */
export async function soak(
  mission: ServedMission,
  load: Load,
  { fillingSeconds, everySeconds }: { readonly fillingSeconds: number; readonly everySeconds: number },
): Promise<SoakFigures> {
  const megabytes: number[] = []
  const began = performance.now()
  const looking = setInterval(() => {
    if (performance.now() - began > fillingSeconds * 1_000) megabytes.push(processMemory(mission.pid).now)
  }, everySeconds * 1_000)
  const { uploads, reads } = await putUnderLoad(mission, load).finally(() => clearInterval(looking))
  const third = Math.floor(megabytes.length / 3)
  return {
    megabytes: megabytes.map(Math.round),
    growth: quantile(megabytes.slice(-third), 0.5) / quantile(megabytes.slice(0, third), 0.5),
    refused: refusedIn(uploads) + refusedIn(reads),
    reads: reads.milliseconds.length,
  }
}
