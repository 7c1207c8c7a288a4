// SPDX-License-Identifier: Apache-2.0
import { inverseOf, solve, type Matrix } from './linear-system.ts'
import type { Survey } from './surveyed-incident.ts'

/** The probabilities of being listed that fit a survey best, and what they leave open. */
export interface ConditionalFit {
  /** Horvitz-Thompson sum over the incidents found of one over their probability of being found at all. */
  readonly estimate: number
  /** Variance of the estimate: of the sum, and of the coefficients by the delta method. */
  readonly variance: number
  /** For each list that may copy, the share of the other list's entries that it took over; by name. */
  readonly copiedShares: Readonly<Record<string, number>>
}

/**
 * Fits p = 1 / (1 + exp(-x b)) for every list to incidents of which it is known that at least one list has them (Huggins
 * 1989; Alho 1990). A list that may copy has an entry of the other with the probability c + (1 - c) p. Null where no
 * greatest likelihood is found.
 */
export function fitConditionally(survey: Survey): ConditionalFit | null {
  const problem = prepare(survey)
  let parameters = problem.start
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = gradientAt(problem, parameters)
    const information = informationAt(problem, parameters)
    const move = solve(information, gradient) ?? solve(ridged(information), gradient)
    if (move === null) return null
    // A step as long as the whole range of the scale is a step into the dark.
    const longest = Math.max(...move.map(Math.abs))
    const share = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1
    parameters = parameters.map((value, k) => value + share * move[k]!)
    if (parameters.some((value) => !Number.isFinite(value))) return null
    if (longest < 1e-8) return conclude(problem, parameters)
  }
  return null
}

const MOST_STEPS = 100
const LONGEST_STEP = 2
/** Standard deviation of a normal prior on the logit scale: wide enough to say nothing, and keeps a list that a covariate splits cleanly from running away. */
const PRIOR_SD = 10
const FEW_COPIES = -1

interface Problem {
  readonly size: number
  readonly start: readonly number[]
  readonly rows: readonly Row[]
  /** Where each list's coefficients begin. */
  readonly offsets: readonly number[]
  /** For each list: the number of the list it may copy and of the parameter that says how often. */
  readonly copies: readonly ({ readonly of: number; readonly parameter: number } | null)[]
  readonly names: readonly string[]
}

interface Row {
  readonly listed: readonly boolean[]
  readonly opportunity: readonly boolean[]
  /** For each list a one and its covariates, centred and scaled. */
  readonly terms: readonly (readonly number[])[]
}

