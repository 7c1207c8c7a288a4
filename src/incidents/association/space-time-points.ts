// SPDX-License-Identifier: Apache-2.0

/** Places and moments to associate, one entry each; the order of entries is what makes a result deterministic. */
export interface SpaceTimePoints {
  /** Degrees. */
  readonly latitude: Float64Array
  readonly longitude: Float64Array
  /** Milliseconds, whole. */
  readonly timeMs: Float64Array
}

/** Two points are neighbours within this chord and this time; a core has so many neighbours, itself counted. */
export interface AssociationRule {
  readonly epsilonMeters: number
  readonly epsilonMs: number
  readonly minimumPoints: number
}

/** What each point belongs to. */
export interface Association {
  /** Cluster of each point, -1 for noise; clusters are numbered by their first core. */
  readonly cluster: Int32Array
  /** 1 for a core. */
  readonly core: Uint8Array
  readonly clusters: number
}

/** Square of the longest chord, in centimetres, that still joins two neighbours. */
export function squaredChordLimit(rule: AssociationRule): number {
  const centimeters = rule.epsilonMeters * 100
  return centimeters * centimeters
}
