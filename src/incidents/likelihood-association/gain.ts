// SPDX-License-Identifier: Apache-2.0
import {
  COSINE,
  CROSS,
  EARLIEST,
  EAST,
  GROWTH,
  KILOMETERS_PER_DEGREE,
  LATEST,
  LATITUDE,
  LONGITUDE,
  MASS,
  MEMBERS,
  NORTH,
  PEAK,
  RATE,
  STORIES,
} from './uncertain-points.ts'

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** Beyond this many e-foldings the cut-off tail of an exponential is nothing in a double. */
const LONG = 40

const LOG_FACTORIALS = logFactorials(4_096)

function logFactorials(size: number): Float64Array {
  const table = new Float64Array(size)
  for (let n = 2; n < size; n++) table[n] = table[n - 1]! + Math.log(n)
  return table
}

/** ln n!, beyond the table by Stirling's series. */
const logFactorial = (n: number): number =>
  n < LOG_FACTORIALS.length
    ? LOG_FACTORIALS[n]!
    : (n + 0.5) * Math.log(n) - n + 0.5 * LOG_TWO_PI + 1 / (12 * n)

/** ln of the binomial coefficient: in how many ways a group parts into two of these sizes. */
const logWaysToPart = (a: number, b: number): number =>
  logFactorial(a + b) - (logFactorial(a) + logFactorial(b))

/** Gains are compared in whole multiples of 2^-20, so that no last digit decides an order. */
export const GAIN_STEPS = 1 << 20
const LARGEST = 0x7fff_ffff

/** A natural logarithm in whole steps, held to what 32 bits carry (about 2,048 either way). */
export function inGainSteps(gain: number): number {
  const steps = gain * GAIN_STEPS
  return (steps > LARGEST ? LARGEST : steps < -LARGEST ? -LARGEST : Math.round(steps)) | 0
}

/**
 * How much better one occurrence explains two groups than two unrelated occurrences do: a natural logarithm in whole steps,
 * so that nothing is allocated to hand it on; the least where no onset suits both or both hold a story. For normal errors
 * and an unknown middle the evidence of a joint group over that of its parts is the normal density of the distance between
 * their means with their covariances summed (Kalman's update, read as a test); the onset is integrated out in the same way,
 * and the rate of unrelated incidents stands for the alternative.
 */
export function gainOf(s: Float64Array, a: number, b: number): number {
  if (s[a + STORIES]! + s[b + STORIES]! > 1) return -LARGEST
  const latest = s[a + LATEST]! < s[b + LATEST]! ? s[a + LATEST]! : s[b + LATEST]!
  const earliest = s[a + EARLIEST]! > s[b + EARLIEST]! ? s[a + EARLIEST]! : s[b + EARLIEST]!
  const span = latest - earliest
  if (span <= 0) return -LARGEST
  const growthA = s[a + GROWTH]!
  const growthB = s[b + GROWTH]!
  const growth = growthA + growthB
  const folds = growth * span
  const narrowness = folds > LONG ? growth : growth === 0 ? 1 / span : growth / (1 - Math.exp(-folds))
  // Bracketed so that the two groups can change places without changing a digit.
  const peak =
    s[a + PEAK]! - growthA * (s[a + LATEST]! - latest) + (s[b + PEAK]! - growthB * (s[b + LATEST]! - latest))
  const dn = (s[a + LATITUDE]! - s[b + LATITUDE]!) * KILOMETERS_PER_DEGREE
  const de =
    (s[a + LONGITUDE]! - s[b + LONGITUDE]!) *
    (0.5 * KILOMETERS_PER_DEGREE * (s[a + COSINE]! + s[b + COSINE]!))
  const east = s[a + EAST]! + s[b + EAST]!
  const north = s[a + NORTH]! + s[b + NORTH]!
  const cross = s[a + CROSS]! + s[b + CROSS]!
  const determinant = east * north - cross * cross
  const squared = (north * de * de - 2 * cross * de * dn + east * dn * dn) / determinant
  const rate = s[a + RATE]! > s[b + RATE]! ? s[a + RATE]! : s[b + RATE]!
  return inGainSteps(
    peak +
      logWaysToPart(s[a + MEMBERS]!, s[b + MEMBERS]!) -
      (s[a + MASS]! + s[b + MASS]!) -
      rate -
      LOG_TWO_PI -
      0.5 * (squared + Math.log(determinant * narrowness * narrowness)),
  )
}

