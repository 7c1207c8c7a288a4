// SPDX-License-Identifier: Apache-2.0
import { destination, geodesicMeters } from './geodesic.ts'
import type { Position } from './position.ts'
import { assertNever } from './result.ts'

/** A 95 % confidence region around a best estimate; axes are half-lengths, azimuth is that of the major axis. */
export interface Ellipse {
  readonly kind: 'ellipse'
  readonly center: Position
  readonly semiMajorMeters: number
  readonly semiMinorMeters: number
  readonly azimuthDegrees: number
}

/** Where an observer at a known place located something by bearing and range: an annular sector, never a point. */
export interface Sector {
  readonly kind: 'sector'
  readonly observer: Position
  readonly bearingDegrees: number
  readonly bearingHalfWidthDegrees: number
  readonly rangeMinimumMeters: number
  readonly rangeMaximumMeters: number
}

/** The patch of ground one pixel or one field of view covered; something in it, not all of it, was seen. */
export interface Footprint {
  readonly kind: 'footprint'
  readonly center: Position
  /** Corners in order, first not repeated. */
  readonly ring: readonly Position[]
}

export type Geometry = Ellipse | Sector | Footprint

/** The single best position of a geometry: centre, or the middle of a sector. */
export function centerOf(geometry: Geometry): Position {
  switch (geometry.kind) {
    case 'ellipse':
    case 'footprint':
      return geometry.center
    case 'sector':
      return destination(
        geometry.observer,
        geometry.bearingDegrees,
        (geometry.rangeMinimumMeters + geometry.rangeMaximumMeters) / 2,
      )
    default:
      return assertNever(geometry)
  }
}

/** Metres from `centerOf` within which the true place lies with at least 95 % probability: the circle that holds the region. */
export function uncertaintyMeters(geometry: Geometry): number {
  switch (geometry.kind) {
    case 'ellipse':
      return Math.max(geometry.semiMajorMeters, geometry.semiMinorMeters)
    case 'footprint':
      return Math.max(0, ...geometry.ring.map((corner) => geodesicMeters(geometry.center, corner)))
    case 'sector':
      return farthestSectorCorner(geometry)
    default:
      return assertNever(geometry)
  }
}

function farthestSectorCorner(sector: Sector): number {
  const middle = centerOf(sector)
  const sides = [-1, 0, 1].map((s) => sector.bearingDegrees + s * sector.bearingHalfWidthDegrees)
  const ranges = [sector.rangeMinimumMeters, sector.rangeMaximumMeters]
  const distances = sides.flatMap((bearing) =>
    ranges.map((range) => geodesicMeters(middle, destination(sector.observer, bearing, range))),
  )
  return Math.max(...distances)
}
