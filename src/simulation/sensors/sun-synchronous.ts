// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'
import { DAY_MS, HOUR_MS, type Instant, toInstant } from '#kernel'

import type { ViirsFigures } from './viirs-model.ts'

const DEGREE = Math.PI / 180
/** Mean Earth radius; a sphere is good to 0.3 % here. */
const EARTH_KILOMETRES = 6371

/** Farther off than this, at the same latitude, the edge of the swath (1,530 km) does not reach even a large theatre. */
const FAR_KILOMETRES = 2_900

type Vector = readonly [number, number, number]

/** One flight over the theatre, flat enough there to be a great circle. */
export interface Pass {
  readonly satellite: string
  /** When the sub-satellite point is at the theatre's latitude. */
  readonly time: Instant
  readonly night: boolean
  /** Unit vectors: where it is then, in which direction it flies, and the pole of its track. */
  readonly at: Vector
  readonly along: Vector
  readonly pole: Vector
  readonly kilometresPerSecond: number
}

/** How one place was seen in a pass. */
export interface View {
  readonly time: Instant
  /** Pixel size on the ground across (scan) and along (track) the flight. */
  readonly scanKilometres: number
  readonly trackKilometres: number
}

/**
 * Passes of one sun-synchronous satellite that come near `center` between two instants: a circular orbit whose node keeps its local
 * solar time, so the node's longitude follows from the clock alone. No real ephemeris: the times are like the real ones, not the same.
 */
export function listPasses(
  satellite: { readonly name: string; readonly phase: number },
  center: Position,
  from: Instant,
  to: Instant,
  figures: ViirsFigures,
): readonly Pass[] {
  const periodMs = (16 * DAY_MS) / figures.orbitsPerCycle
  const first = Math.floor(from / periodMs) - 1
  const last = Math.ceil(to / periodMs) + 1
  const passes: Pass[] = []
  for (let orbit = first; orbit <= last; orbit += 1) {
    const nodeMs = (orbit + satellite.phase) * periodMs
    for (const night of [false, true]) {
      const pass = passOver(satellite.name, center, nodeMs, periodMs, night, figures)
      if (pass !== null && pass.time >= from && pass.time < to) passes.push(pass)
    }
  }
  return passes.toSorted((a, b) => a.time - b.time)
}

function passOver(
  satellite: string,
  center: Position,
  nodeMs: number,
  periodMs: number,
  night: boolean,
  figures: ViirsFigures,
): Pass | null {
  const sine = Math.sin(center.latitude * DEGREE) / Math.sin(figures.inclinationDegrees * DEGREE)
  if (Math.abs(sine) > 1) return null
  // Ascending by day, descending half an orbit later by night.
  const argument = night ? Math.PI - Math.asin(sine) : Math.asin(sine)
  const ms = nodeMs + (argument / (2 * Math.PI)) * periodMs
  const pointAt = (shiftMs: number): Vector =>
    subSatellitePoint(nodeMs, ms + shiftMs - nodeMs, periodMs, figures)
  const [at, later] = [pointAt(0), pointAt(10_000)]
  const pole = unit(cross(at, later))
  const along = cross(pole, at)
  if (dot(at, vectorOf(center)) < Math.cos(FAR_KILOMETRES / EARTH_KILOMETRES)) return null
  return {
    satellite,
    time: toInstant(Math.round(ms)),
    night,
    at,
    along,
    pole,
    kilometresPerSecond: (Math.acos(Math.min(1, dot(at, later))) * EARTH_KILOMETRES) / 10,
  }
}

function subSatellitePoint(nodeMs: number, sinceMs: number, periodMs: number, figures: ViirsFigures): Vector {
  const argument = (2 * Math.PI * sinceMs) / periodMs
  const inclination = figures.inclinationDegrees * DEGREE
  const utcHours = (nodeMs % DAY_MS) / HOUR_MS
  const nodeLongitude = 15 * (figures.ascendingNodeHours - utcHours)
  const inPlane = Math.atan2(Math.cos(inclination) * Math.sin(argument), Math.cos(argument)) / DEGREE
  return vectorOf({
    latitude: Math.asin(Math.sin(inclination) * Math.sin(argument)) / DEGREE,
    longitude: nodeLongitude + inPlane - (360 * sinceMs) / DAY_MS,
  })
}

/** How `place` is seen from this pass, or null where it lies outside the swath. */
export function viewFrom(pass: Pass, place: Position, figures: ViirsFigures): View | null {
  const across = Math.abs(crossTrackKilometres(pass, place)) / EARTH_KILOMETRES
  const orbitRadius = EARTH_KILOMETRES + figures.altitudeKilometres
  const range = Math.sqrt(
    EARTH_KILOMETRES * EARTH_KILOMETRES +
      orbitRadius * orbitRadius -
      2 * EARTH_KILOMETRES * orbitRadius * Math.cos(across),
  )
  const sineOfIncidence = (orbitRadius * Math.sin(across)) / range
  const offNadir = Math.asin(Math.min(1, (EARTH_KILOMETRES * Math.sin(across)) / range))
  if (across > 0.5 || offNadir > figures.scanEdgeDegrees * DEGREE) return null
  const growth = range / figures.altitudeKilometres
  const obliquity = 1 / Math.sqrt(1 - sineOfIncidence * sineOfIncidence)
  const samples = samplesPerPixel(offNadir / DEGREE, figures)
  const alongKilometres =
    Math.asin(Math.max(-1, Math.min(1, dot(pass.along, vectorOf(place))))) * EARTH_KILOMETRES
  return {
    time: toInstant(Math.round(pass.time + (alongKilometres / pass.kilometresPerSecond) * 1_000)),
    scanKilometres: (figures.nadirPixelKilometres * growth * obliquity * samples) / 3,
    trackKilometres: figures.nadirPixelKilometres * growth,
  }
}

function samplesPerPixel(offNadirDegrees: number, figures: ViirsFigures): number {
  if (offNadirDegrees < figures.pairedSamplesFromDegrees) return 3
  return offNadirDegrees < figures.singleSamplesFromDegrees ? 2 : 1
}

/** Bearing in degrees from north in which the satellite flies over its sub-satellite point. */
export function headingDegrees(pass: Pass): number {
  const [x, y, z] = pass.at
  const east: Vector = unit([-y, x, 0])
  const north = cross([x, y, z], east)
  return Math.atan2(dot(pass.along, east), dot(pass.along, north)) / DEGREE
}

const crossTrackKilometres = ({ pole }: { readonly pole: Vector }, place: Position): number =>
  Math.asin(Math.max(-1, Math.min(1, dot(pole, vectorOf(place))))) * EARTH_KILOMETRES

function vectorOf(place: Position): Vector {
  const [latitude, longitude] = [place.latitude * DEGREE, place.longitude * DEGREE]
  return [
    Math.cos(latitude) * Math.cos(longitude),
    Math.cos(latitude) * Math.sin(longitude),
    Math.sin(latitude),
  ]
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v))
  return [v[0] / length, v[1] / length, v[2] / length]
}
