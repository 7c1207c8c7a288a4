// SPDX-License-Identifier: Apache-2.0

export type Matrix = readonly (readonly number[])[]

/** Inverse of a symmetric positive definite matrix by Cholesky factors; null for one that is not. */
export function inverseOf(matrix: Matrix): number[][] | null {
  const lower = choleskyOf(matrix)
  if (lower === null) return null
  const columns = matrix.map((cells, k) =>
    solveFactored(
      lower,
      cells.map((_, row) => (row === k ? 1 : 0)),
    ),
  )
  return matrix.map((_, row) => columns.map((column) => column[row]!))
}

/** The solution of `matrix * x = right` for a symmetric positive definite matrix; null for one that is not. */
export function solve(matrix: Matrix, right: readonly number[]): number[] | null {
  const lower = choleskyOf(matrix)
  return lower === null ? null : solveFactored(lower, right)
}

function choleskyOf(matrix: Matrix): number[][] | null {
  const lower: number[][] = []
  for (let row = 0; row < matrix.length; row++) {
    const made: number[] = []
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]![column]!
      for (let k = 0; k < column; k++) rest -= made[k]! * (column === row ? made[k]! : lower[column]![k]!)
      if (column < row) made.push(rest / lower[column]![column]!)
      else if (rest > 0) made.push(Math.sqrt(rest))
      else return null
    }
    lower.push(made)
  }
  return lower
}

function solveFactored(lower: Matrix, right: readonly number[]): number[] {
  const half: number[] = []
  for (const [row, cells] of lower.entries()) {
    let rest = right[row]!
    for (let k = 0; k < row; k++) rest -= cells[k]! * half[k]!
    half.push(rest / cells[row]!)
  }
  const solution = [...half]
  for (let row = lower.length - 1; row >= 0; row--) {
    for (let k = row + 1; k < lower.length; k++) solution[row]! -= lower[k]![row]! * solution[k]!
    solution[row]! /= lower[row]![row]!
  }
  return solution
}
