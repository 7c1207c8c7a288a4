// SPDX-License-Identifier: Apache-2.0
import { createFusedEngine, THERMAL_WEIGHTS, type Term, type WeightSet } from '#incidents'
import { DAY_MS, digestOf, geodesicMeters, toInstant } from '#kernel'
import { createObservationTable, type Observation } from '#observations'
import {
  cellExcessScores,
  createCellBackground,
  dayEndScores,
  dayOf,
  populationAround,
  scoreLabels,
  type Detection,
  type MethodScores,
  type ScoreLabelsRow,
  type Unit,
} from '#scoring'

import type { PublicHistory } from '../baselines/public-history.ts'
import { STEADY_CLUSTERS } from '../baselines/score-history.ts'
import { LAST_FITTED_DAY } from './fit-weights.ts'
import { backgroundWithout, isFightingGround, measureYear, toDetections } from './history-units.ts'

const day = (month: number, date: number): number => dayOf(Date.UTC(2022, month - 1, date))

/** May is what the weights never saw; the rest is shown for comparison. */
const PERIODS = [
  { name: 'March (fitted)', first: day(3, 1), last: day(3, 31) },
  { name: 'April (fitted)', first: day(4, 1), last: day(4, 30) },
  { name: 'May', first: day(5, 1), last: day(5, 31) },
] as const

const RADII = [1, 2, 5]

/** Share of the units of the fitted days that the threshold of the peace control cuts off. */
const TOP_SHARE = 0.1

export interface PeaceFigures {
  readonly year: number
  readonly units: number
  readonly passing: number
  readonly byMonth: readonly number[]
  readonly passingOnFightingGround: number
}

export interface ThermalFigures {
  readonly weights: { readonly withSettlements: WeightSet; readonly withoutSettlements: WeightSet }
  readonly periods: readonly { readonly period: string; readonly rows: readonly ScoreLabelsRow[] }[]
  readonly peace: readonly PeaceFigures[]
  readonly clusters: readonly {
    readonly latitude: number
    readonly longitude: number
    readonly detections: number
    readonly atWorks: number
  }[]
}

type Score = (terms: Readonly<Record<Term, number>>) => number

const scoreWith =
  (set: WeightSet): Score =>
  (values) =>
    set.terms.reduce(
      (sum, { term, weight, ordinary }) => sum + weight * (values[term] - ordinary),
      set.ordinaryFire,
    )

/** Scores the evidence of surroundings on public history; with `engine`, also the engine day by day, which takes minutes. */
export function scoreThermal(history: PublicHistory, engine: boolean): ThermalFigures {
  const background = backgroundWithout(history, [], history.places)
  const war = measureYear(history.detections, background)
  const around = populationAround(history.places)
  const people = Float64Array.from(war.units, (unit) => around(unit.position))
  const cells = createCellBackground([...history.past.values()].flat())
  const withSettlements = scoreWith(THERMAL_WEIGHTS.withSettlements)
  const withoutSettlements = scoreWith(THERMAL_WEIGHTS.withoutSettlements)
  const methods: MethodScores[] = [
    { method: 'surroundings', scores: Float64Array.from(war.terms, withSettlements) },
    { method: 'surroundings-without-places', scores: Float64Array.from(war.terms, withoutSettlements) },
    { method: 'cell-excess', scores: cellExcessScores(war.units, cells) },
    { method: 'population', scores: people },
  ]
  if (engine) {
    const observations = history.detections.map(toObservation)
    const named = war.units.map((unit) => ({
      ...unit,
      members: unit.members.map((one) => ({ ...one, id: digestOf(one.id) })),
    }))
    const scores = dayEndScores(named, observations, createFusedEngine(background), {
      distanceToLine: () => null,
    })
    methods.push({ method: 'marsad', scores })
  }
  const fitted = war.units.flatMap((unit, k) =>
    unit.day <= LAST_FITTED_DAY ? [withSettlements(war.terms[k]!)] : [],
  )
  fitted.sort((a, b) => b - a)
  const threshold = fitted[Math.ceil(TOP_SHARE * fitted.length) - 1] ?? Infinity
  return {
    weights: THERMAL_WEIGHTS,
    periods: PERIODS.map((period) => ({
      period: period.name,
      rows: scoreLabels({
        units: war.units,
        labels: history.labels,
        people,
        methods,
        period,
        radiiKilometers: RADII,
      }).rows,
    })),
    peace: [2019, 2021].map((year) => peaceOf(history, year, withSettlements, threshold)),
    clusters: STEADY_CLUSTERS.map((center) => {
      const near = history.detections.filter((one) => geodesicMeters(one.position, center) <= 2_000)
      const table = createObservationTable()
      for (const one of near) table.append(toObservation(one))
      const partition = createFusedEngine(background).partition(table, { distanceToLine: () => null })
      const atWorks = partition.steadySources.reduce((sum, source) => sum + source.members.length, 0)
      return { ...center, detections: near.length, atWorks }
    }),
  }
}

function peaceOf(history: PublicHistory, year: number, score: Score, threshold: number): PeaceFigures {
  const { units, terms } = measureYear(
    toDetections(history, year),
    backgroundWithout(history, [year], history.places),
  )
  const passes = (k: number): boolean => score(terms[k]!) >= threshold
  const all = units.map((unit, k) => ({ unit, passes: passes(k) }))
  const quiet = all.filter(({ unit }) => !isFightingGround(unit))
  const share = (of: readonly { readonly passes: boolean }[]) =>
    Math.round((1e6 * of.filter((one) => one.passes).length) / Math.max(1, of.length)) / 1e6
  return {
    year,
    units: units.length,
    passing: share(quiet),
    byMonth: Array.from({ length: 12 }, (_, month) =>
      share(quiet.filter(({ unit }) => monthOf(unit) === month)),
    ),
    passingOnFightingGround: share(all.filter(({ unit }) => isFightingGround(unit))),
  }
}

const monthOf = (unit: Unit): number => new Date(unit.day * DAY_MS).getUTCMonth()

/** A detection as the history feed would give it, with the unit's name in place of a digest of its content. */
export function toObservation(detection: Detection): Observation {
  const start = toInstant(detection.timeMs)
  return {
    id: digestOf(detection.id),
    source: 'firms-history',
    means: 'satellite-thermal',
    asset: null,
    lineage: `satellite-day/${dayOf(detection.timeMs)}`,
    time: { start, end: toInstant(start + DAY_MS - 1), clockErrorSeconds: 0, precision: 'day' },
    geometry: {
      kind: 'ellipse',
      center: detection.position,
      semiMajorMeters: 1_000,
      semiMinorMeters: 1_000,
      azimuthDegrees: 0,
    },
    placeName: null,
    effect: 'heat',
    count: { value: 1, qualifier: 'exact' },
    weapon: { weaponClass: 'not-known', calibreMillimetres: null },
    flightDirectionDegrees: null,
    assessedContext: 'not-known',
    sensorConfidence: null,
    grades: { source: 'B', information: 6 },
    measurements: {},
    labels: [],
    text: null,
    owner: 'NASA FIRMS',
    audiences: ['public'],
    originOfFire: false,
    supersedes: null,
  }
}
