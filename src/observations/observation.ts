// SPDX-License-Identifier: Apache-2.0
import type { Effect, Means, WeaponClass } from '#agreement'
import type { Digest, Geometry, Interval } from '#kernel'

export type CountQualifier = 'exact' | 'at-least' | 'about'
export type TimePrecision = 'instant' | 'interval' | 'day'
export type SensorConfidence = 'low' | 'nominal' | 'high'

/**
 * One sensing result or report, as it was made: the minimum record of the SMM tables with origin, grades and audiences.
 * Its id is the digest of everything else in it, so that the same record delivered twice is one observation.
 */
export interface Observation {
  readonly id: Digest
  /** Feed that delivered it, e.g. `firms`. */
  readonly source: string
  readonly means: Means
  /** Satellite, camera, patrol or outlet, e.g. `N20`; null where the feed does not say. */
  readonly asset: string | null
  /** Observations with equal lineage are one vote: same satellite pass, same wire story, same camera. */
  readonly lineage: string
  readonly time: Interval & { readonly precision: TimePrecision }
  readonly geometry: Geometry
  readonly placeName: string | null
  readonly effect: Effect
  readonly count: { readonly value: number; readonly qualifier: CountQualifier }
  readonly weapon: { readonly weaponClass: WeaponClass; readonly calibreMillimetres: number | null }
  readonly flightDirectionDegrees: number | null
  readonly assessedContext: 'none' | 'exercise' | 'controlled-detonation' | 'not-known'
  readonly sensorConfidence: SensorConfidence | null
  /** Admiralty code, the two grades rated apart; F and 6 mean "cannot be judged". */
  readonly grades: {
    readonly source: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'
    readonly information: 1 | 2 | 3 | 4 | 5 | 6
  }
  /** Named readings with the unit in the name, e.g. `frpMegawatts`, `brightnessTi4Kelvin`, `night` (0 or 1). */
  readonly measurements: Readonly<Record<string, number>>
  /** The feed's own labels, e.g. VIINA event types. */
  readonly labels: readonly string[]
  /** What the source wrote, where it wrote words. */
  readonly text: string | null
  readonly owner: string
  /** Named audiences that may read it (releasability). */
  readonly audiences: readonly string[]
  /** True for launch point, muzzle, acoustic source or take-off: never leaves the Mechanism finer than the rule allows. */
  readonly originOfFire: boolean
  readonly supersedes: Digest | null
}

/** An observation before it has its name. */
export type ObservationContent = Omit<Observation, 'id'>
