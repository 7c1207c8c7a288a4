// SPDX-License-Identifier: Apache-2.0
import * as layout from './uncertain-points.ts'

// A constant of the file itself is folded into the code; an imported one is read from memory at each use.
const { LATITUDE, LONGITUDE, COSINE, EAST, NORTH, CROSS } = layout
const { EARLIEST, LATEST, GROWTH, PEAK, MASS, RATE, MEMBERS, STORIES } = layout
const { KILOMETERS_PER_DEGREE } = layout

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

/** Gains are compared in whole multiples of 2^-20, so that no last digit decides an order. */
export const GAIN_STEPS = 1 << 20
const LARGEST = 0x7fff_ffff

/** A natural logarithm in whole steps, held to what 32 bits carry (about 2,048 either way). */
export function inGainSteps(gain: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, Math.floor(gain * GAIN_STEPS + 0.5))) | 0
}

/**
 * Writes to `gains` how much better one occurrence explains the group at `a` together with each of `count` others (at their
 * places times `width`) than two unrelated occurrences do: natural logarithms in whole steps; the least where no onset suits
 * both or both hold a story. For normal errors and an unknown middle the evidence of a joint group over that of its parts is
 * the normal density of the distance between their means with their covariances summed (Kalman's update, read as a test);
 * the onset is integrated out in the same way, the number of ways in which the union parts is counted, and the rate of
 * unrelated incidents stands for the alternative. The same, digit for digit, from either side.
 */
export function writeGains(
  s: Float64Array,
  a: number,
  others: Uint32Array,
  count: number,
  width: number,
  gains: Int32Array,
): void {
  const latitudeOfA = s[a + LATITUDE]!
  const longitudeOfA = s[a + LONGITUDE]!
  const cosineOfA = s[a + COSINE]!
  const eastOfA = s[a + EAST]!
  const northOfA = s[a + NORTH]!
  const crossOfA = s[a + CROSS]!
  const earliestOfA = s[a + EARLIEST]!
  const latestOfA = s[a + LATEST]!
  const growthOfA = s[a + GROWTH]!
  const peakOfA = s[a + PEAK]!
  const massOfA = s[a + MASS]!
  const rateOfA = s[a + RATE]!
  const membersOfA = s[a + MEMBERS]!
  const storiesOfA = s[a + STORIES]!
  for (let k = 0; k < count; k++) {
    const b = width * others[k]!
    // No branch where the order is a matter of chance: the machine could not foresee it.
    const latest = Math.min(latestOfA, s[b + LATEST]!)
    const span = latest - Math.max(earliestOfA, s[b + EARLIEST]!)
    if (span <= 0 || storiesOfA + s[b + STORIES]! > 1) {
      gains[k] = -LARGEST
      continue
    }
    const growthOfB = s[b + GROWTH]!
    const growth = growthOfA + growthOfB
    const folds = growth * span
    const narrowness = folds > LONG ? growth : growth === 0 ? 1 / span : growth / (1 - Math.exp(-folds))
    const peak =
      peakOfA - growthOfA * (latestOfA - latest) + (s[b + PEAK]! - growthOfB * (s[b + LATEST]! - latest))
    const dn = (latitudeOfA - s[b + LATITUDE]!) * KILOMETERS_PER_DEGREE
    const de =
      (longitudeOfA - s[b + LONGITUDE]!) * (0.5 * KILOMETERS_PER_DEGREE * (cosineOfA + s[b + COSINE]!))
    const east = eastOfA + s[b + EAST]!
    const north = northOfA + s[b + NORTH]!
    const cross = crossOfA + s[b + CROSS]!
    const determinant = east * north - cross * cross
    const squared = (north * de * de - 2 * cross * de * dn + east * dn * dn) / determinant
    gains[k] = inGainSteps(
      peak +
        logFactorial(membersOfA + s[b + MEMBERS]!) -
        (massOfA + s[b + MASS]!) -
        Math.max(rateOfA, s[b + RATE]!) -
        LOG_TWO_PI -
        0.5 * (squared + Math.log(determinant * narrowness * narrowness)),
    )
  }
}

const one = new Uint32Array(1)
const gainOfOne = new Int32Array(1)

/** The gain of the groups at `a` and `b`. */
export function gainOf(s: Float64Array, a: number, b: number): number {
  one[0] = b
  writeGains(s, a, one, 1, 1, gainOfOne)
  return gainOfOne[0]!
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
  const members = s[a + MEMBERS]! + s[b + MEMBERS]!
  s[a + MASS] = peak + Math.log(width) + logFactorial(members)
  s[a + MEMBERS] = members
  s[a + STORIES]! += s[b + STORIES]!

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
