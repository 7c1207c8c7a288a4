// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, type Result } from '#kernel'
import { simulate } from '#simulation'

import { readScenario } from '../../src/cli/simulate.ts'

/** True effects a day, along the whole line and in each sector of the scenario. */
export async function effectsOfScenario(
  path: string,
  seed: number,
): Promise<readonly { readonly sector: string; readonly counts: readonly number[] }[]> {
  const { scenario, agreement } = need(await readScenario(path))
  const { truth } = need(simulate(scenario, agreement, seed))
  const start = Date.parse(truth.period.start)
  const days = Math.round((Date.parse(truth.period.end) - start) / DAY_MS)
  const countsOf = (wanted: string | null): readonly number[] => {
    const counts = Array.from({ length: days }, () => 0)
    for (const { sector, effects, start: at } of truth.events) {
      const day = Math.floor((Date.parse(at) - start) / DAY_MS)
      if (effects > 0 && day >= 0 && day < days && (wanted === null || sector === wanted))
        counts[day]! += effects
    }
    return counts
  }
  const sectors = [...new Set(truth.events.flatMap(({ sector }) => sector ?? []))].sort()
  return [
    { sector: 'whole line', counts: countsOf(null) },
    ...sectors.map((sector) => ({ sector, counts: countsOf(sector) })),
  ]
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
