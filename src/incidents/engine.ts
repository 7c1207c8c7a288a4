// SPDX-License-Identifier: Apache-2.0
import type { Digest, Instant, Position } from '#kernel'
import type { Observation, ObservationTable } from '#observations'

import type { Incident, Partition } from './incident.ts'

/** What an engine may ask about the world beyond the observations; it learns of no party. */
export interface FusionContext {
  /** Metres to the line in force at that moment with their 95 % half-width; null where no line is known. */
  distanceToLine(
    position: Position,
    at: Instant,
  ): { readonly meters: number; readonly uncertaintyMeters: number } | null
}

/** Turns observations into incidents. The result depends on the set of observations alone, never on their order or repetition. */
export interface IncidentEngine {
  readonly name: string
  readonly version: string
  readonly parameters: Readonly<Record<string, number | string>>
  partition(table: ObservationTable, context: FusionContext): Partition
}

/** What came of a batch of observations. */
export interface LiveChange {
  /** Incidents that are new or other than before. */
  readonly changed: readonly Incident[]
  /** Observations that were of an incident and now are of none: of a steady source, or set aside. */
  readonly withdrawn: readonly Digest[]
  /** Incidents under whose id there is none any more. */
  readonly ended: readonly Digest[]
}

/** Turns observations into incidents as they arrive, each arrival looking again only at what it touches. */
export interface LiveEngine {
  /** Takes in many at once and tells nothing of them: what a service starts from. */
  load(observations: Iterable<Observation>): void
  /** Takes observations in, in any order; those it already has change nothing. */
  add(observations: readonly Observation[]): LiveChange
  /** Looks again at what hangs on all observations together, such as steady sources; takes as long as a whole partition. */
  refresh(): LiveChange
  /** All as it stands; to be walked before anything more is added. */
  partition(): Partition
}
