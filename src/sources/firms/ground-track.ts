// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, formatInstant, HOUR_MS, toInstant, type Position } from '#kernel'

import type { Satellite } from './satellites.ts'

const RADIANS = Math.PI / 180

/** WGS-84 semi-major axis in metres and first eccentricity squared. */
const SEMI_MAJOR_METERS = 6_378_137
const ECCENTRICITY_SQUARED = 0.006_694_379_990_141_3

/** Mean radius of the Earth in metres, and its turning in radians a second (WGS-84). */
const MEAN_RADIUS_METERS = 6_371_008.8
const EARTH_RADIANS_PER_SECOND = 7.292_115e-5

/** Shorter than the 98.8 to 101.5 minutes of one orbit, so that two orbits never share a bucket. */
const PASS_BUCKET_MS = 98 * 60_000

const MINUTE_MS = 60_000

/**
 * True where the satellite flew north over the place: by local mean solar time, 06 to 18 h being the day side. Better than
 * the file's day flag, which speaks of the sun's height and calls a polar summer night a day.
 */
export function isNorthbound(satellite: Satellite, timeMs: number, longitude: number): boolean {
  const solarMs = (((timeMs + (longitude / 360) * DAY_MS) % DAY_MS) + DAY_MS) % DAY_MS
  const day = solarMs >= 6 * HOUR_MS && solarMs < 18 * HOUR_MS
  return day === satellite.northboundByDay
}

/**
 * Azimuth of the ground track in degrees clockwise from north: spherical orbit of the satellite's inclination, less the
 * Earth's own turning (e.g. Capderou 2014, chapter 5). Good to a degree or two below 80 degrees of latitude.
 */
export function headingDegrees(satellite: Satellite, latitude: number, northbound: boolean): number {
  const cosLatitude = Math.max(1e-6, Math.cos(latitude * RADIANS))
  const sinHeading = clampUnit(Math.cos(satellite.inclinationDegrees * RADIANS) / cosLatitude)
  const cosHeading = Math.sqrt(1 - sinHeading * sinHeading) * (northbound ? 1 : -1)
  const speed = (MEAN_RADIUS_METERS * 2 * Math.PI) / (satellite.periodMinutes * 60)
  const east = speed * sinHeading - EARTH_RADIANS_PER_SECOND * MEAN_RADIUS_METERS * cosLatitude
  return (Math.atan2(east, speed * cosHeading) / RADIANS + 360) % 360
}

/** Corners of a pixel: `track` kilometres along the heading, `scan` kilometres across it, round the centre in degrees. */
export function pixelRing(
  center: Position,
  scanKilometres: number,
  trackKilometres: number,
  heading: number,
): readonly Position[] {
  const sinLatitude = Math.sin(center.latitude * RADIANS)
  const w = 1 - ECCENTRICITY_SQUARED * sinLatitude * sinLatitude
  const rootW = Math.sqrt(w)
  const metersNorth = ((SEMI_MAJOR_METERS * (1 - ECCENTRICITY_SQUARED)) / (w * rootW)) * RADIANS
  const cosLatitude = Math.max(1e-6, Math.cos(center.latitude * RADIANS))
  const metersEast = (SEMI_MAJOR_METERS / rootW) * cosLatitude * RADIANS
  const alongEast = Math.sin(heading * RADIANS) * trackKilometres * 500
  const alongNorth = Math.cos(heading * RADIANS) * trackKilometres * 500
  const acrossEast = Math.cos(heading * RADIANS) * scanKilometres * 500
  const acrossNorth = -Math.sin(heading * RADIANS) * scanKilometres * 500
  const corner = (along: number, across: number): Position => ({
    latitude: clamp(center.latitude + (along * alongNorth + across * acrossNorth) / metersNorth, 90),
    longitude: wrap(center.longitude + (along * alongEast + across * acrossEast) / metersEast),
  })
  return [corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]
}

/**
 * Names the satellite's pass by when its orbit crossed the equator northbound, so that all of one pass gets one name though
 * its rows differ by minutes, and the next orbit another. A fixed bucket: some passes are cut in two, far from any one fire.
 */
export function passName(
  satellite: Satellite,
  timeMs: number,
  latitude: number,
  northbound: boolean,
): string {
  const sinArgument = Math.sin(latitude * RADIANS) / Math.sin(satellite.inclinationDegrees * RADIANS)
  const fromNode = Math.asin(clampUnit(sinArgument))
  const argument = northbound ? fromNode : Math.PI - fromNode
  const sinceNodeMs = (argument / (2 * Math.PI)) * satellite.periodMinutes * MINUTE_MS
  const bucket = Math.floor((timeMs - sinceNodeMs) / PASS_BUCKET_MS) * PASS_BUCKET_MS
  return `satellite-pass/${satellite.asset}/${minuteText(bucket)}/${northbound ? 'north' : 'south'}`
}

/** The same few passes come in thousands of rows: their names are written once. */
const minuteTexts = new Map<number, string>()
const MOST_MINUTE_TEXTS = 4_096

function minuteText(ms: number): string {
  const known = minuteTexts.get(ms)
  if (known !== undefined) return known
  if (minuteTexts.size >= MOST_MINUTE_TEXTS) minuteTexts.clear()
  const text = `${formatInstant(toInstant(ms)).slice(0, 16)}Z`
  minuteTexts.set(ms, text)
  return text
}

const clampUnit = (value: number): number => clamp(value, 1)
const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value))
const wrap = (longitude: number): number =>
  longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
