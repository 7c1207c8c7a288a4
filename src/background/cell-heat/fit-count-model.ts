// SPDX-License-Identifier: Apache-2.0
import { CELL_TERMS } from './day-sheet.ts'
import { solveByNewton } from './newton.ts'
import {
  CORRECTION_STEPS,
  DISPERSION_STEPS,
  hurdleAt,
  predict,
  QUANTILE_STEPS,
  stepOf,
  weigh,
  type CountModel,
} from './predictive.ts'
import type { TermRows } from './term-rows.ts'

const WIDTH = CELL_TERMS.length
/** Cell-days that a step of the correction is held to one by. */
const CORRECTION_PRIOR = 5
const FEWEST_IN_STEP = 50
/** Size of the negative binomial assumed while the mean is fitted; the mean hardly depends on it. */
const WORKING_SIZE = 0.7
const USUAL_SIZE = 0.5

/** Fits a hurdle model to the first `terms` terms of the rows: heat or none by logistic regression, detections beyond the first by a negative binomial. */
export function fitCountModel(rows: TermRows, terms: number): CountModel {
  const hot = solveByNewton(terms, (coefficients, add) => {
    for (let k = 0; k < rows.length; k++) {
      const p = 1 / (1 + Math.exp(-weigh(coefficients, rows.terms, k * WIDTH)))
      const weight = rows.weight[k]!
      add(
        rows.terms,
        k * WIDTH,
        weight * (p - Number(rows.count[k]! > 0)),
        Math.max(1e-9, weight * p * (1 - p)),
      )
    }
  })
  const size = solveByNewton(terms, (coefficients, add) => {
    for (let k = 0; k < rows.length; k++) {
      if (rows.count[k] === 0) continue
      const mean = Math.exp(Math.min(7, weigh(coefficients, rows.terms, k * WIDTH)))
      const scatter = 1 + mean / WORKING_SIZE
      add(rows.terms, k * WIDTH, (mean - rows.count[k]! + 1) / scatter, Math.max(1e-9, mean / scatter))
    }
  })
  const shapeless = {
    hot: hot.map(round),
    correction: correctionOf(rows, hot),
    size: size.map(round),
    dispersion: dispersionOf(rows, size),
    quantiles: EVEN_QUANTILES,
  }
  return { ...shapeless, quantiles: quantilesOf(rows, shapeless) }
}

const EVEN_QUANTILES = Array.from({ length: QUANTILE_STEPS + 1 }, (_, step) => step / QUANTILE_STEPS)
/** Lively cell-days, as many as which the even shape is worth. */
const SHAPE_PRIOR = 100

/**
 * Where the counts of lively ground fell in what was foretold for them: a count takes the whole of its step of the
 * distribution, so no lot is needed.
 */
function quantilesOf(rows: TermRows, model: CountModel): readonly number[] {
  const share = new Float64Array(QUANTILE_STEPS).fill(SHAPE_PRIOR / QUANTILE_STEPS)
  for (let k = 0; k < rows.length; k++) {
    const foretold = predict(model, rows.terms, k * WIDTH)
    if (foretold.quantiles === null) continue
    const { below, at } = hurdleAt(foretold, rows.count[k]!)
    const [from, to] = [below * QUANTILE_STEPS, Math.min(1, below + at) * QUANTILE_STEPS]
    const width = Math.max(1e-9, to - from)
    for (let step = Math.floor(from); step < Math.min(QUANTILE_STEPS, to); step++) {
      const overlap = Math.max(0, Math.min(to, step + 1) - Math.max(from, step))
      share[step]! += (rows.weight[k]! * overlap) / width
    }
  }
  const total = share.reduce((sum, value) => sum + value, 0)
  let below = 0
  return [0, ...Array.from(share, (value) => round((below += value) / total))]
}

/** Cell-days with heat over those foretold, by steps of the log-odds. */
function correctionOf(rows: TermRows, hot: readonly number[]): readonly number[] {
  const seen = new Float64Array(CORRECTION_STEPS.steps).fill(CORRECTION_PRIOR)
  const foretold = new Float64Array(CORRECTION_STEPS.steps).fill(CORRECTION_PRIOR)
  for (let k = 0; k < rows.length; k++) {
    const logOdds = weigh(hot, rows.terms, k * WIDTH)
    const step = stepOf(CORRECTION_STEPS, logOdds)
    if (rows.count[k]! > 0) seen[step]! += rows.weight[k]!
    foretold[step]! += rows.weight[k]! / (1 + Math.exp(-logOdds))
  }
  return Array.from(seen, (count, step) => round(count / foretold[step]!))
}

/** Size of the negative binomial by moments, in steps of the logarithm of the mean; a step of few rows takes its neighbour's. */
function dispersionOf(rows: TermRows, size: readonly number[]): readonly number[] {
  const { steps } = DISPERSION_STEPS
  const number = new Float64Array(steps)
  const total = new Float64Array(steps)
  const scatter = new Float64Array(steps)
  for (let k = 0; k < rows.length; k++) {
    if (rows.count[k] === 0) continue
    const logMean = Math.min(7, weigh(size, rows.terms, k * WIDTH))
    const step = stepOf(DISPERSION_STEPS, logMean)
    const beyond = rows.count[k]! - 1
    number[step]!++
    total[step]! += beyond
    scatter[step]! += (beyond - Math.exp(logMean)) * (beyond - Math.exp(logMean))
  }
  const sizes = Array.from(number, (count, step) => {
    if (count < FEWEST_IN_STEP) return null
    const mean = total[step]! / count
    const excess = scatter[step]! / count - mean
    return excess > 0 ? Math.min(50, Math.max(0.05, (mean * mean) / excess)) : 50
  })
  return sizes.map((value, step) => round(value ?? nearest(sizes, step) ?? USUAL_SIZE))
}

function nearest(sizes: readonly (number | null)[], step: number): number | null {
  for (let away = 1; away < sizes.length; away++) {
    const found = sizes[step - away] ?? sizes[step + away] ?? null
    if (found !== null) return found
  }
  return null
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
