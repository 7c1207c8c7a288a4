// SPDX-License-Identifier: Apache-2.0
import type * as GeoJSON from 'geojson'

const CORNERS = 64
/** Mean radius of the Earth (IUGG); a circle for the eye needs no ellipsoid. */
const EARTH_METERS = 6_371_008.8

/** A ring of points around a place at a distance in metres, as GeoJSON. */
export function circleAround(longitude: number, latitude: number, meters: number): GeoJSON.Feature {
  const angle = meters / EARTH_METERS
  const phi = (latitude * Math.PI) / 180
  const ring = Array.from({ length: CORNERS + 1 }, (_, n) => {
    const bearing = (2 * Math.PI * n) / CORNERS
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing)
    const lat = Math.asin(sine)
    const turn = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * sine,
    )
    return [longitude + (turn * 180) / Math.PI, (lat * 180) / Math.PI]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } }
}

/** A ring of points on an ellipse around a place: half-axes in metres, azimuth of the major one in degrees from north. */
export function ellipseAround(
  longitude: number,
  latitude: number,
  { major, minor, azimuth }: { readonly major: number; readonly minor: number; readonly azimuth: number },
): GeoJSON.Feature {
  const turn = (azimuth * Math.PI) / 180
  const degree = (EARTH_METERS * Math.PI) / 180
  const shrink = Math.cos((latitude * Math.PI) / 180)
  const ring = Array.from({ length: CORNERS + 1 }, (_, n) => {
    const angle = (2 * Math.PI * n) / CORNERS
    const along = major * Math.cos(angle)
    const across = minor * Math.sin(angle)
    const north = along * Math.cos(turn) - across * Math.sin(turn)
    const east = along * Math.sin(turn) + across * Math.cos(turn)
    return [longitude + east / degree / shrink, latitude + north / degree]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } }
}
