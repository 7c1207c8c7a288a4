// SPDX-License-Identifier: Apache-2.0
import geodesic from 'geographiclib-geodesic'

import type { Position } from './position.ts'

const wgs84 = geodesic.Geodesic.WGS84

/** Metres along the WGS-84 geodesic between two places (Karney 2013, by GeographicLib; error below 1 micrometre). */
export function geodesicMeters(from: Position, to: Position): number {
  const { s12 } = wgs84.Inverse(from.latitude, from.longitude, to.latitude, to.longitude)
  return s12 ?? Number.NaN
}

/** Azimuth in degrees, 0 to 360 clockwise from north, in which `to` lies as seen from `from`. */
export function bearingDegrees(from: Position, to: Position): number {
  const { azi1 } = wgs84.Inverse(from.latitude, from.longitude, to.latitude, to.longitude)
  return ((azi1 ?? 0) + 360) % 360
}

/** The place `meters` away from `from` along the azimuth `bearing` (degrees clockwise from north). */
export function destination(from: Position, bearing: number, meters: number): Position {
  const { lat2, lon2 } = wgs84.Direct(from.latitude, from.longitude, bearing, meters)
  return { latitude: lat2 ?? Number.NaN, longitude: lon2 ?? Number.NaN }
}
