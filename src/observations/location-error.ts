// SPDX-License-Identifier: Apache-2.0
import {
  assertNever,
  centerOf,
  uncertaintyMeters,
  type Footprint,
  type Geometry,
  type Position,
  type Sector,
} from '#kernel'

/** Half-axes of the 95 % ellipse of a plane normal distribution are this many standard deviations: sqrt(-2 ln 0.05). */
const SIGMAS_OF_95_PERCENT = 2.447746830680816

/** Mean metres per degree of a great circle on the sphere of 6,371,008.8 m. */
const METERS_PER_DEGREE = 111_195.0797

const DEGREE = Math.PI / 180

/** Where an observation lies and how far off it may be: a centre, a 95 % ellipse and the circle that holds the whole region. */
export interface LocationError {
  readonly center: Position
  readonly semiMajorMeters: number
  readonly semiMinorMeters: number
  /** Azimuth of the major axis, degrees from north. */
  readonly azimuthDegrees: number
  readonly radiusMeters: number
}

/** East and north second moments of a position error, square metres. */
interface Moments {
  readonly east: number
  readonly north: number
  readonly cross: number
}

/**
 * The location error of a geometry in metres. A footprint and a sector say only "somewhere inside", so their ellipse is
 * that of the normal distribution with the variance of an even spread over the region (a side of w gives w^2 / 12).
 */
export function locationErrorOf(geometry: Geometry): LocationError {
  switch (geometry.kind) {
    case 'ellipse':
      return {
        center: geometry.center,
        semiMajorMeters: geometry.semiMajorMeters,
        semiMinorMeters: geometry.semiMinorMeters,
        azimuthDegrees: geometry.azimuthDegrees,
        radiusMeters: Math.max(geometry.semiMajorMeters, geometry.semiMinorMeters),
      }
    case 'footprint':
      return footprintError(geometry)
    case 'sector':
      return sectorError(geometry)
    default:
      return assertNever(geometry)
  }
}

function footprintError(footprint: Footprint): LocationError {
  const { center, ring } = footprint
  const corners = ring.map((corner) => localMeters(center, corner))
  let radiusMeters = 0
  for (const corner of corners) radiusMeters = Math.max(radiusMeters, Math.hypot(corner.x, corner.y))
  return fromMoments(center, polygonMoments(corners), radiusMeters)
}

/** Area moments of a ring about the local origin, by triangles from it; a ring without area has none. */
function polygonMoments(corners: readonly { readonly x: number; readonly y: number }[]): Moments {
  let area = 0
  let east = 0
  let north = 0
  let cross = 0
  corners.forEach((a, k) => {
    const b = corners[(k + 1) % corners.length] ?? a
    const doubled = a.x * b.y - b.x * a.y
    area += doubled / 2
    east += (doubled * (a.x * a.x + a.x * b.x + b.x * b.x)) / 12
    north += (doubled * (a.y * a.y + a.y * b.y + b.y * b.y)) / 12
    cross += (doubled * (2 * a.x * a.y + a.x * b.y + b.x * a.y + 2 * b.x * b.y)) / 24
  })
  return area === 0
    ? { east: 0, north: 0, cross: 0 }
    : { east: east / area, north: north / area, cross: cross / area }
}

function sectorError(sector: Sector): LocationError {
  const depth = (sector.rangeMaximumMeters - sector.rangeMinimumMeters) / 2
  const middle = (sector.rangeMaximumMeters + sector.rangeMinimumMeters) / 2
  const halfWidth = middle * Math.min(Math.PI, sector.bearingHalfWidthDegrees * DEGREE)
  const along = (depth * depth) / 3
  const across = (halfWidth * halfWidth) / 3
  const sin = Math.sin(sector.bearingDegrees * DEGREE)
  const cos = Math.cos(sector.bearingDegrees * DEGREE)
  return fromMoments(
    centerOf(sector),
    {
      east: along * sin * sin + across * cos * cos,
      north: along * cos * cos + across * sin * sin,
      cross: (along - across) * sin * cos,
    },
    uncertaintyMeters(sector),
  )
}

function fromMoments(center: Position, moments: Moments, radiusMeters: number): LocationError {
  const mean = (moments.east + moments.north) / 2
  const spread = Math.hypot((moments.east - moments.north) / 2, moments.cross)
  const azimuth = Math.atan2(2 * moments.cross, moments.north - moments.east) / 2 / DEGREE
  return {
    center,
    semiMajorMeters: SIGMAS_OF_95_PERCENT * Math.sqrt(mean + spread),
    semiMinorMeters: SIGMAS_OF_95_PERCENT * Math.sqrt(Math.max(0, mean - spread)),
    azimuthDegrees: (azimuth + 180) % 180,
    radiusMeters,
  }
}

/** Metres east and north of `origin` on the plane that touches there; good to 0.1 % over a pixel or two. */
function localMeters(origin: Position, position: Position): { readonly x: number; readonly y: number } {
  const degrees = ((position.longitude - origin.longitude + 540) % 360) - 180
  return {
    x: degrees * METERS_PER_DEGREE * Math.cos(origin.latitude * DEGREE),
    y: (position.latitude - origin.latitude) * METERS_PER_DEGREE,
  }
}
