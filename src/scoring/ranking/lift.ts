// SPDX-License-Identifier: Apache-2.0
import { forEachBootstrap, interval95 } from '../resampling.ts'
import { COMPARISON_RULE, type Comparisons } from './comparisons.ts'
import type { LabelIndex } from './labels.ts'
import { blockOf } from './ranking-skill.ts'
import type { Unit } from './units.ts'

/** Shares of the highest ranked units that are looked at. */
export const TOP_SHARES = [0.01, 0.05, 0.1] as const

/** Days by which labels are moved for the null, both ways. */
export const SHIFT_DAYS = [-21, -14, -7, 7, 14, 21] as const

const FEWEST_NULL_HITS = 5

/** How often the highest ranked units have a label, against how often they would if the labels were of other days. */
export interface Lift {
  readonly topShare: number
  /** Units taken: the top share and all that tie with its last. */
  readonly units: number
  /** Units among the highest ranked with a label. */
  readonly hits: number
  /** Pairs of unit and shift with a label of the shifted day. */
  readonly nullHits: number
  /** Null where the null hits are too few to divide by. */
  readonly lift: number | null
  readonly ci95: readonly [number, number] | null
  readonly reason: string | null
}

/** Hits and the chance to hit, with and without shift, of one block. */
interface Tally {
  units: number
  hits: number
  pairs: number
  nullHits: number
}

/**
 * The time-shifted lift of a ranking. A shift speaks for a unit only where the whole of the unit's label days, shifted
 * back, lies inside the label window. Units that tie with the last of the top share are all taken.
 */
export function liftOf(
  units: readonly Unit[],
  labels: LabelIndex,
  comparisons: Comparisons,
  scores: Float64Array,
): readonly Lift[] {
  const ranked = [...units.keys()]
    .filter((unit) => comparisons.inPeriod[unit] === 1)
    .sort((a, b) => scores[b]! - scores[a]!)
  return TOP_SHARES.map((topShare) => {
    const last = ranked[Math.ceil(topShare * ranked.length) - 1]
    const top = last === undefined ? [] : ranked.filter((unit) => scores[unit]! >= scores[last]!)
    return toLift(topShare, tallyBlocks(units, labels, comparisons, top))
  })
}

function tallyBlocks(
  units: readonly Unit[],
  labels: LabelIndex,
  { labelled, radiusMeters }: Comparisons,
  top: readonly number[],
): readonly Tally[] {
  const { labelDays } = COMPARISON_RULE
  const tallies = new Map<string, Tally>()
  for (const number of top) {
    const unit = units[number]!
    const tally = tallies.get(blockOf(unit)) ?? { units: 0, hits: 0, pairs: 0, nullHits: 0 }
    tallies.set(blockOf(unit), tally)
    tally.units++
    tally.hits += labelled[number]!
    for (const shift of SHIFT_DAYS) {
      const { window } = labels
      // Labels moved by `shift` days reach this unit when they were dated `day - shift`.
      const dated = unit.day - shift
      if (window === null || dated - labelDays < window.first || dated + labelDays > window.last) continue
      tally.pairs++
      tally.nullHits += Number(labels.near(unit.position, unit.day, radiusMeters, labelDays, shift))
    }
  }
  return [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally)
}

function toLift(topShare: number, blocks: readonly Tally[]): Lift {
  const whole = new Uint32Array(blocks.length).fill(1)
  const total = addUp(blocks, whole)
  const counted = { topShare, units: total.units, hits: total.hits, nullHits: total.nullHits }
  if (total.nullHits < FEWEST_NULL_HITS) {
    return { ...counted, lift: null, ci95: null, reason: 'fewer-than-5-null-hits' }
  }
  const lifts: number[] = []
  forEachBootstrap(blocks.length, (times) => {
    const drawn = addUp(blocks, times)
    lifts.push(drawn.nullHits === 0 ? Number.NaN : ratioOf(drawn))
  })
  return { ...counted, lift: ratioOf(total), ci95: interval95(lifts), reason: null }
}

const ratioOf = ({ units, hits, pairs, nullHits }: Tally): number => hits / units / (nullHits / pairs)

function addUp(blocks: readonly Tally[], times: Uint32Array): Tally {
  const sum = { units: 0, hits: 0, pairs: 0, nullHits: 0 }
  blocks.forEach((block, k) => {
    const n = times[k]!
    sum.units += n * block.units
    sum.hits += n * block.hits
    sum.pairs += n * block.pairs
    sum.nullHits += n * block.nullHits
  })
  return sum
}
