// SPDX-License-Identifier: Apache-2.0
import type { Instant, Position } from '#kernel'
import type { ObservationTable } from '#observations'

import type { Partition } from './incident.ts'

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
