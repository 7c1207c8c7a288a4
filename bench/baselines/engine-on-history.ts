// SPDX-License-Identifier: Apache-2.0
import { createFirstEngine, type IncidentEngine } from '#incidents'
import { digestOf, formatDay, toInstant } from '#kernel'
import type { Observation } from '#observations'
import { dayEndScores, type Detection, type Unit } from '#scoring'
import { findSource } from '#sources'

const FILE_NAME = 'history.csv'

/**
 * Scores the units of the public history by the first engine, as it stood at the end of each day. The history tells no
 * time of day, no power and no satellite, and no line is given, so most of what the engine weighs is missing.
 */
export function scoreByFirstEngine(detections: readonly Detection[], units: readonly Unit[]): Float64Array {
  const observations = observe(detections)
  const idOf = new Map(detections.map((detection, k) => [detection.id, observations[k]!.id]))
  const renamed = units.map((unit) => ({
    ...unit,
    members: unit.members.map((member) => ({ ...member, id: idOf.get(member.id) ?? member.id })),
  }))
  return dayEndScores(renamed, observations, reported(createFirstEngine()), { distanceToLine: () => null })
}

/** The detections as the product reads them, in the same order. */
function observe(detections: readonly Detection[]): readonly Observation[] {
  const source = findSource('firms-history')
  if (source === null) throw new Error('no source reads detections without times')
  const rows = detections.map(
    ({ timeMs, position }) => `${position.latitude},${position.longitude},${formatDay(toInstant(timeMs))}`,
  )
  const bytes = new TextEncoder().encode(`LATITUDE,LONGITUDE,ACQ_DATE\n${rows.join('\n')}\n`)
  const parser = source.open({ fileName: FILE_NAME, originalDigest: digestOf(bytes) })
  const observations: Observation[] = []
  const sink = {
    observation: (_row: number, observation: Observation) => void observations.push(observation),
    quarantined: (row: number, raw: string) => {
      throw new Error(`row ${row}: ${raw}`)
    },
  }
  parser.push(bytes, sink)
  const finished = parser.finish(sink)
  if (!finished.ok) throw new Error(JSON.stringify(finished.problems))
  return observations
}

/** The same engine, which tells on standard error how many days it has worked. */
function reported(engine: IncidentEngine): IncidentEngine {
  let days = 0
  return {
    ...engine,
    partition(table, context) {
      days++
      if (days % 10 === 0) process.stderr.write(`day ${days}\n`)
      return engine.partition(table, context)
    },
  }
}
