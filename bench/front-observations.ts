// SPDX-License-Identifier: Apache-2.0
import { toInstant, type Digest } from '#kernel'
import type { Observation } from '#observations'

import { createRandom, type GeneratedFront } from './generated-front.ts'

const RADIUS_METERS = 375 * Math.SQRT1_2

/** The rows of a generated front as heat detections of one satellite, each with an id of its own. */
export function toObservation(front: GeneratedFront, row: number): Observation {
  const start = toInstant(front.timeMs[row]!)
  return {
    id: idOf(row),
    source: 'firms',
    means: 'satellite-thermal',
    asset: 'N20',
    lineage: `pass ${Math.floor(front.timeMs[row]! / 6_000_000)}`,
    time: { start, end: start, clockErrorSeconds: 60, precision: 'instant' },
    geometry: {
      kind: 'ellipse',
      center: { latitude: front.latitude[row]!, longitude: front.longitude[row]! },
      semiMajorMeters: RADIUS_METERS,
      semiMinorMeters: RADIUS_METERS,
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
    measurements: { frpMegawatts: 1 + (row % 97) / 10, night: row % 2 },
    labels: [],
    text: null,
    owner: 'mission',
    audiences: ['mission'],
    originOfFire: false,
    supersedes: null,
  }
}

function idOf(row: number): Digest {
  const random = createRandom(row + 1)
  let digits = ''
  while (digits.length < 64)
    digits += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  return digits as Digest
}
