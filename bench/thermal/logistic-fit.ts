// SPDX-License-Identifier: Apache-2.0

/** One case of a fit: its terms, whether it is one of those looked for, and what it weighs. */
export interface FitCase {
  readonly terms: readonly number[]
  readonly positive: boolean
  readonly weight: number
}

/** Log-odds as `intercept + sum(weights * terms)`. */
export interface LogisticFit {
  readonly intercept: number
  readonly weights: readonly number[]
}

const ITERATIONS = 60
const CONVERGED = 1e-10

/**
 * Logistic regression with a ridge of strength `ridge` on standardised terms, by Newton's method; the intercept is free.
 * The ridge is that of a sum of log-likelihoods, so it counts like that many cases.
 */
export function fitLogistic(cases: readonly FitCase[], ridge: number): LogisticFit {
  const size = cases[0]?.terms.length ?? 0
  const total = cases.reduce((sum, one) => sum + one.weight, 0)
  const mean = Array.from(
    { length: size },
    (_, j) => cases.reduce((sum, one) => sum + one.weight * one.terms[j]!, 0) / total,
  )
  const spread = mean.map((middle, j) =>
    Math.sqrt(
      cases.reduce((sum, one) => sum + one.weight * (one.terms[j]! - middle) * (one.terms[j]! - middle), 0) /
        total,
    ),
  )
  const rows = cases.map((one) => [1, ...one.terms.map((x, j) => (x - mean[j]!) / (spread[j]! || 1))])
  const solution = Array.from({ length: size + 1 }, () => 0)
  for (let round = 0; round < ITERATIONS; round++) {
    const gradient = solution.map((b, j) => (j === 0 ? 0 : ridge * b))
    const curve = solution.map((_, j) => solution.map((__, k) => (j === k && j > 0 ? ridge : 0)))
    rows.forEach((row, k) => {
      const { positive, weight } = cases[k]!
      const p = 1 / (1 + Math.exp(-row.reduce((sum, x, j) => sum + x * solution[j]!, 0)))
      const slope = weight * (p - Number(positive))
      const bend = weight * p * (1 - p)
      for (let i = 0; i <= size; i++) {
        gradient[i]! += slope * row[i]!
        for (let j = 0; j <= i; j++) curve[i]![j]! += bend * row[i]! * row[j]!
      }
    })
    for (let i = 0; i <= size; i++) for (let j = 0; j < i; j++) curve[j]![i] = curve[i]![j]!
    const step = solve(curve, gradient)
    step.forEach((x, j) => (solution[j]! -= x))
    if (Math.max(...step.map(Math.abs)) < CONVERGED) break
  }
  const weights = solution.slice(1).map((b, j) => b / (spread[j]! || 1))
  return {
    intercept: solution[0]! - weights.reduce((sum, w, j) => sum + w * mean[j]!, 0),
    weights,
  }
}

/** Gaussian elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!])
  const size = rows.length
  for (let k = 0; k < size; k++) {
    let best = k
    for (let i = k + 1; i < size; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i
    ;[rows[k], rows[best]] = [rows[best]!, rows[k]!]
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!
      for (let j = k; j <= size; j++) rows[i]![j]! -= factor * rows[k]![j]!
    }
  }
  const result = Array.from({ length: size }, () => 0)
  for (let k = size - 1; k >= 0; k--) {
    let left = rows[k]![size]!
    for (let j = k + 1; j < size; j++) left -= rows[k]![j]! * result[j]!
    result[k] = left / rows[k]![k]!
  }
  return result
}