/** Writes the union of the groups at `a` and `b` to `a`: the product of what they say of place and onset. */
export function mergeInto(s: Float64Array, a: number, b: number): void {
  const latest = s[a + LATEST]! < s[b + LATEST]! ? s[a + LATEST]! : s[b + LATEST]!
  const earliest = s[a + EARLIEST]! > s[b + EARLIEST]! ? s[a + EARLIEST]! : s[b + EARLIEST]!
  const growth = s[a + GROWTH]! + s[b + GROWTH]!
  const peak =
    s[a + PEAK]! -
    s[a + GROWTH]! * (s[a + LATEST]! - latest) +
    s[b + PEAK]! -
    s[b + GROWTH]! * (s[b + LATEST]! - latest)
  const folds = growth * (latest - earliest)
  const width = growth === 0 ? latest - earliest : folds > LONG ? 1 / growth : (1 - Math.exp(-folds)) / growth
  s[a + EARLIEST] = earliest
  s[a + LATEST] = latest
  s[a + GROWTH] = growth
  s[a + PEAK] = peak
  s[a + MASS] = peak + Math.log(width)

  const scale = 0.5 * KILOMETERS_PER_DEGREE * (s[a + COSINE]! + s[b + COSINE]!)
  const dn = (s[b + LATITUDE]! - s[a + LATITUDE]!) * KILOMETERS_PER_DEGREE
  const de = (s[b + LONGITUDE]! - s[a + LONGITUDE]!) * scale
  const ee = s[a + EAST]!
  const nn = s[a + NORTH]!
  const en = s[a + CROSS]!
  const east = ee + s[b + EAST]!
  const north = nn + s[b + NORTH]!
  const cross = en + s[b + CROSS]!
  const determinant = east * north - cross * cross
  // Gain matrix P_a S^-1, row by row.
  const k00 = (ee * north - en * cross) / determinant
  const k01 = (en * east - ee * cross) / determinant
  const k10 = (en * north - nn * cross) / determinant
  const k11 = (nn * east - en * cross) / determinant
  s[a + LONGITUDE]! += (k00 * de + k01 * dn) / scale
  s[a + LATITUDE]! += (k10 * de + k11 * dn) / KILOMETERS_PER_DEGREE
  s[a + EAST] = ee - (k00 * ee + k01 * en)
  s[a + NORTH] = nn - (k10 * en + k11 * nn)
  s[a + CROSS] = en - (k00 * en + k01 * nn)
  s[a + COSINE] = 0.5 * (s[a + COSINE]! + s[b + COSINE]!)
  s[a + MEMBERS]! += s[b + MEMBERS]!
  s[a + STORIES]! += s[b + STORIES]!
  if (s[b + RATE]! > s[a + RATE]!) s[a + RATE] = s[b + RATE]!
}

/** Copies the group at `from` of one state to `to` of another; spelt out, since a loop takes twice the time. */
export function copyGroup(source: Float64Array, from: number, target: Float64Array, to: number): void {
  target[to + LATITUDE] = source[from + LATITUDE]!
  target[to + LONGITUDE] = source[from + LONGITUDE]!
  target[to + COSINE] = source[from + COSINE]!
  target[to + EAST] = source[from + EAST]!
  target[to + NORTH] = source[from + NORTH]!
  target[to + CROSS] = source[from + CROSS]!
  target[to + EARLIEST] = source[from + EARLIEST]!
  target[to + LATEST] = source[from + LATEST]!
  target[to + GROWTH] = source[from + GROWTH]!
  target[to + PEAK] = source[from + PEAK]!
  target[to + MASS] = source[from + MASS]!
  target[to + RATE] = source[from + RATE]!
  target[to + MEMBERS] = source[from + MEMBERS]!
  target[to + STORIES] = source[from + STORIES]!
}

/**
 * The greatest gain that a single point can have with another whose covariance has at least the determinant whose root is
 * `leastArea` (square kilometres): of two densities that are multiplied and integrated, the result is at most the lesser
 * peak, and the root of the determinant of a sum is at least the sum of the roots (Minkowski).
 */
export function greatestGain(s: Float64Array, a: number, leastArea: number): number {
  const area = Math.sqrt(s[a + EAST]! * s[a + NORTH]! - s[a + CROSS]! * s[a + CROSS]!)
  return s[a + PEAK]! - s[a + RATE]! + Math.LN2 - LOG_TWO_PI - Math.log(area + leastArea)
}
