// SPDX-License-Identifier: Apache-2.0
import { digestOfJson, toInstant } from '#kernel'
import type { Observation } from '#observations'

/** What a test says of an observation; everything else is a satellite's heat detection of ordinary strength. */
export interface MadeObservation extends Partial<Omit<Observation, 'time' | 'geometry' | 'id'>> {
  readonly latitude: number
  readonly longitude: number
  readonly startMs: number
  readonly endMs?: number
  readonly radiusMeters?: number
  readonly frpMegawatts?: number
  readonly night?: boolean
}

/** An observation made for a test, named by its content. */
export function madeObservation(made: MadeObservation): Observation {
  const { latitude, longitude, startMs, endMs, radiusMeters, frpMegawatts, night, ...rest } = made
  const radius = radiusMeters ?? 300
  const content = {
    source: 'firms',
    means: 'satellite-thermal',
    asset: 'N20',
    lineage: `pass at ${startMs}`,
    time: {
      start: toInstant(startMs),
      end: toInstant(endMs ?? startMs),
      clockErrorSeconds: 60,
      precision: 'instant',
    },
    geometry: {
      kind: 'ellipse',
      center: { latitude, longitude },
      semiMajorMeters: radius,
      semiMinorMeters: radius,
      azimuthDegrees: 0,
    },
    placeName: null,
    effect: 'heat',
    count: { value: 1, qualifier: 'exact' },
    weapon: { weaponClass: 'not-known', calibreMillimetres: null },
    flightDirectionDegrees: null,
    assessedContext: 'not-known',
    sensorConfidence: 'nominal',
    grades: { source: 'B', information: 2 },
    measurements: { frpMegawatts: frpMegawatts ?? 3, night: night === false ? 0 : 1 },
    labels: [],
    text: null,
    owner: 'mission',
    audiences: ['mission'],
    originOfFire: false,
    supersedes: null,
    ...rest,
  } satisfies Omit<Observation, 'id'>
  return { ...content, id: digestOfJson(content) }
}
