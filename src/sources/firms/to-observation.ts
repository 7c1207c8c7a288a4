// SPDX-License-Identifier: Apache-2.0
import { toInstant } from '#kernel'
import type { ObservationContent, SensorConfidence } from '#observations'

import { PUBLIC_FEED } from '../releasability.ts'
import {
  CONFIDENCE_HIGH,
  CONFIDENCE_LOW,
  CONFIDENCE_NOMINAL,
  NO_TYPE,
  NO_VERSION,
  type FirmsColumns,
} from './columns.ts'
import { headingDegrees, isNorthbound, passName, pixelRing } from './ground-track.ts'
import { SATELLITES, type Satellite } from './satellites.ts'

/**
 * Seconds by which the moment of sensing may lie after `acq_time`, which is the start of the granule cut to the minute:
 * 60 plus the granule's length (VIIRS 86 s, MODIS 300 s), rounded up.
 */
const CLOCK_ERROR_SECONDS = { VIIRS: 150, MODIS: 360 } as const

/** MODIS per cent to classes: below 30 low, from 80 high (MODIS Collection 6 fire product user's guide). */
const MODIS_NOMINAL_FROM = 30
const MODIS_HIGH_FROM = 80

/** How far a detection of each class is believed to be a heat source at all. */
const INFORMATION = { low: 4, nominal: 3, high: 2 } as const

/** The sound row `k` of a block as an observation without its name. */
export function toContent(columns: FirmsColumns, k: number): ObservationContent {
  const satellite = SATELLITES[columns.satellite[k] as number] as Satellite
  const timeMs = columns.timeMs[k] as number
  const center = { latitude: columns.latitude[k] as number, longitude: columns.longitude[k] as number }
  const scanKilometres = columns.scanKilometres[k] as number
  const trackKilometres = columns.trackKilometres[k] as number
  const northbound = isNorthbound(satellite, timeMs, center.longitude)
  const heading = headingDegrees(satellite, center.latitude, northbound)
  const confidence = columns.confidence[k] as number
  const sensorConfidence = classOf(confidence)
  const type = columns.hotSpotType[k] as number
  const version = columns.version[k] as number
  const time = toInstant(timeMs)
  return {
    source: 'firms',
    means: 'satellite-thermal',
    asset: satellite.asset,
    lineage: passName(satellite, timeMs, center.latitude, northbound),
    time: {
      start: time,
      end: time,
      clockErrorSeconds: CLOCK_ERROR_SECONDS[satellite.instrument],
      precision: 'instant',
    },
    geometry: {
      kind: 'footprint',
      center,
      ring: pixelRing(center, scanKilometres, trackKilometres, heading),
    },
    placeName: null,
    effect: 'heat',
    count: { value: 1, qualifier: 'exact' },
    weapon: { weaponClass: 'not-known', calibreMillimetres: null },
    flightDirectionDegrees: null,
    assessedContext: 'not-known',
    sensorConfidence,
    grades: { source: 'B', information: INFORMATION[sensorConfidence] },
    measurements: {
      ...readings(satellite, columns, k),
      frpMegawatts: columns.frpMegawatts[k] as number,
      night: columns.night[k] as number,
      scanKilometres,
      trackKilometres,
      ...(confidence <= 100 ? { confidencePercent: confidence } : {}),
      ...(type === NO_TYPE ? {} : { hotSpotType: type }),
    },
    labels: version === NO_VERSION ? [] : [`version ${columns.versions[version]}`],
    text: null,
    owner: FIRMS_OWNER,
    audiences: PUBLIC_FEED.audiences,
    originOfFire: false,
    supersedes: null,
  }
}

/** Whose data it is: the operator of the feed. */
export const FIRMS_OWNER = 'NASA FIRMS'

const readings = (
  satellite: Satellite,
  columns: FirmsColumns,
  k: number,
): Readonly<Record<string, number>> => {
  const fire = columns.brightnessKelvin[k] as number
  const background = columns.backgroundKelvin[k] as number
  return satellite.instrument === 'VIIRS'
    ? { brightnessTi4Kelvin: fire, brightnessTi5Kelvin: background }
    : { brightnessT21Kelvin: fire, brightnessT31Kelvin: background }
}

function classOf(confidence: number): SensorConfidence {
  if (confidence === CONFIDENCE_LOW) return 'low'
  if (confidence === CONFIDENCE_NOMINAL) return 'nominal'
  if (confidence === CONFIDENCE_HIGH) return 'high'
  return confidence < MODIS_NOMINAL_FROM ? 'low' : confidence < MODIS_HIGH_FROM ? 'nominal' : 'high'
}
