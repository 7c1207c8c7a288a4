// SPDX-License-Identifier: Apache-2.0
import { quantiseLogOdds, type Reason } from '#kernel'

import type { ShellSurroundings, Surroundings } from './surroundings.ts'
import { termsOf, type Term } from './terms.ts'
import { THERMAL_WEIGHTS, type ThermalWeights } from './weights.ts'

/**
 * What the surroundings of a fire say of its cause: one reason a term, each with its log-odds rounded to 1e-6, whose sum
 * is the logarithm of the odds ratio for military activity. The prior is not among them.
 */
export function thermalEvidence(
  surroundings: Surroundings,
  weights: ThermalWeights = THERMAL_WEIGHTS,
): readonly Reason[] {
  const set = surroundings.settlement === null ? weights.withoutSettlements : weights.withSettlements
  const values = termsOf(surroundings)
  const reasons = set.terms.map(({ term, weight, ordinary }): Reason => ({
    code: term,
    params: paramsOf(term, surroundings),
    logOdds: quantiseLogOdds(weight * (values[term] - ordinary)),
  }))
  const missing: readonly Reason[] =
    surroundings.settlement === null ? [{ code: 'gazetteer-missing', params: {} }] : []
  return [
    { code: 'ordinary-fire', params: {}, logOdds: quantiseLogOdds(set.ordinaryFire) },
    ...reasons,
    ...missing,
  ]
}

function paramsOf(term: Term, surroundings: Surroundings): Reason['params'] {
  const { here, near, region, settlement, daysCovered } = surroundings
  const days = (shell: ShellSurroundings) => ({
    days: shell.days,
    expectedDays: tenths(shell.expectedDays),
    ofDays: daysCovered,
  })
  const today = (shell: ShellSurroundings) => ({
    fires: shell.today,
    expectedFires: tenths(shell.expectedToday),
  })
  switch (term) {
    case 'fire-days-here':
      return days(here)
    case 'fire-days-near':
      return days(near)
    case 'fire-days-region':
      return days(region)
    case 'fires-today-near':
      return today(near)
    case 'fires-today-region':
      return today(region)
    case 'yearly-heat-here':
      return { days: tenths(surroundings.yearlyDaysHere) }
    case 'yearly-heat-around':
      return { fires: tenths(surroundings.yearlyBinDaysAround) }
    case 'people-near':
      return { people: settlement?.people ?? 0 }
    case 'settlement-distance':
      return { meters: settlement?.meters ?? 0 }
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10
