// SPDX-License-Identifier: Apache-2.0

/** How a cell-day's count is foretold for cells of one habit: whether there is heat at all, then how many detections. */
export interface CountModel {
  /** Log-odds of heat by term. */
  readonly hot: readonly number[]
  /** What the share of days with heat is multiplied by, by steps of its log-odds. */
  readonly correction: readonly number[]
  /** Logarithm of the mean of the detections beyond the first, by term. */
  readonly size: readonly number[]
  /** Size parameter of the negative binomial of the detections beyond the first, by steps of the logarithm of their mean. */
  readonly dispersion: readonly number[]
  /** Share of the years' cell-days of lively ground at or below each step of the distribution foretold. */
  readonly quantiles: readonly number[]
}

export const CORRECTION_STEPS = { from: -8, perUnit: 5, steps: 60 } as const
export const DISPERSION_STEPS = { from: -2, perUnit: 4, steps: 24 } as const

/** The step of a table that a value falls into; the first and last hold what lies beyond. */
export const stepOf = (table: { from: number; perUnit: number; steps: number }, value: number): number =>
  Math.max(0, Math.min(table.steps - 1, Math.floor((value - table.from) * table.perUnit)))

/** The distribution of one count: nothing with `1 - hot`, else one more than a negative binomial of this mean and size. */
export interface Predictive {
  readonly hot: number
  readonly mean: number
  readonly size: number
  /** What the distribution function is read through; null leaves it as it is. */
  readonly quantiles: readonly number[] | null
}

/** Terms times coefficients; `terms` may be longer than the model asks. */
export function weigh(
  coefficients: readonly number[],
  terms: Float64Array | Float32Array,
  at: number,
): number {
  let sum = 0
  for (let k = 0; k < coefficients.length; k++) sum += coefficients[k]! * terms[at + k]!
  return sum
}

/** What the model foretells for the terms from `at` on. */
export function predict(model: CountModel, terms: Float64Array | Float32Array, at: number): Predictive {
  const logOdds = weigh(model.hot, terms, at)
  const logMean = Math.min(LARGEST_LOG_MEAN, weigh(model.size, terms, at))
  const correction = model.correction[stepOf(CORRECTION_STEPS, logOdds)]!
  const hot = Math.min(MOST_CERTAIN, correction / (1 + Math.exp(-logOdds)))
  const mean = Math.exp(logMean)
  return {
    hot,
    mean,
    quantiles: hot * (1 + mean) >= LIVELY_COUNT ? model.quantiles : null,
    size: model.dispersion[stepOf(DISPERSION_STEPS, logMean)]!,
  }
}

/** Expected detections from which on the shape of the distribution can be told, and is corrected. */
export const LIVELY_COUNT = 0.5
const LARGEST_LOG_MEAN = 7
const MOST_CERTAIN = 0.999

export const expectedCount = ({ hot, mean }: Predictive): number => hot * (1 + mean)

/** P(count < n) and P(count <= n). */
export function probabilitiesAt(
  predictive: Predictive,
  n: number,
): { readonly below: number; readonly upTo: number } {
  const { below, at } = hurdleAt(predictive, n)
  const { quantiles } = predictive
  if (quantiles === null) return { below, upTo: Math.min(1, below + at) }
  return { below: through(quantiles, below), upTo: through(quantiles, Math.min(1, below + at)) }
}

/** The same without the correction of shape: P(count < n) and P(count = n). */
export function hurdleAt(
  { hot, mean, size }: Predictive,
  n: number,
): { readonly below: number; readonly at: number } {
  if (n === 0) return { below: 0, at: 1 - hot }
  let probability = Math.exp(size * Math.log(size / (size + mean)))
  const ratio = mean / (size + mean)
  let below = 0
  for (let beyond = 1; beyond < n; beyond++) {
    below += probability
    probability *= (ratio * (size + beyond - 1)) / beyond
  }
  return { below: 1 - hot + hot * Math.min(1, below), at: hot * probability }
}

/** P(count >= n): how often quiet ground shows as much or more. */
export const upperTail = (predictive: Predictive, n: number): number =>
  Math.min(1, Math.max(0, 1 - probabilitiesAt(predictive, n).below))

/** Steps of the distribution function, whose shares `quantiles` holds: 0 and 1 included. */
export const QUANTILE_STEPS = 20

function through(quantiles: readonly number[], probability: number): number {
  const step = Math.min(QUANTILE_STEPS - 1, Math.floor(probability * QUANTILE_STEPS))
  const from = quantiles[step]!
  return from + (probability * QUANTILE_STEPS - step) * (quantiles[step + 1]! - from)
}
