// SPDX-License-Identifier: Apache-2.0
import { MEANS, type Hypothesis, type Means } from '#agreement'
import type { OpportunityPort } from '#coverage'
import type { Interval, Position, Reason } from '#kernel'

/** One number, above 0 and below 1, for each hypothesis. */
export type SharesByHypothesis = Readonly<Record<Hypothesis, number>>

/** How a kind of sensor behaves under each hypothesis: a data file gives these. */
export interface SensorModel {
  /** Probability of a detection in one look; under `unknown` that of a false alarm. */
  readonly told: SharesByHypothesis
  /** The same for each further vote. */
  readonly again: SharesByHypothesis
  /** Correlation of the votes of different lineages of this kind, 0 to 1. */
  readonly correlation: number
}

/** What was detected: one entry for each observation of an incident. */
export interface Detection {
  readonly means: Means
  /** Name or number of the lineage: equal ones are one vote. */
  readonly lineage: string | number
}

/** What a kind of sensor says, ready to be weighed; null weighs nothing. */
export interface SensorFinding {
  readonly code: 'sensor-votes' | 'looked-in-vain' | 'opportunity-unknown' | 'no-opportunity'
  readonly params: Reason['params']
  readonly logLikelihood: ((hypothesis: Hypothesis) => number) | null
}

/**
 * What each kind of sensor that was at work says of each hypothesis, in the order of the vocabulary of means. A lineage is
 * one vote; further votes of one kind, which lean on each other, are discounted by the design effect
 * 1 / (1 + correlation * (n - 1)). Absence counts only where there was an opportunity, and each look counts once.
 */
export function weighSensors(
  detections: readonly Detection[],
  atWork: readonly Means[],
  models: Readonly<Record<Means, SensorModel>>,
  coverage: OpportunityPort,
  position: Position,
  during: Interval,
): readonly SensorFinding[] {
  const findings: SensorFinding[] = []
  for (const means of MEANS) {
    const isTold = detections.some((one) => one.means === means)
    if (isTold) findings.push(presence(means, models[means], votesOf(detections, means)))
    else if (atWork.includes(means)) {
      findings.push(absence(means, models[means], coverage, position, during))
    }
  }
  return findings
}

function votesOf(detections: readonly Detection[], means: Means): number {
  const lineages = new Set<string | number>()
  for (const one of detections) if (one.means === means) lineages.add(one.lineage)
  return lineages.size
}

/** How many votes of one kind count for, which lean on each other so far. */
export const effectiveVotes = (votes: number, correlation: number): number =>
  votes / (1 + correlation * (votes - 1))

function presence(means: Means, { told, again, correlation }: SensorModel, votes: number): SensorFinding {
  const further = effectiveVotes(votes, correlation) - 1
  return {
    code: 'sensor-votes',
    params: { means, votes },
    logLikelihood: (hypothesis) => Math.log(told[hypothesis]) + further * Math.log(again[hypothesis]),
  }
}

function absence(
  means: Means,
  { told }: SensorModel,
  coverage: OpportunityPort,
  position: Position,
  during: Interval,
): SensorFinding {
  const opportunity = coverage.opportunityOf(means, position, during)
  if (opportunity.kind === 'unknown') {
    return { code: 'opportunity-unknown', params: { means }, logLikelihood: null }
  }
  if (opportunity.kind === 'none') {
    // Selectors of a sentence may hold no hyphen.
    const params = { means, because: opportunity.reason.replaceAll('-', '_') }
    return { code: 'no-opportunity', params, logLikelihood: null }
  }
  const { looks } = opportunity
  return {
    code: 'looked-in-vain',
    params: { means, looks },
    logLikelihood: (hypothesis) => looks * Math.log(1 - told[hypothesis]),
  }
}
