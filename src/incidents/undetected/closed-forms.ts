// SPDX-License-Identifier: Apache-2.0

/** How many there are by an estimator, with its variance. */
export interface PopulationEstimate {
  readonly estimate: number
  readonly variance: number
}

/** Two lists that know nothing of each other and have the same chance for every incident (Chapman 1951; variance of Seber 1970). */
export function estimateByChapman(first: number, second: number, both: number): PopulationEstimate {
  const estimate = ((first + 1) * (second + 1)) / (both + 1) - 1
  const variance =
    ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) * (both + 1) * (both + 2))
  return { estimate, variance }
}

/** Several lists that know nothing of each other and have the same chance for every incident (the log-linear model of main effects, Darroch 1958). */
export function estimateByIndependence(observed: number, sizes: readonly number[]): PopulationEstimate {
  const shareFound = (total: number): number =>
    1 - sizes.reduce((missed, size) => missed * (1 - Math.min(1, size / total)), 1)
  let low = observed
  let high = observed * 2
  while (high * shareFound(high) < observed && high < observed * 1e6) high *= 2
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    if (middle * shareFound(middle) < observed) low = middle
    else high = middle
  }
  const estimate = (low + high) / 2
  const missed = sizes.map((size) => 1 - size / estimate)
  const spread =
    1 / missed.reduce((product, q) => product * q, 1) +
    (sizes.length - 1) -
    missed.reduce((sum, q) => sum + 1 / q, 0)
  return { estimate, variance: estimate / spread }
}

/** Least number there can be by how many stand on one list and on two of several (Chao 1987, bias-corrected). */
export function leastByChao(observed: number, once: number, twice: number, lists: number): number {
  return observed + (((lists - 1) / lists) * (once * (once - 1))) / (2 * (twice + 1))
}

/** 95 % interval whose lower end never falls below what was observed: log-normal in the number missed (Chao 1987). */
export function intervalAbove(
  observed: number,
  { estimate, variance }: PopulationEstimate,
): readonly [number, number] {
  const missed = estimate - observed
  if (missed <= 0) return [observed, observed]
  const factor = Math.exp(1.959_964 * Math.sqrt(Math.log(1 + variance / (missed * missed))))
  return [observed + missed / factor, observed + missed * factor]
}
