// SPDX-License-Identifier: Apache-2.0
import { createRandom } from '#simulation'

/** Repetitions of every bootstrap. */
export const BOOTSTRAPS = 1_000

/** Seed of every bootstrap: the same score twice, the same interval. */
export const BOOTSTRAP_SEED = 1

/**
 * Draws `size` items with replacement, `BOOTSTRAPS` times, and hands each draw on as the number of times that each item
 * was drawn. Calls with the same size see the same draws, so that two methods are compared on equal draws.
 */
export function forEachBootstrap(size: number, visit: (times: Uint32Array) => void): void {
  const random = createRandom(BOOTSTRAP_SEED).fork('bootstrap').fork(size)
  const times = new Uint32Array(size)
  for (let k = 0; k < BOOTSTRAPS; k++) {
    times.fill(0)
    for (let drawn = 0; drawn < size; drawn++) times[Math.floor(random.next() * size)]!++
    visit(times)
  }
}

/** The 2.5th and 97.5th percentile (linear between order statistics); null without two values. NaN values are left out. */
export function interval95(values: readonly number[]): readonly [number, number] | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b)
  if (sorted.length < 2) return null
  return [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)]
}

/** Quantile of ascending values, linear between neighbours; NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (at - below)
}

/** Rounds a share, an AUC or a difference to the 1e-6 in which documents hold it. */
export const toSixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6 + 0
