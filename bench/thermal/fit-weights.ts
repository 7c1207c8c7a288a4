// SPDX-License-Identifier: Apache-2.0
import { type Term, type ThermalWeights, type WeightSet } from '#incidents'
import { dayOf, indexLabels } from '#scoring'

import type { PublicHistory } from '../baselines/public-history.ts'
import {
  backgroundWithout,
  isChosen,
  isFightingGround,
  measureYear,
  rowOf,
  termNames,
  toDetections,
  type YearOfUnits,
} from './history-units.ts'
import { fitLogistic, type FitCase } from './logistic-fit.ts'

/** The last day whose labels may teach anything. */
export const LAST_FITTED_DAY = dayOf(Date.UTC(2022, 3, 30))

/** Quiet years that show what fires are like without war; 2019 and 2021 are kept for the control. */
const QUIET_YEARS = [2013, 2016, 2018, 2020] as const
const KEPT_FOR_CONTROL = 2019
/** Share of their units that is looked at, and what each of these counts. */
const QUIET_SHARE = 0.25
const QUIET_WEIGHT = 4
const RIDGE = 30

const LABEL = { meters: 2_000, days: 1, clearMeters: 5_000, clearDays: 5 } as const

/** Fits the weights on 24 February to 30 April 2022 against units without a label near and the fires of quiet years. */
export function fitThermalWeights(history: PublicHistory): ThermalWeights {
  const war = measureYear(
    history.detections.filter((one) => dayOf(one.timeMs) <= LAST_FITTED_DAY),
    backgroundWithout(history, [], history.places),
  )
  const quiet = QUIET_YEARS.map((year) =>
    measureYear(
      toDetections(history, year),
      backgroundWithout(history, [year, KEPT_FOR_CONTROL], history.places),
      (unit, number) => !isFightingGround(unit) && isChosen(`${year} ${number}`, QUIET_SHARE),
    ),
  )
  return {
    schema: 'marsad/thermal-weights@1',
    fittedOn: {
      labels: 'geolocated incidents of 24 February to 30 April 2022 within 2 km and a day of a unit',
      negatives: 'units of those days without a label within 5 km and 5 days',
      quiet: `a quarter of the units of ${QUIET_YEARS.join(', ')} outside the fighting ground, each counted ${QUIET_WEIGHT} times`,
      method: `logistic regression, ridge ${RIDGE} on standardised terms, by Newton's method; odds ratios, the share of labelled units taken out`,
    },
    withSettlements: fitSet(history, war, quiet, termNames(true)),
    withoutSettlements: fitSet(history, war, quiet, termNames(false)),
  }
}

function fitSet(
  history: PublicHistory,
  war: YearOfUnits,
  quiet: readonly YearOfUnits[],
  names: readonly Term[],
): WeightSet {
  const labels = indexLabels(history.labels.filter(({ day }) => day <= LAST_FITTED_DAY))
  const cases: FitCase[] = war.units.flatMap(({ position, day }, k) => {
    const positive = labels.near(position, day, LABEL.meters, LABEL.days)
    const clear = !labels.near(position, day, LABEL.clearMeters, LABEL.clearDays)
    return positive || clear ? [{ terms: rowOf(war.terms[k]!, names), positive, weight: 1 }] : []
  })
  for (const { terms } of quiet) {
    for (const one of terms) cases.push({ terms: rowOf(one, names), positive: false, weight: QUIET_WEIGHT })
  }
  const fit = fitLogistic(cases, RIDGE)
  const rest = cases.filter((one) => !one.positive)
  const weightOfRest = rest.reduce((sum, one) => sum + one.weight, 0)
  const positives = cases.length - rest.length
  const ordinary = names.map(
    (_, j) => rest.reduce((sum, one) => sum + one.weight * one.terms[j]!, 0) / weightOfRest,
  )
  const terms = names.map((term, j) => ({
    term,
    weight: round(fit.weights[j]!),
    ordinary: round(ordinary[j]!),
  }))
  const atOrdinary = fit.intercept + fit.weights.reduce((sum, weight, j) => sum + weight * ordinary[j]!, 0)
  return {
    positives,
    negatives: cases.length - positives,
    ordinaryFire: round(atOrdinary - Math.log(positives / weightOfRest)),
    terms,
  }
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
