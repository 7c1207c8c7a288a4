// SPDX-License-Identifier: Apache-2.0
import type { Ellipse, Instant } from '#kernel'

/** One observation of a run, with the row of the delivered file that it came from. */
export interface FoundObservation {
  readonly file: string
  /** From 1, the header not counted. */
  readonly row: number
  readonly start: Instant
  readonly end: Instant
  readonly latitude: number
  readonly longitude: number
}

/** One incident of a run. */
export interface FoundIncident {
  readonly id: string
  readonly ellipse: Ellipse
  /** That it was military activity. */
  readonly probability: number
  /** Numbers of its observations. */
  readonly members: readonly number[]
  /** Side of the line of the truth on which it lies; null where the run does not say. */
  readonly side: string | null
}

/** What a run found, as far as the score asks. */
export interface FoundRun {
  readonly observations: readonly FoundObservation[]
  readonly incidents: readonly FoundIncident[]
  /** Observations of each steady source. */
  readonly steadySources: readonly (readonly number[])[]
}
