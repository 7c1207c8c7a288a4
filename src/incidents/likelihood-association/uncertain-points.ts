// SPDX-License-Identifier: Apache-2.0
import { DAY_MS } from '#kernel'

/** Numbers a point or a group of points takes in `state`, side by side. */
export const WIDTH = 14
/** Degrees. */
export const LATITUDE = 0
export const LONGITUDE = 1
/** Cosine of the latitude. */
export const COSINE = 2
/** Covariance of the place, square kilometres. */
export const EAST = 3
export const NORTH = 4
export const CROSS = 5
/** The onset lies between these, days since the epoch; the likelihood of an onset rises by `GROWTH` (per day) towards the latest. */
export const EARLIEST = 6
export const LATEST = 7
export const GROWTH = 8
/** Logarithm of the likelihood of an onset at the latest moment, and of its integral over all onsets times the factorial of the members. */
export const PEAK = 9
export const MASS = 10
/** Logarithm of the rate of unrelated incidents at the place, per square kilometre and day. */
export const RATE = 11
/** Members. */
export const MEMBERS = 12
/** Stories among them, such as reports in the news: no occurrence takes more than one. */
export const STORIES = 13

/** Mean kilometres per degree of a great circle on the sphere of 6,371,008.8 m. */
export const KILOMETERS_PER_DEGREE = 111.195_079_7

const DEGREE = Math.PI / 180

/**
 * Observations as the association sees them: each a normal distribution of places and a likelihood of onsets, in the order
 * that settles ties.
 */
export interface UncertainPoints {
  readonly size: number
  /** `WIDTH` numbers a point. */
  readonly state: Float64Array
  /** Where in `state` each point stands, where not all of a larger state are meant. */
  readonly chosen?: Uint32Array
}

/** What one observation says of where and when. */
export interface WhereAndWhen {
  readonly latitude: number
  readonly longitude: number
  /** Covariance of the place of the occurrence, square kilometres. */
  readonly east: number
  readonly north: number
  readonly cross: number
  /** `after` where something lasting was seen at `latestMs`; `within` where it happened between the two. */
  readonly clock: 'after' | 'within'
  readonly earliestMs: number
  readonly latestMs: number
  /** Mean days from the onset to such a detection; of no account for `within`. */
  readonly lifetimeDays: number
  /** A story, with all who tell it: it is of one occurrence, and an occurrence has one. */
  readonly isStory: boolean
}

/** Cosine of -90 to 90 degrees by its Taylor series: the host's own may differ in the last digit between versions. */
export function cosineOfDegrees(degrees: number): number {
  const x = degrees * DEGREE
  const q = x * x
  let sum = 0
  for (let k = COSINE_TERMS.length - 1; k >= 0; k--) sum = sum * q + COSINE_TERMS[k]!
  return sum
}

/** 1, -1/2!, 1/4!, ...: the first term left out is below 1e-16 at 90 degrees. */
const COSINE_TERMS: readonly number[] = [...Array(12).keys()].map((k) => {
  let term = 1
  for (let j = 1; j <= 2 * k; j++) term /= j
  return k % 2 === 0 ? term : -term
})

/** Writes a point to `state` at `at`; its rate is written by the background. */
export function writePoint(state: Float64Array, at: number, point: WhereAndWhen): void {
  state[at + LATITUDE] = point.latitude
  state[at + LONGITUDE] = point.longitude
  state[at + COSINE] = cosineOfDegrees(point.latitude)
  state[at + EAST] = point.east
  state[at + NORTH] = point.north
  state[at + CROSS] = point.cross
  state[at + LATEST] = point.latestMs / DAY_MS
  state[at + MASS] = 0
  state[at + MEMBERS] = 1
  state[at + STORIES] = point.isStory ? 1 : 0
  if (point.clock === 'after') {
    state[at + EARLIEST] = -Infinity
    state[at + GROWTH] = 1 / point.lifetimeDays
    state[at + PEAK] = -Math.log(point.lifetimeDays)
    return
  }
  const days = (point.latestMs - point.earliestMs) / DAY_MS
  state[at + EARLIEST] = point.earliestMs / DAY_MS
  state[at + GROWTH] = 0
  state[at + PEAK] = -Math.log(days)
}

/** Where the numbers of a point begin. */
export const placeOf = ({ chosen }: UncertainPoints, point: number): number =>
  WIDTH * (chosen === undefined ? point : chosen[point]!)
