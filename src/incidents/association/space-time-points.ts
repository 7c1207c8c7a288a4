// SPDX-License-Identifier: Apache-2.0

/** Mean radius of the Earth in centimetres (IUGG: 6,371,008.8 m). */
const RADIUS_CENTIMETERS = 637_100_880

const DEGREE = Math.PI / 180

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

/**
 * Where a place lies on the sphere, written to `out[at..at+2]` in whole centimetres from the Earth's centre.
 * Whole numbers make every squared chord exact in a double, so no two programs can disagree about who is a neighbour.
 */
export function writeCentimeters(out: Int32Array, at: number, latitude: number, longitude: number): void {
  const phi = latitude * DEGREE
  const lambda = longitude * DEGREE
  const ring = RADIUS_CENTIMETERS * Math.cos(phi)
  out[at] = Math.round(ring * Math.cos(lambda))
  out[at + 1] = Math.round(ring * Math.sin(lambda))
  out[at + 2] = Math.round(RADIUS_CENTIMETERS * Math.sin(phi))
}

/** Square of the longest chord, in centimetres, that still joins two neighbours. */
export function squaredChordLimit(rule: AssociationRule): number {
  const centimeters = rule.epsilonMeters * 100
  return centimeters * centimeters
}

/** Degrees of a great circle whose chord is `meters`, with ten centimetres to spare for the rounding to centimetres. */
export function degreesOfChord(meters: number): number {
  const half = Math.min(1, ((meters + 0.1) * 100) / (2 * RADIUS_CENTIMETERS))
  return (2 * Math.asin(half)) / DEGREE
}
