// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import type { ReferenceSamples } from './reference-samples.ts'
import { KILOMETRES_PER_DEGREE, kilometresPerDegreeEast } from './ring-walk.ts'

/** Free ground counts where it is free all round this far: a gap between a misdrawn border and the edge is thinner. */
const DEPTH_KILOMETRES = 2
const DIRECTIONS = 16

/**
 * True where ground of the territory that is not held, and not merely a gap left by a misdrawn border, lies within
 * tolerance (and the depth that it takes to be sure) of a place: without any, nobody stands on the other side.
 */
export function hasFreeGroundNear(
  place: Position,
  {
    reference,
    holds,
  }: { readonly reference: ReferenceSamples; readonly holds: (place: Position) => boolean },
  toleranceKilometres: number,
): boolean {
  const isFree = (spot: Position): boolean => reference.isTerritory(spot) && !holds(spot)
  const farthest = toleranceKilometres + 2 * DEPTH_KILOMETRES
  for (let radius = DEPTH_KILOMETRES; radius <= farthest; radius += DEPTH_KILOMETRES) {
    for (const spot of around(place, radius)) {
      if (isFree(spot) && around(spot, DEPTH_KILOMETRES).every(isFree)) return true
    }
  }
  return false
}

function around(place: Position, radiusKilometres: number): readonly Position[] {
  return Array.from({ length: DIRECTIONS }, (_, i) => {
    const angle = (i / DIRECTIONS) * 2 * Math.PI
    return {
      latitude: place.latitude + (radiusKilometres * Math.cos(angle)) / KILOMETRES_PER_DEGREE,
      longitude:
        place.longitude + (radiusKilometres * Math.sin(angle)) / kilometresPerDegreeEast(place.latitude),
    }
  })
}
