// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import type { Position } from '#kernel'

import type { GeographicBox } from './source.ts'

/**
 * How far beyond what the terms draw a row may lie. Wide enough for a front that has moved and for feeds cut by country, narrow
 * enough that most places with latitude and longitude swapped fall outside.
 */
const MARGIN_KILOMETRES = 900
const KILOMETRES_PER_DEGREE = 111.195

/**
 * The box around everything that the terms draw (lines, zones, objects) and 900 km more on every side: a row outside has nothing
 * to do with these terms. Undefined where they draw nothing, since then every place on Earth is possible.
 */
export function areaOfInterest(agreement: Agreement): GeographicBox | undefined {
  const places = drawnPlaces(agreement)
  if (places.length === 0) return undefined
  const latitudes = places.map(({ latitude }) => latitude)
  const longitudes = places.map(({ longitude }) => longitude)
  const margin = MARGIN_KILOMETRES / KILOMETRES_PER_DEGREE
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
