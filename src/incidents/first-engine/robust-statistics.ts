// SPDX-License-Identifier: Apache-2.0

/** Standard deviations of a normal distribution per median absolute deviation. */
const SIGMAS_PER_MAD = 1.4826

/** The middle value, or the mean of the two middle ones; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN
  const high = sorted[Math.floor(middle)] ?? Number.NaN
  return (low + high) / 2
}

/** Standard deviation as estimated from the median absolute deviation, which a few outliers do not move; NaN of none. */
export function robustScatterOf(values: readonly number[]): number {
  const median = medianOf(values)
  return SIGMAS_PER_MAD * medianOf(values.map((value) => Math.abs(value - median)))
}
