// SPDX-License-Identifier: Apache-2.0
import type { FusionContext, IncidentEngine } from '#incidents'
import { DAY_MS } from '#kernel'
import { createObservationTable, type Observation } from '#observations'

import { groupBy } from '../group-by.ts'
import type { Unit } from '../ranking/units.ts'

/**
 * Scores each unit by the highest probability that incidents of its detections had at the end of its UTC day: the engine
 * works the observations up to then out anew, day by day, so that nothing later speaks. Zero where no incident holds any.
 */
export function dayEndScores(
  units: readonly Unit[],
  observations: readonly Observation[],
  engine: IncidentEngine,
  context: FusionContext,
): Float64Array {
  const scores = new Float64Array(units.length)
  const ordered = [...observations].sort((a, b) => a.time.start - b.time.start)
  const table = createObservationTable()
  let taken = 0
  const byDay = [...groupBy(units.keys(), (unit) => units[unit]!.day)].sort(([a], [b]) => a - b)
  for (const [day, ofDay] of byDay) {
    const end = (day + 1) * DAY_MS
    while (taken < ordered.length && ordered[taken]!.time.start < end) table.append(ordered[taken++]!)
    const unitOf = new Map<string, number>(
      ofDay.flatMap((unit) => units[unit]!.members.map(({ id }) => [id, unit] as const)),
    )
    for (const { members, likelihood } of engine.partition(table, context).incidents) {
      for (const member of members) {
        const unit = unitOf.get(member)
        if (unit !== undefined) scores[unit] = Math.max(scores[unit]!, likelihood.probability)
      }
    }
  }
  return scores
}

/** Scores each unit by the highest of the given probabilities of its detections: for a run whose days cannot be worked out anew. */
export const scoresFromProbabilities = (
  units: readonly Unit[],
  probabilities: ReadonlyMap<string, number>,
): Float64Array =>
  Float64Array.from(units, ({ members }) =>
    members.reduce((best, { id }) => Math.max(best, probabilities.get(id) ?? 0), 0),
  )