function prepare({ lists, incidents }: Survey): Problem {
  const scaleOf = new Map(
    [...new Set(lists.flatMap(({ covariates }) => covariates))].map((name) => {
      const values = incidents.map(({ covariates }) => covariates[name] ?? 0)
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
      const spread = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
      return [name, { mean, deviation: Math.sqrt(spread / Math.max(1, values.length)) || 1 }] as const
    }),
  )
  const offsets: number[] = []
  let size = 0
  for (const { covariates } of lists) {
    offsets.push(size)
    size += 1 + covariates.length
  }
  const start: number[] = Array.from({ length: size }, () => 0)
  const copies = lists.map(({ copies: name }) => {
    const of = lists.findIndex((list) => list.name === name)
    if (of === -1) return null
    start.push(FEW_COPIES)
    return { of, parameter: size++ }
  })
  const rows = incidents.map(({ listed, opportunity, covariates }) => ({
    listed,
    // Who saw it could see it.
    opportunity: opportunity.map((had, k) => had || listed[k]!),
    terms: lists.map((list) => [
      1,
      ...list.covariates.map((name) => {
        const { mean, deviation } = scaleOf.get(name)!
        return ((covariates[name] ?? 0) - mean) / deviation
      }),
    ]),
  }))
  return { size, start, rows, offsets, copies, names: lists.map(({ name }) => name) }
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

function probabilitiesOf({ offsets }: Problem, parameters: readonly number[], row: Row): number[] {
  return row.terms.map((terms, list) => {
    if (!row.opportunity[list]) return 0
    const at = offsets[list]!
    return logistic(terms.reduce((sum, term, k) => sum + term * parameters[at + k]!, 0))
  })
}

const missedByAll = (probabilities: readonly number[]): number =>
  probabilities.reduce((product, p) => product * (1 - p), 1)

/** Slope of the penalised log-likelihood of the lists, given that some list has each incident. */
function gradientAt(problem: Problem, parameters: readonly number[]): number[] {
  const gradient = parameters.map((value) => -value / (PRIOR_SD * PRIOR_SD))
  for (const row of problem.rows) {
    const probabilities = probabilitiesOf(problem, parameters, row)
    const found = 1 - missedByAll(probabilities)
    probabilities.forEach((p, list) => {
      if (!row.opportunity[list]) return
      // Of the condition: the slope of -ln(found) along this list's logit.
      let slope = (-(1 - found) / found) * p
      const copied = problem.copies[list]
      if (copied !== undefined && copied !== null && row.listed[copied.of]) {
        const share = logistic(parameters[copied.parameter]!)
        if (row.listed[list]) {
          const either = share + (1 - share) * p
          slope += ((1 - share) * p * (1 - p)) / either
          gradient[copied.parameter]! += (share * (1 - share) * (1 - p)) / either
        } else {
          slope -= p
          gradient[copied.parameter]! -= share
        }
      } else slope += (row.listed[list] ? 1 : 0) - p
      row.terms[list]!.forEach((term, k) => {
        gradient[problem.offsets[list]! + k]! += slope * term
      })
    })
  }
  return gradient
}

/** Observed information: minus the slope of the gradient, by central differences. */
function informationAt(problem: Problem, parameters: readonly number[]): number[][] {
  const step = 1e-5
  const columns = parameters.map((_, k) => {
    const moved = (by: number): readonly number[] =>
      parameters.map((value, at) => (at === k ? value + by : value))
    const above = gradientAt(problem, moved(step))
    const below = gradientAt(problem, moved(-step))
    return above.map((value, row) => (below[row]! - value) / (2 * step))
  })
  return columns.map((cells, row) =>
    cells.map((_, column) => (columns[column]![row]! + columns[row]![column]!) / 2),
  )
}

/** Far from the top the surface need not be a dome; then the way up is along the slope. */
const ridged = (information: Matrix): number[][] =>
  information.map((cells, row) =>
    cells.map((cell, column) => (row === column ? Math.abs(cell) + informationFloor(information) : cell)),
  )

const informationFloor = (information: Matrix): number =>
  Math.max(...information.map((cells) => cells.reduce((sum, cell) => sum + Math.abs(cell), 0)))

function conclude(problem: Problem, parameters: readonly number[]): ConditionalFit | null {
  const covariance = inverseOf(informationAt(problem, parameters))
  if (covariance === null) return null
  let estimate = 0
  let variance = 0
  const slope = parameters.map(() => 0)
  for (const row of problem.rows) {
    const probabilities = probabilitiesOf(problem, parameters, row)
    const found = 1 - missedByAll(probabilities)
    estimate += 1 / found
    variance += (1 - found) / (found * found)
    probabilities.forEach((p, list) => {
      const along = (-(1 - found) * p) / (found * found)
      row.terms[list]!.forEach((term, k) => {
        slope[problem.offsets[list]! + k]! += along * term
      })
    })
  }
  for (const [row, cells] of covariance.entries()) {
    for (const [column, cell] of cells.entries()) variance += slope[row]! * cell * slope[column]!
  }
  const copiedShares = problem.copies.flatMap((copied, list) =>
    copied === null ? [] : [[problem.names[list]!, logistic(parameters[copied.parameter]!)] as const],
  )
  return { estimate, variance, copiedShares: Object.fromEntries(copiedShares) }
}
