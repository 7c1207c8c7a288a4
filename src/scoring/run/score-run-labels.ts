// SPDX-License-Identifier: Apache-2.0
import {
  cellExcessScores,
  createCellBackground,
  NO_BACKGROUND,
  pointScores,
  type PastDetection,
} from '../baselines/index.ts'
import {
  makeUnits,
  populationAround,
  type Detection,
  type Label,
  type Period,
  type PopulatedPlace,
  type Unit,
} from '../ranking/index.ts'
import { scoreLabels, type MethodScores, type ScoreLabelsDocument } from '../score-labels.ts'

/** What a run is scored with. */
export interface RunLabelsInput {
  readonly detections: readonly Detection[]
  readonly labels: readonly Label[]
  /** Days scored; null takes those that the labels cover. */
  readonly period: Period | null
  /** Settlements with their population; null where there is no gazetteer. */
  readonly places: readonly PopulatedPlace[] | null
  /** Detections of earlier years; null where the run had no background. */
  readonly background: Iterable<PastDetection> | null
  /** The run's own ranking. */
  readonly scoreUnits: (units: readonly Unit[]) => Float64Array
}

/** Ranks a run's units by its own probabilities and by the three baselines, on the same input. */
export function scoreRunLabels(input: RunLabelsInput): ScoreLabelsDocument {
  const units = makeUnits(input.detections)
  const around = input.places === null ? null : populationAround(input.places)
  const people = around === null ? null : Float64Array.from(units, (unit) => around(unit.position))
  const background = input.background === null ? NO_BACKGROUND : createCellBackground(input.background)
  const methods: readonly MethodScores[] = [
    { method: 'marsad', scores: input.scoreUnits(units) },
    { method: 'cell-excess', scores: cellExcessScores(units, background) },
    orReason('population', people, 'no-populated-places'),
    orReason('points', pointScores(units), 'no-radiative-power'),
  ]
  return scoreLabels({ units, labels: input.labels, people, methods, period: input.period })
}

const orReason = (method: string, scores: Float64Array | null, reason: string): MethodScores =>
  scores === null ? { method, scores, reason } : { method, scores }
