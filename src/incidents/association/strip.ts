// SPDX-License-Identifier: Apache-2.0
import { buildCellIndex, STRIDE } from './cell-index.ts'
import { joinByDensity } from './join-by-density.ts'
import { joinNeighbours } from './join-neighbours.ts'
import type { AssociationRule, SpaceTimePoints } from './space-time-points.ts'
import { degreesOfChord, writeCentimeters } from './sphere.ts'
import { NONE } from './union-find.ts'

/** A strip of latitude, south included and north not; strips that cover the Earth are solved apart, on threads if need be. */
export interface Strip {
  readonly south: number
  readonly north: number
}

export const WHOLE_EARTH: Strip = { south: -Infinity, north: Infinity }

/** What is known of each point, by its number among the points given; several strips may write the same `core`. */
export interface StripResult {
  /** A core of the same cluster, for every core seen; for the strip's own other points the first core within reach; else -1. */
  readonly root: Int32Array
  /** 1 for a core; written for the strip's own points alone. */
  readonly core: Uint8Array
}

/** Degrees beyond a strip that must be seen for it to be solved: two reaches, so that every core within one is known. */
export const haloDegrees = (rule: AssociationRule): number => 2 * degreesOfChord(rule.epsilonMeters)

/**
 * Solves one strip: cores and first cores for its own points, clusters for all points it sees. A cluster found here may
 * be part of a larger one; where strips meet, a core that both see in a cluster joins the two.
 */
export function solveStrip(
  points: SpaceTimePoints,
  rule: AssociationRule,
  strip: Strip,
  result: StripResult,
): void {
  const index = buildCellIndex(
    points,
    rule.epsilonMeters,
    seenPoints(points.latitude, strip, haloDegrees(rule)),
  )
  const { core, root, first } =
    rule.minimumPoints <= 3 ? joinNeighbours(index, rule) : joinByDensity(index, rule)
  const { point, cloud, size } = index
  const southCentimeters = heightOf(strip.south)
  const northCentimeters = heightOf(strip.north)
  for (let k = 0; k < size; k++) {
    const given = point[k]!
    const height = cloud[STRIDE * k + 2]!
    const own = height >= southCentimeters && height < northCentimeters
    if (core[k] === 1) {
      result.root[given] = point[root[k]!]!
      if (own) result.core[given] = 1
    } else if (own && first[k] !== NONE) result.root[given] = point[root[first[k]!]!]!
  }
}

/** Height above the plane of the equator in which strips are told apart; infinite for the strip that has no such end. */
function heightOf(latitude: number): number {
  if (!Number.isFinite(latitude)) return latitude
  const place = new Float64Array(3)
  writeCentimeters(place, 0, latitude, 0)
  return place[2]!
}

function seenPoints(latitude: Float64Array, strip: Strip, halo: number): Uint32Array {
  const seen = new Uint32Array(latitude.length)
  const south = strip.south - halo
  const north = strip.north + halo
  let count = 0
  for (let k = 0; k < latitude.length; k++) {
    seen[count] = k
    if (latitude[k]! >= south && latitude[k]! <= north) count++
  }
  return seen.subarray(0, count)
}
