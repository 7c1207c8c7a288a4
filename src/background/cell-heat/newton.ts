// SPDX-License-Identifier: Apache-2.0

/** Adds one row's share to a Newton step: `slope` times its terms, `bend` times their products. */
export type AddRow = (terms: Float32Array, at: number, slope: number, bend: number) => void

const ROUNDS = 30
const CONVERGED = 1e-6
/** A step beyond this is shortened: far from the solution the curve says little. */
const LONGEST_STEP = 1.5

/**
 * Finds the coefficients where the sum of slopes is zero, by Newton's method with a ridge of `RIDGE` for terms that never
 * vary. `visit` gives every row's slope and bend at the coefficients of the round.
 */
export function solveByNewton(
  size: number,
  visit: (coefficients: readonly number[], add: AddRow) => void,
): number[] {
  const coefficients = Array.from({ length: size }, () => 0)
  const gradient = new Float64Array(size)
  const curve = new Float64Array(size * size)
  for (let round = 0; round < ROUNDS; round++) {
    gradient.fill(0)
    curve.fill(0)
    visit(coefficients, (terms, at, slope, bend) => {
      for (let i = 0; i < size; i++) {
        const term = terms[at + i]!
        if (term === 0) continue
        gradient[i]! += slope * term
        const bent = bend * term
        for (let j = 0; j <= i; j++) curve[i * size + j]! += bent * terms[at + j]!
      }
    })
    for (let i = 0; i < size; i++) {
      gradient[i]! += RIDGE * coefficients[i]!
      curve[i * size + i]! += RIDGE
    }
    const step = solveSymmetric(curve, gradient, size)
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const share = Math.min(1, LONGEST_STEP / longest)
    step.forEach((value, k) => (coefficients[k]! -= share * value))
    if (!(longest > CONVERGED)) break
  }
  return coefficients
}

const RIDGE = 1e-3

/** Cholesky's factors of the lower triangle, then two substitutions. */
function solveSymmetric(lower: Float64Array, right: Float64Array, size: number): number[] {
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = lower[i * size + j]!
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!
      lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * size + j]!
    }
  }
  const found = [...right]
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) found[i]! -= lower[i * size + k]! * found[k]!
    found[i]! /= lower[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) found[i]! -= lower[k * size + i]! * found[k]!
    found[i]! /= lower[i * size + i]!
  }
  return found
}
