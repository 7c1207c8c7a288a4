// SPDX-License-Identifier: Apache-2.0
import { centerOf, type Digest } from '#kernel'
import type { Observation } from '#observations'
import type { IncidentAssessed, RunRecord } from '#reports'

import type { Detection } from '../ranking/units.ts'
import type { FoundIncident, FoundObservation, FoundRun } from '../truth/found-run.ts'

/** Takes the records of a run one by one and gives what the scores need of them. */
export interface RunCollector {
  add(record: RunRecord): void
  toFoundRun(): FoundRun
  /** Heat detections, for the ranking against labels. */
  detections(): readonly Detection[]
  /** All observations, in the order of the journal. */
  observations(): readonly Observation[]
  /** The probability that the run gave for each observation of an incident, by observation id: as known at its end. */
  probabilities(): ReadonlyMap<string, number>
}

/** Collects a run's observations, incidents and steady sources from its records in any order. */
export function createRunCollector(): RunCollector {
  const nameOfOriginal = new Map<Digest, string>()
  const observed: { readonly observation: Observation; readonly original: Digest; readonly row: number }[] =
    []
  const assessed: IncidentAssessed[] = []
  const steadyMembers: (readonly Digest[])[] = []
  return {
    add(record) {
      if (record.kind === 'received') nameOfOriginal.set(record.body.original, record.body.name)
      else if (record.kind === 'observation') observed.push(record.body)
      else if (record.kind === 'incident') assessed.push(record.body)
      else if (record.kind === 'steady-source') steadyMembers.push(record.body.steadySource.members)
    },
    toFoundRun() {
      const numbers = new Map(observed.map(({ observation }, number) => [observation.id, number]))
      const toNumbers = (members: readonly Digest[]) =>
        members.flatMap((member) => {
          const number = numbers.get(member)
          return number === undefined ? [] : [number]
        })
      return {
        observations: observed.map(({ observation, original, row }): FoundObservation => {
          const { latitude, longitude } = centerOf(observation.geometry)
          const { start, end } = observation.time
          return { file: nameOfOriginal.get(original) ?? '', row, start, end, latitude, longitude }
        }),
        incidents: assessed.map(({ incident, contact }): FoundIncident => ({
          id: incident.id,
          ellipse: incident.geometry,
          probability: incident.likelihood.probability,
          members: toNumbers(incident.members),
          side: contact?.side ?? null,
        })),
        steadySources: steadyMembers.map(toNumbers),
      }
    },
    detections: () =>
      observed
        .filter(({ observation }) => observation.means === 'satellite-thermal')
        .map(({ observation }): Detection => ({
          id: observation.id,
          timeMs: observation.time.start,
          position: centerOf(observation.geometry),
          source: observation.source,
          frpMegawatts: observation.measurements['frpMegawatts'] ?? null,
        })),
    observations: () => observed.map(({ observation }) => observation),
    probabilities: () =>
      new Map(
        assessed.flatMap(({ incident }) =>
          incident.members.map((member) => [member, incident.likelihood.probability] as const),
        ),
      ),
  }
}
