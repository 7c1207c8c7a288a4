// SPDX-License-Identifier: Apache-2.0
import type { Ellipse, Position } from '#kernel'
import type { ObservationContent } from '#observations'

/** What most feeds do not say; a source overrides what its rows do. */
export const NOTHING_SAID = {
  asset: null,
  placeName: null,
  count: { value: 1, qualifier: 'exact' },
  weapon: { weaponClass: 'not-known', calibreMillimetres: null },
  flightDirectionDegrees: null,
  assessedContext: 'not-known',
  sensorConfidence: null,
  grades: { source: 'F', information: 6 },
  measurements: {},
  labels: [],
  text: null,
  originOfFire: false,
  supersedes: null,
} as const satisfies Partial<ObservationContent>

/** A 95 % circle of so many metres round a place. */
export const circle = (center: Position, radiusMeters: number): Ellipse => ({
  kind: 'ellipse',
  center,
  semiMajorMeters: radiusMeters,
  semiMinorMeters: radiusMeters,
  azimuthDegrees: 0,
})
