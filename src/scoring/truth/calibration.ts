// SPDX-License-Identifier: Apache-2.0
import { BOOTSTRAP_SEED, BOOTSTRAPS, interval95 } from '../resampling.ts'
import { createRandom } from '#simulation'

/** A probability that was given, and whether the thing was so. */
export interface Forecast {
  readonly probability: number
  readonly occurred: boolean
}

export const CALIBRATION_BINS = 15

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  readonly meanProbability: number
  /** Share of the bin that was so. */
  readonly frequency: number
  /** Forecasts in the bin; a fraction where one probability spans several bins. */
  readonly mass: number
}

/** Mean squared difference of probability and outcome (Brier 1950): 0 is perfect; NaN of none. */
export function brierScore(forecasts: readonly Forecast[]): number {
  const sum = forecasts.reduce((total, { probability, occurred }) => {
    const miss = probability - Number(occurred)
    return total + miss * miss
  }, 0)
  return sum / forecasts.length
}

/**
 * Bins of equal mass by probability, low to high. Forecasts of one probability are shared out evenly where they span
 * several bins, so that their order never matters.
 */
export function reliabilityBins(
  forecasts: readonly Forecast[],
  bins = CALIBRATION_BINS,
): readonly ReliabilityBin[] {
  const levels = levelsOf(forecasts)
  return binsOf(levels.probabilities, levels.counts, levels.hits, bins)
}

/** Mean gap between what was said and what was so over bins of equal mass (expected calibration error); NaN of none. */
export function calibrationError(forecasts: readonly Forecast[], bins = CALIBRATION_BINS): number {
  return errorOf(reliabilityBins(forecasts, bins))
}

/** 95 % interval of the calibration error over bootstraps of the forecasts; null below two. Biased upwards, as the error itself is. */
export function calibrationInterval(
  forecasts: readonly Forecast[],
  bins = CALIBRATION_BINS,
): readonly [number, number] | null {
  if (forecasts.length < 2) return null
  const { probabilities, levelOf } = coarsen(levelsOf(forecasts))
  const occurred = Uint8Array.from(forecasts, (forecast) => Number(forecast.occurred))
  const random = createRandom(BOOTSTRAP_SEED).fork('calibration')
  const counts = new Float64Array(probabilities.length)
  const hits = new Float64Array(probabilities.length)
  const errors: number[] = []
  for (let k = 0; k < BOOTSTRAPS; k++) {
    counts.fill(0)
    hits.fill(0)
    for (let drawn = 0; drawn < forecasts.length; drawn++) {
      const pick = Math.floor(random.next() * forecasts.length)
      const level = levelOf[pick]!
      counts[level]!++
      hits[level]! += occurred[pick]!
    }
    errors.push(errorOf(binsOf(probabilities, counts, hits, bins)))
  }
  return interval95(errors)
}

interface Levels {
  /** Distinct probabilities, ascending. */
  readonly probabilities: Float64Array
  readonly counts: Float64Array
  readonly hits: Float64Array
  /** Level of each forecast. */
  readonly levelOf: Uint32Array
}

function levelsOf(forecasts: readonly Forecast[]): Levels {
  const probabilities = Float64Array.from(new Set(forecasts.map(({ probability }) => probability))).sort()
  const numbers = new Map([...probabilities].map((probability, level) => [probability, level]))
  const levelOf = Uint32Array.from(forecasts, ({ probability }) => numbers.get(probability) ?? 0)
  const counts = new Float64Array(probabilities.length)
  const hits = new Float64Array(probabilities.length)
  forecasts.forEach(({ occurred }, k) => {
    counts[levelOf[k]!]!++
    if (occurred) hits[levelOf[k]!]!++
  })
  return { probabilities, counts, hits, levelOf }
}

/** More distinct probabilities than this say nothing more about fifteen bins. */
const MOST_LEVELS = 3_000

/** Joins neighbouring levels into at most so many of about equal mass, each at its mean, to resample fast. */
function coarsen(levels: Levels): Levels {
  const { probabilities, counts, hits, levelOf } = levels
  if (probabilities.length <= MOST_LEVELS) return levels
  const total = counts.reduce((a, b) => a + b, 0)
  const coarseOf = new Uint32Array(probabilities.length)
  const joined = {
    probabilities: new Float64Array(MOST_LEVELS),
    counts: new Float64Array(MOST_LEVELS),
    hits: new Float64Array(MOST_LEVELS),
  }
  let before = 0
  for (let level = 0; level < probabilities.length; level++) {
    const coarse = Math.floor((before / total) * MOST_LEVELS)
    coarseOf[level] = coarse
    before += counts[level]!
    joined.probabilities[coarse]! += counts[level]! * probabilities[level]!
    joined.counts[coarse]! += counts[level]!
    joined.hits[coarse]! += hits[level]!
  }
  for (let coarse = 0; coarse < MOST_LEVELS; coarse++) {
    if (joined.counts[coarse]! > 0) joined.probabilities[coarse]! /= joined.counts[coarse]!
  }
  return { ...joined, levelOf: levelOf.map((level) => coarseOf[level]!) }
}

function binsOf(
  probabilities: Float64Array,
  counts: Float64Array,
  hits: Float64Array,
  bins: number,
): readonly ReliabilityBin[] {
  const total = counts.reduce((a, b) => a + b, 0)
  if (total === 0) return []
  const capacity = total / bins
  const made: ReliabilityBin[] = []
  let [mass, said, so] = [0, 0, 0]
  const close = () => {
    made.push({ meanProbability: said / mass, frequency: so / mass, mass })
    mass = 0
    said = 0
    so = 0
  }
  for (let level = 0; level < counts.length; level++) {
    if (counts[level] === 0) continue
    const frequency = hits[level]! / counts[level]!
    for (let left = counts[level]!; left > 1e-9 * capacity;) {
      const taken = Math.min(left, capacity - mass)
      mass += taken
      said += taken * probabilities[level]!
      so += taken * frequency
      left -= taken
      if (mass >= capacity * (1 - 1e-9)) close()
    }
  }
  if (mass > 1e-6 * capacity) close()
  return made
}

function errorOf(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.mass, 0)
  return bins.reduce((sum, bin) => sum + bin.mass * Math.abs(bin.meanProbability - bin.frequency), 0) / total
}
