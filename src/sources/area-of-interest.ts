// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import type { Position } from '#kernel'

import type { AreaOfInterest, GeographicBox } from './source.ts'

/**
 * Surroundings of what the terms draw: wide enough for a front that has moved and for feeds cut by country, narrow enough that
 * places near the line with latitude and longitude swapped fall outside.
 */
const NEAR_KILOMETRES = 900
/** Wide enough for feeds cut by continent, narrow enough that the other hemisphere falls outside. */
const FAR_KILOMETRES = 6_000
const KILOMETRES_PER_DEGREE = 111.195

/**
 * The boxes around everything that the terms draw (lines, zones, objects), 900 and 6,000 km more on every side.
 * Undefined where they draw nothing, since then every place on Earth is possible.
 */
export function areaOfInterest(agreement: Agreement): AreaOfInterest | undefined {
  const places = drawnPlaces(agreement)
  if (places.length === 0) return undefined
  return { near: boxAround(places, NEAR_KILOMETRES), far: boxAround(places, FAR_KILOMETRES) }
}

function boxAround(places: readonly Position[], marginKilometres: number): GeographicBox {
  const latitudes = places.map(({ latitude }) => latitude)
  const longitudes = places.map(({ longitude }) => longitude)
  const margin = marginKilometres / KILOMETRES_PER_DEGREE
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2
  const marginEast = margin / Math.max(0.05, Math.cos((middle * Math.PI) / 180))
  return {
    south: Math.max(-90, Math.min(...latitudes) - margin),
    north: Math.min(90, Math.max(...latitudes) + margin),
    west: Math.max(-180, Math.min(...longitudes) - marginEast),
    east: Math.min(180, Math.max(...longitudes) + marginEast),
  }
}

function drawnPlaces({ lines, zones, objects }: Agreement): readonly Position[] {
  return [
    ...lines.flatMap(({ geometry }) => geometry?.parts.flat() ?? []),
    ...zones.flatMap((zone) => (zone.kind === 'polygon' ? zone.polygon.flat() : [])),
    ...objects.map(({ position }) => position),
  ]
}
