// SPDX-License-Identifier: Apache-2.0
import {
  blocksOf,
  compareUnits,
  indexLabels,
  liftOf,
  meanOverBlocks,
  pairedDifference,
  winShares,
  type Blocks,
  type Comparisons,
  type Estimate,
  type Label,
  type Lift,
  type Period,
  type Unit,
  type WinShares,
} from './ranking/index.ts'
import { toSixDecimals } from './resampling.ts'

export const SCORE_LABELS_SCHEMA = 'marsad/score-labels@1'

export const RADII_KILOMETERS = [1, 2, 5] as const

/** The ranking of one method: a score per unit, or the reason why it has none. */
export type MethodScores =
  | { readonly method: string; readonly scores: Float64Array }
  | { readonly method: string; readonly scores: null; readonly reason: string }

export interface RankingInput {
  readonly units: readonly Unit[]
  readonly labels: readonly Label[]
  /** People within 8 km of each unit; null where no gazetteer was given, and then there are no `pop` controls. */
  readonly people: Float64Array | null
  readonly methods: readonly MethodScores[]
  /** Days whose units take part; where absent, the first and last day of any label. */
  readonly period: Period | null
  readonly radiiKilometers?: readonly number[]
}

type Interval = readonly [number, number]

/** An estimate with its 95 % interval. */
type Difference = readonly [number, number, number]

export interface ScoreLabelsRow {
  readonly method: string
  readonly radiusKm: number
  readonly positives: number
  readonly blocks: number
  readonly dayAuc: number | null
  readonly dayCi95: Interval | null
  readonly localAuc: number | null
  readonly localCi95: Interval | null
  readonly popAuc: number | null
  readonly popCi95: Interval | null
  readonly vsCellExcess: { readonly day: Difference | null; readonly local: Difference | null }
  readonly vsPopulation: { readonly day: Difference | null }
  readonly lift: readonly Lift[]
  /** Why a figure of the row is null. */
  readonly reason: string | null
}

export interface ScoreLabelsDocument {
  readonly schema: typeof SCORE_LABELS_SCHEMA
  readonly rows: readonly ScoreLabelsRow[]
}

/**
 * Ranks the same units by every method against labels, at each radius. The figures say how much better than chance the
 * order is among units of one day or place; they are not the accuracy of a probability.
 */
export function scoreLabels(input: RankingInput): ScoreLabelsDocument {
  const labels = indexLabels(input.labels)
  const period = input.period ?? labels.window ?? { first: 0, last: -1 }
  const radii = input.radiiKilometers ?? RADII_KILOMETERS
  const rows = radii.flatMap((radiusKm) => {
    const comparisons = compareUnits(input.units, labels, input.people, radiusKm * 1_000, period)
    const blocks = blocksOf(comparisons, input.units)
    const shares = new Map<string, WinShares>()
    for (const { method, scores } of input.methods) {
      if (scores !== null) shares.set(method, winShares(comparisons, scores))
    }
    const lift = (scores: Float64Array) => liftOf(input.units, labels, comparisons, scores).map(roundLift)
    return input.methods.map((method) =>
      toRow(method, radiusKm, comparisons, blocks, shares, lift, input.people !== null),
    )
  })
  return { schema: SCORE_LABELS_SCHEMA, rows }
}

function toRow(
  method: MethodScores,
  radiusKm: number,
  comparisons: Comparisons,
  blocks: Blocks,
  sharesOf: ReadonlyMap<string, WinShares>,
  lift: (scores: Float64Array) => readonly Lift[],
  peopleKnown: boolean,
): ScoreLabelsRow {
  const own = sharesOf.get(method.method)
  const estimate = (values: Float64Array | undefined) =>
    values === undefined ? null : meanOverBlocks(values, blocks)
  const versus = (other: string, kind: 'day' | 'local'): Difference | null => {
    const others = sharesOf.get(other)
    if (own === undefined || others === undefined || other === method.method) return null
    const found = meanOverBlocks(pairedDifference(own, others)[kind], blocks)
    if (found === null || found.interval === null) return null
    return [toSixDecimals(found.value), toSixDecimals(found.interval[0]), toSixDecimals(found.interval[1])]
  }
  const day = estimate(own?.day)
  const local = estimate(own?.local)
  const pop = estimate(own?.pop)
  return {
    method: method.method,
    radiusKm,
    positives: comparisons.positives.length,
    blocks: blocks.size,
    dayAuc: valueOf(day),
    dayCi95: intervalOf(day),
    localAuc: valueOf(local),
    localCi95: intervalOf(local),
    popAuc: valueOf(pop),
    popCi95: intervalOf(pop),
    vsCellExcess: { day: versus('cell-excess', 'day'), local: versus('cell-excess', 'local') },
    vsPopulation: { day: versus('population', 'day') },
    lift: method.scores === null ? [] : lift(method.scores),
    reason: reasonOf(method, comparisons, [day, local, pop], peopleKnown),
  }
}

function reasonOf(
  method: MethodScores,
  { positives }: Comparisons,
  estimates: readonly (Estimate | null)[],
  peopleKnown: boolean,
): string | null {
  if (method.scores === null) return method.reason
  if (positives.length === 0) return 'no-unit-has-a-label'
  if (!estimates.includes(null)) return null
  const [day, local] = estimates
  return day === null || local === null || peopleKnown ? 'fewer-than-5-controls' : 'no-populated-places'
}

const valueOf = (estimate: Estimate | null) => (estimate === null ? null : toSixDecimals(estimate.value))

const intervalOf = (estimate: Estimate | null): Interval | null =>
  estimate === null ? null : roundInterval(estimate.interval)

const roundInterval = (interval: Interval | null): Interval | null =>
  interval === null ? null : [toSixDecimals(interval[0]), toSixDecimals(interval[1])]

const roundLift = (lift: Lift): Lift => ({
  ...lift,
  lift: lift.lift === null ? null : toSixDecimals(lift.lift),
  ci95: roundInterval(lift.ci95),
})
