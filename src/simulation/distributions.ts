// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts'

export const chance = (random: Random, probability: number): boolean => random.next() < probability

export const uniform = (random: Random, from: number, to: number): number =>
  from + (to - from) * random.next()

/** Whole number from 0 to `below` - 1. */
export const wholeBelow = (random: Random, below: number): number => Math.floor(random.next() * below)

/** Mean zero, standard deviation one (Box and Muller 1958; the second value is thrown away to keep streams simple). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random.next())

/** Log-normal with the given median; `sigma` is the standard deviation of its natural logarithm. */
export const logNormal = (random: Random, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random))

/** Student's t with `degrees` (whole, at least 1) degrees of freedom: normal with tails as heavy as asked. */
export function studentT(random: Random, degrees: number): number {
  let squares = 0
  for (let i = 0; i < degrees; i += 1) {
    const z = normal(random)
    squares += z * z
  }
  return normal(random) / Math.sqrt(squares / degrees)
}

/** Poisson count by multiplying uniforms (Knuth), in steps of mean 30 so that it never underflows. */
export function poisson(random: Random, mean: number): number {
  let count = 0
  for (let rest = mean; rest > 0; rest -= 30) {
    const floor = Math.exp(-Math.min(rest, 30))
    for (let product = random.next(); product > floor; product *= random.next()) count += 1
  }
  return count
}

/** Number of tries up to and including the first success, with the given mean (at least 1). */
export function geometric(random: Random, mean: number): number {
  if (mean <= 1) return 1
  return 1 + Math.floor(Math.log(1 - random.next()) / Math.log(1 - 1 / mean))
}

/** One of the items, each in proportion to its weight. */
export function pickWeighted<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0)
  let rest = random.next() * total
  for (const item of items) {
    rest -= weightOf(item)
    if (rest < 0) return item
  }
  const last = items.at(-1)
  if (last === undefined) throw new RangeError('nothing to pick from')
  return last
}
