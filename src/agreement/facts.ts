// SPDX-License-Identifier: Apache-2.0
import type { Geometry, Interval, Position, Reason } from '#kernel'

import type { Act, Hypothesis, Means, WeaponClass } from './vocabulary.ts'

/** What a provision's test needs to know of an incident; the agreement knows nothing else of it, and no party. */
export interface IncidentFacts {
  readonly interval: Interval
  readonly geometry: Geometry
  readonly probabilities: Readonly<Record<Hypothesis, number>>
  readonly means: readonly Means[]
  /** Votes that do not lean on each other: one per pass, wire story or camera. */
  readonly independentSources: number
  /** Weapons that were told apart; absent or empty where none was. */
  readonly weapons?: readonly {
    readonly weaponClass: WeaponClass
    readonly calibreMillimetres: number | null
  }[]
}

/** Written with spaces, as the public contract of `incidents.geojson` has them. */
export const VERDICTS = ['breach', 'no breach', 'cannot tell', 'out of force'] as const
export type Verdict = (typeof VERDICTS)[number]

/** How far from which line, and on whose side; `meters` is null where there is no line to measure from. */
export interface LineDistance {
  readonly line: string
  readonly meters: number | null
  /** 95 % half-width of the distance: position uncertainty of the incident and the line's own accuracy together. */
  readonly uncertaintyMeters: number
  /** Party id of the side the incident lies on; null where the incident straddles the line or there is none. */
  readonly side: string | null
  /** The point of the line nearest to the incident; null without a line. */
  readonly nearest: Position | null
}

/** One provision held against one incident. */
export interface ProvisionResult {
  readonly provision: string
  readonly act: Act
  readonly verdict: Verdict
  /** Probability that the incident is of the kind the provision speaks of: the sum over its hypotheses. */
  readonly probability: number
  /** From each line that the place is measured from; left out where the answer is `no breach` or `out of force`, whose reasons say why. */
  readonly distances: readonly LineDistance[]
  readonly reasons: readonly Reason[]
}
