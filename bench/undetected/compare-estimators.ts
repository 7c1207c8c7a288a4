// SPDX-License-Identifier: Apache-2.0
import {
  estimateByChapman,
  estimateByIndependence,
  estimateUndetected,
  fitConditionally,
  intervalAbove,
  leastByChao,
  type PopulationEstimate,
  type Survey,
} from '#incidents'
import { createRandom } from '#simulation'

import { simulateSurvey, TRUE_INCIDENTS } from './simulated-survey.ts'

/** How an estimator did over all simulated surveys. */
export interface EstimatorScore {
  readonly estimator: string
  /** Mean estimate over the truth, less one. */
  readonly bias: number
  /** Share of the 95 % intervals that hold the truth; null for a bound without one. */
  readonly coverage: number | null
  /** Surveys for which there was no estimate. */
  readonly refused: number
}

/** Every estimator on the same surveys; `observed` is how many incidents stood on some list on average. */
export interface Comparison {
  readonly repetitions: number
  readonly observed: number
  readonly scores: readonly EstimatorScore[]
}

type Answer = { readonly estimate: number; readonly interval: readonly [number, number] | null } | null

const ESTIMATORS: Readonly<Record<string, (survey: Survey) => Answer>> = {
  'Chapman, thermal and acoustic': (survey) => chapman(survey, 0, 1),
  'Chapman, both lists of reports': (survey) => chapman(survey, 2, 3),
  'Chao, lower bound': ({ incidents, lists }) => {
    const on = (count: number) =>
      incidents.filter(({ listed }) => listed.filter(Boolean).length === count).length
    return { estimate: leastByChao(incidents.length, on(1), on(2), lists.length), interval: null }
  },
  'log-linear, independent lists': (survey) =>
    withInterval(
      survey,
      estimateByIndependence(
        survey.incidents.length,
        survey.lists.map((_, k) => sizeOf(survey, [k])),
      ),
    ),
  'conditional likelihood without a copying term': (survey) =>
    withInterval(
      survey,
      fitConditionally({ ...survey, lists: survey.lists.map((list) => ({ ...list, copies: null })) }),
    ),
  'with covariates and copying, but size unknown': (survey) =>
    withInterval(
      survey,
      fitConditionally({
        ...survey,
        lists: survey.lists.map((list) => ({
          ...list,
          covariates: list.covariates.filter((name) => name !== 'size'),
        })),
      }),
    ),
  'conditional likelihood with covariates and copying': (survey) => {
    const answer = estimateUndetected(survey)
    return answer.kind === 'refused' ? null : answer
  },
}

/** Runs every estimator on surveys drawn from the seeds 1 to `repetitions`. */
export function compareEstimators(repetitions: number): Comparison {
  const surveys = Array.from({ length: repetitions }, (_, n) => simulateSurvey(createRandom(n + 1)))
  const scores = Object.entries(ESTIMATORS).map(([estimator, estimate]) => {
    const answers = surveys.map(estimate)
    const given = answers.filter((answer) => answer !== null)
    const intervals = given.flatMap(({ interval }) => (interval === null ? [] : [interval]))
    const holding = intervals.filter(([low, high]) => low <= TRUE_INCIDENTS && TRUE_INCIDENTS <= high)
    return {
      estimator,
      bias: meanOf(given.map((answer) => answer.estimate)) / TRUE_INCIDENTS - 1,
      coverage: intervals.length === 0 ? null : holding.length / intervals.length,
      refused: answers.length - given.length,
    }
  })
  return { repetitions, observed: meanOf(surveys.map(({ incidents }) => incidents.length)), scores }
}

/** The comparison as a table of text. */
export const comparisonText = ({ repetitions, observed, scores }: Comparison): string =>
  [
    `${TRUE_INCIDENTS} incidents, ${Math.round(observed)} of them on some list, ${repetitions} surveys`,
    ...scores.map(({ estimator, bias, coverage, refused }) => {
      const shown = `${bias >= 0 ? '+' : ''}${(100 * bias).toFixed(1)} %`
      const held =
        coverage === null ? 'no interval' : `95 % interval holds the truth in ${Math.round(100 * coverage)} %`
      return `  ${estimator.padEnd(52)} bias ${shown.padStart(8)}   ${held}${refused > 0 ? `, refused ${refused}` : ''}`
    }),
  ].join('\n')

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const sizeOf = ({ incidents }: Survey, lists: readonly number[]): number =>
  incidents.filter(({ listed }) => lists.every((k) => listed[k])).length

function chapman(survey: Survey, a: number, b: number): Answer {
  const [first, second, both] = [sizeOf(survey, [a]), sizeOf(survey, [b]), sizeOf(survey, [a, b])]
  const found = estimateByChapman(first, second, both)
  return { ...found, interval: intervalAbove(first + second - both, found) }
}

const withInterval = (survey: Survey, found: PopulationEstimate | null): Answer =>
  found === null ? null : { ...found, interval: intervalAbove(survey.incidents.length, found) }
