// SPDX-License-Identifier: Apache-2.0
import { forEachBootstrap, interval95 } from '../resampling.ts'
import type { Comparisons, ControlKind } from './comparisons.ts'
import type { Unit } from './units.ts'

/** Degrees of the blocks that a bootstrap draws: what lies together shares its weather, its front and its reporters. */
export const BLOCK_DEGREES = 0.5

/** The share of controls that each labelled unit outranks, ties half; NaN where it has too few controls. */
export type WinShares = Readonly<Record<ControlKind, Float64Array>>

export interface Estimate {
  readonly value: number
  /** 95 % over blocks; null where fewer than two blocks say anything. */
  readonly interval: readonly [number, number] | null
}

export const blockOf = ({ position }: Unit): string =>
  `${Math.floor(position.latitude / BLOCK_DEGREES)} ${Math.floor(position.longitude / BLOCK_DEGREES)}`

/** Compares each labelled unit's score with those of its controls. `scores` has one entry per unit. */
export function winShares(comparisons: Comparisons, scores: Float64Array): WinShares {
  const ranks = new Map<Uint32Array, Float64Array>()
  const sharesOf = (kind: ControlKind) =>
    Float64Array.from(comparisons.positives, ({ unit, controls }) => {
      const others = controls[kind]
      if (others === null) return Number.NaN
      // Units of one day share their controls, so these are sorted once.
      let sorted = ranks.get(others)
      if (sorted === undefined) {
        sorted = Float64Array.from(others, (other) => scores[other]!).sort()
        ranks.set(others, sorted)
      }
      const score = scores[unit]!
      const below = countBelow(sorted, score, false)
      const upTo = countBelow(sorted, score, true)
      return (below + upTo) / 2 / sorted.length
    })
  return { day: sharesOf('day'), local: sharesOf('local'), pop: sharesOf('pop') }
}

/** How many of the ascending values lie below `limit`, or up to it. */
function countBelow(sorted: Float64Array, limit: number, orEqual: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle]!
    if (value < limit || (orEqual && value === limit)) low = middle + 1
    else high = middle
  }
  return low
}

/** Numbers of the blocks in which the labelled units lie, and how many blocks there are. */
export function blocksOf(comparisons: Comparisons, units: readonly Unit[]): Blocks {
  const names = comparisons.positives.map(({ unit }) => blockOf(units[unit]!))
  const numbers = new Map([...new Set(names)].sort().map((name, number) => [name, number]))
  return { size: numbers.size, blockOfPositive: Uint32Array.from(names, (name) => numbers.get(name) ?? 0) }
}

export interface Blocks {
  readonly size: number
  readonly blockOfPositive: Uint32Array
}

/**
 * The mean of one number per labelled unit (NaN: left out) with its bootstrap interval over blocks; null where there is
 * none. With shares this is the AUC of a same-day ranking, with differences of two methods' shares the paired gain.
 */
export function meanOverBlocks(values: Float64Array, blocks: Blocks): Estimate | null {
  const sums = new Float64Array(blocks.size)
  const counts = new Float64Array(blocks.size)
  values.forEach((value, positive) => {
    if (Number.isNaN(value)) return
    const block = blocks.blockOfPositive[positive]!
    sums[block]! += value
    counts[block]!++
  })
  const total = counts.reduce((a, b) => a + b, 0)
  if (total === 0) return null
  const means: number[] = []
  forEachBootstrap(blocks.size, (times) => {
    let sum = 0
    let count = 0
    for (let block = 0; block < times.length; block++) {
      sum += times[block]! * sums[block]!
      count += times[block]! * counts[block]!
    }
    means.push(sum / count)
  })
  const informed = counts.filter((count) => count > 0).length
  return {
    value: sums.reduce((a, b) => a + b, 0) / total,
    interval: informed < 2 ? null : interval95(means),
  }
}

/** The difference of two methods' shares, positive by positive. */
export function pairedDifference(a: WinShares, b: WinShares): WinShares {
  const minus = (kind: ControlKind) => a[kind].map((share, positive) => share - b[kind][positive]!)
  return { day: minus('day'), local: minus('local'), pop: minus('pop') }
}
