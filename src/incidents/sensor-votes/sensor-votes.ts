// SPDX-License-Identifier: Apache-2.0
import { MEANS, type Means } from '#agreement'
import type { OpportunityPort } from '#coverage'
import { quantiseLogOdds, type Interval, type Position, type Reason } from '#kernel'

/** How a kind of sensor behaves, for one look at a place: a data file gives these. */
export interface SensorModel {
  readonly means: Means
  /** Probability of a detection where the hypothesis is true. */
  readonly detection: number
  /** Probability of one in the same window of area and time where it is not. */
  readonly falseAlarm: number
  /** Correlation of the votes of different lineages of this kind, 0 to 1. */
  readonly correlation: number
}

/** What was detected: one entry for each observation of an incident. */
export interface Detection {
  readonly means: Means
  readonly lineage: string
}

/**
 * What each kind of sensor says for or against a hypothesis, in log-odds rounded to 1e-6, in the order of the vocabulary of
 * means. A lineage is one vote; votes of a kind that lean on each other are discounted by the design effect
 * 1 / (1 + correlation * (n - 1)). Absence counts only where there was an opportunity, and each look counts once.
 */
export function weighSensors(
  detections: readonly Detection[],
  models: readonly SensorModel[],
  coverage: OpportunityPort,
  position: Position,
  during: Interval,
): readonly Reason[] {
  const byMeans = [...models].sort((a, b) => MEANS.indexOf(a.means) - MEANS.indexOf(b.means))
  return byMeans.flatMap((model) => {
    const told = detections.filter(({ means }) => means === model.means)
    const votes = new Set(told.map(({ lineage }) => lineage)).size
    return votes > 0 ? [presence(model, votes)] : [absence(model, coverage, position, during)]
  })
}

function presence({ means, detection, falseAlarm, correlation }: SensorModel, votes: number): Reason {
  const effective = votes / (1 + correlation * (votes - 1))
  const logOdds = quantiseLogOdds(effective * Math.log(detection / falseAlarm))
  return { code: 'sensor-votes', params: { means, votes }, logOdds }
}

function absence(
  { means, detection, falseAlarm }: SensorModel,
  coverage: OpportunityPort,
  position: Position,
  during: Interval,
): Reason {
  const opportunity = coverage.opportunityOf(means, position, during)
  if (opportunity.kind === 'unknown') return { code: 'opportunity-unknown', params: { means } }
  if (opportunity.kind === 'none') {
    return { code: 'no-opportunity', params: { means, because: opportunity.reason } }
  }
  const { looks } = opportunity
  const logOdds = quantiseLogOdds(looks * Math.log((1 - detection) / (1 - falseAlarm)))
  return { code: 'looked-in-vain', params: { means, looks }, logOdds }
}
