// SPDX-License-Identifier: Apache-2.0
import {
  assertNever,
  quantiseDegrees,
  quantiseMeters,
  quantiseSeconds,
  type Geometry,
  type Position,
} from '#kernel'

import type { ObservationContent } from './observation.ts'

/** Adding zero turns minus zero into zero, which JSON cannot tell apart. */
const plain = (value: number): number => value + 0

const degrees = (value: number): number => plain(quantiseDegrees(value))
const meters = (value: number): number => plain(quantiseMeters(value))

/** Readings keep six decimals: more than any feed gives, and the same everywhere. */
const reading = (value: number): number => plain(Math.round(value * 1e6) / 1e6)

/** The content with every number at the precision it is stored with and its audiences as a sorted set; doing it twice changes nothing. Every field is named here, so that nothing else gets into an id. */
export function quantiseContent(content: ObservationContent): ObservationContent {
  const { time, count, weapon } = content
  return {
    source: content.source,
    means: content.means,
    asset: content.asset,
    lineage: content.lineage,
    time: {
      start: time.start,
      end: time.end,
      clockErrorSeconds: plain(quantiseSeconds(time.clockErrorSeconds)),
      precision: time.precision,
    },
    geometry: quantiseGeometry(content.geometry),
    placeName: content.placeName,
    effect: content.effect,
    count: { value: reading(count.value), qualifier: count.qualifier },
    weapon: {
      weaponClass: weapon.weaponClass,
      calibreMillimetres: weapon.calibreMillimetres === null ? null : reading(weapon.calibreMillimetres),
    },
    flightDirectionDegrees:
      content.flightDirectionDegrees === null ? null : degrees(content.flightDirectionDegrees),
    assessedContext: content.assessedContext,
    sensorConfidence: content.sensorConfidence,
    grades: { source: content.grades.source, information: content.grades.information },
    measurements: quantiseReadings(content.measurements),
    labels: [...content.labels],
    text: content.text,
    owner: content.owner,
    audiences: [...new Set(content.audiences)].sort(),
    originOfFire: content.originOfFire,
    supersedes: content.supersedes,
  }
}

function quantiseReadings(measurements: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const quantised: Record<string, number> = {}
  for (const name of Object.keys(measurements)) quantised[name] = reading(measurements[name] as number)
  return quantised
}

function quantiseGeometry(geometry: Geometry): Geometry {
  switch (geometry.kind) {
    case 'ellipse':
      return {
        ...geometry,
        center: position(geometry.center),
        semiMajorMeters: meters(geometry.semiMajorMeters),
        semiMinorMeters: meters(geometry.semiMinorMeters),
        azimuthDegrees: degrees(geometry.azimuthDegrees),
      }
    case 'sector':
      return {
        ...geometry,
        observer: position(geometry.observer),
        bearingDegrees: degrees(geometry.bearingDegrees),
        bearingHalfWidthDegrees: degrees(geometry.bearingHalfWidthDegrees),
        rangeMinimumMeters: meters(geometry.rangeMinimumMeters),
        rangeMaximumMeters: meters(geometry.rangeMaximumMeters),
      }
    case 'footprint':
      return { ...geometry, center: position(geometry.center), ring: geometry.ring.map(position) }
    default:
      return assertNever(geometry)
  }
}

const position = (p: Position): Position => ({
  latitude: degrees(p.latitude),
  longitude: degrees(p.longitude),
})
