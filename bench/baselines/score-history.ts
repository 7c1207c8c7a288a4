// SPDX-License-Identifier: Apache-2.0
import { geodesicMeters, parseInstant, type Position } from '#kernel'
import {
  cellExcessScores,
  createCellBackground,
  dayOf,
  flagByCellExcess,
  indexLabels,
  makeUnits,
  NO_BACKGROUND,
  pointScores,
  populationAround,
  scoreLabels,
  type CellBackground,
  type Detection,
  type MethodScores,
  type Period,
  type ScoreLabelsRow,
  cellOf,
} from '#scoring'

import { scoreByFirstEngine } from './engine-on-history.ts'
import type { PublicHistory } from './public-history.ts'

/** Places that are known to be works and that the published labels call war. */
export const STEADY_CLUSTERS: readonly Position[] = [
  { latitude: 50.543, longitude: 26.26 },
  { latitude: 48.747, longitude: 26.604 },
]

const NEAR_CLUSTER_METERS = 2_000

const dayOfDate = (date: string): number => {
  const parsed = parseInstant(date)
  if (!parsed.ok) throw new Error(`date ${date}`)
  return dayOf(parsed.value)
}

/** Days scored: all that the labels cover, and the month in which the front stood still. */
const PERIODS: readonly { readonly name: string; readonly days: Period | null }[] = [
  { name: 'all', days: null },
  { name: 'may', days: { first: dayOfDate('2022-05-01'), last: dayOfDate('2022-05-31') } },
]

export interface HistoryFigures {
  readonly detections: number
  readonly units: number
  readonly labels: number
  readonly periods: readonly { readonly period: string; readonly rows: readonly ScoreLabelsRow[] }[]
  readonly cellRule: CellRuleFigures
}

export interface CellRuleFigures {
  /** Share of all detections that the cell rule calls war fires, in the scored spring and in a spring of peace. */
  readonly flaggedShare: number
  readonly flaggedShareInPeace: number
  readonly clusters: readonly ClusterFigures[]
}

export interface ClusterFigures {
  readonly latitude: number
  readonly longitude: number
  /** Detections of the cluster's cell, those within 2 km of the works, and how many of either the rule flags. */
  readonly inCell: number
  readonly inCellFlagged: number
  readonly atWorks: number
  readonly atWorksFlagged: number
  /** The same within 2 km over 2021, a year before the full war, with the other years as background. */
  readonly atWorksIn2021: number
  readonly atWorksFlaggedIn2021: number
}

/**
 * Scores the baselines on the public history, and with `engine` the first engine beside them, which works every day anew
 * and takes minutes.
 */
export function scoreHistory(history: PublicHistory, engine: boolean): HistoryFigures {
  const units = makeUnits(history.detections)
  const population = populationAround(history.places)
  const people = Float64Array.from(units, (unit) => population(unit.position))
  const background = createCellBackground([...history.past.values()].flat())
  const points = pointScores(units)
  const methods: readonly MethodScores[] = [
    ...(engine ? [{ method: 'marsad', scores: scoreByFirstEngine(history.detections, units) }] : []),
    { method: 'cell-excess', scores: cellExcessScores(units, background) },
    { method: 'cell-count', scores: cellExcessScores(units, NO_BACKGROUND) },
    { method: 'population', scores: people },
    points === null
      ? { method: 'points', scores: null, reason: 'no-radiative-power' }
      : { method: 'points', scores: points },
  ]
  return {
    detections: history.detections.length,
    units: units.length,
    labels: indexLabels(history.labels).size,
    periods: PERIODS.map(({ name, days }) => ({
      period: name,
      rows: scoreLabels({ units, labels: history.labels, people, methods, period: days }).rows,
    })),
    cellRule: applyCellRule(history, background),
  }
}

function applyCellRule(history: PublicHistory, background: CellBackground): CellRuleFigures {
  const flagged = flagByCellExcess(history.detections, background)
  const peace = toDetections(history, 2021)
  const otherYears = [...history.past].filter(([year]) => year !== 2021).flatMap(([, rows]) => rows)
  const flaggedInPeace = flagByCellExcess(peace, createCellBackground(otherYears))
  const spring = history.detections.map((detection) => dayOf(detection.timeMs))
  const [first, last] = [spring[0] ?? 0, spring.at(-1) ?? 0]
  const sameSpring = (k: number) => {
    const day = dayOf(peace[k]?.timeMs ?? 0) + 365
    return day >= first && day <= last
  }
  return {
    flaggedShare: shareOf(flagged, () => true),
    flaggedShareInPeace: shareOf(flaggedInPeace, sameSpring),
    clusters: STEADY_CLUSTERS.map((center) => {
      const near = (detections: readonly Detection[]) => (k: number) =>
        geodesicMeters(detections[k]!.position, center) <= NEAR_CLUSTER_METERS
      const inCell = (k: number) => cellOf(history.detections[k]!.position) === cellOf(center)
      const counted = (flags: Uint8Array, where: (k: number) => boolean) => {
        const members = [...flags.keys()].filter(where)
        return [members.length, members.filter((k) => flags[k] === 1).length] as const
      }
      const [inCellAll, inCellFlagged] = counted(flagged, inCell)
      const [atWorks, atWorksFlagged] = counted(flagged, near(history.detections))
      const [atWorksIn2021, atWorksFlaggedIn2021] = counted(flaggedInPeace, near(peace))
      return {
        ...center,
        inCell: inCellAll,
        inCellFlagged,
        atWorks,
        atWorksFlagged,
        atWorksIn2021,
        atWorksFlaggedIn2021,
      }
    }),
  }
}

function toDetections(history: PublicHistory, year: number): readonly Detection[] {
  return (history.past.get(year) ?? []).map(({ day, position }, number) => ({
    id: String(number).padStart(8, '0'),
    timeMs: day * 86_400_000,
    position,
    source: null,
    frpMegawatts: null,
  }))
}

function shareOf(flags: Uint8Array, where: (k: number) => boolean): number {
  const members = [...flags.keys()].filter(where)
  return Math.round((members.filter((k) => flags[k] === 1).length / members.length) * 1e6) / 1e6
}
