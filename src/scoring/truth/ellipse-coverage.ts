// SPDX-License-Identifier: Apache-2.0
import { bearingDegrees, geodesicMeters, type Ellipse, type Position } from '#kernel'

/** True where a place lies within an ellipse, its edge included. */
export function isWithin(ellipse: Ellipse, place: Position): boolean {
  const meters = geodesicMeters(ellipse.center, place)
  if (meters === 0) return true
  const turn = ((bearingDegrees(ellipse.center, place) - ellipse.azimuthDegrees) * Math.PI) / 180
  const along = (meters * Math.cos(turn)) / ellipse.semiMajorMeters
  const across = (meters * Math.sin(turn)) / ellipse.semiMinorMeters
  return along * along + across * across <= 1
}
