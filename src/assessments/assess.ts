// SPDX-License-Identifier: Apache-2.0
import {
  HYPOTHESES,
  type CompiledAgreement,
  type Hypothesis,
  type IncidentFacts,
  type LineDistance,
  type ProvisionResult,
} from '#agreement'
import type { Incident } from '#incidents'
import { digestOfJson, quantiseSeconds, SECOND_MS, toLikelihood, type Instant, type Reason } from '#kernel'

import type { PossibleViolation } from './possible-violation.ts'
import { kindsOfMeans, standingOf } from './standing.ts'

/** One incident held against every provision. */
export interface Assessed {
  /** How far from the line of contact and on whose side; null where the terms name no such line. */
  readonly contact: LineDistance | null
  readonly results: readonly ProvisionResult[]
  readonly possibleViolations: readonly PossibleViolation[]
}

/**
 * Holds an incident against the terms: every provision's answer, and a possible violation for each breach. Its clock runs
 * from the start of the incident to `asOf`, in seconds.
 */
export function assess(incident: Incident, compiled: CompiledAgreement, asOf: Instant): Assessed {
  const facts = factsOf(incident)
  const results = compiled.test(facts)
  return {
    contact: compiled.contact(facts),
    results,
    possibleViolations: results
      .filter(({ verdict }) => verdict === 'breach')
      .map((result) => toPossibleViolation(incident, result, compiled, asOf)),
  }
}

/** What a provision may know of an incident: nothing of who did it. */
export function factsOf(incident: Incident): IncidentFacts {
  const told = new Map(incident.hypotheses.map(({ hypothesis, probability }) => [hypothesis, probability]))
  return {
    interval: incident.interval,
    geometry: incident.geometry,
    probabilities: Object.fromEntries(
      HYPOTHESES.map((hypothesis) => [hypothesis, told.get(hypothesis) ?? 0]),
    ) as Record<Hypothesis, number>,
    means: incident.means,
    independentSources: incident.independentSources,
  }
}

function toPossibleViolation(
  incident: Incident,
  result: ProvisionResult,
  compiled: CompiledAgreement,
  asOf: Instant,
): PossibleViolation {
  const provision = compiled.provision(result.provision)
  if (provision === null) throw new RangeError(`no such provision: ${result.provision}`)
  const kinds = kindsOfMeans(incident.means, provision.observableBy)
  const standing = standingOf(kinds, incident.independentSources)
  const breach = incident.interval.start
  return {
    id: digestOfJson({ incident: incident.id, provision: provision.id, agreement: compiled.digest }),
    incident: incident.id,
    provision: provision.id,
    act: provision.act,
    severity: provision.severity,
    standing,
    likelihood: toLikelihood(result.probability),
    distances: result.distances,
    clock: { breach, elapsedSeconds: quantiseSeconds(Math.max(0, asOf - breach) / SECOND_MS) },
    ...weigh(incident, result, kinds),
  }
}

/** Reasons by the side they speak for: the incident's by the sign of their weight, the provision's by what they say. */
function weigh(
  incident: Incident,
  result: ProvisionResult,
  kinds: readonly string[],
): Pick<PossibleViolation, 'speaksFor' | 'speaksAgainst'> {
  const doubts = (reason: Reason): boolean =>
    reason.code === 'exception-not-excluded' || (reason.logOdds ?? 0) < 0
  const reasons = [...result.reasons, ...incident.reasons]
  return {
    speaksFor: [...reasons.filter((reason) => !doubts(reason)), ...corroboration(kinds, incident)],
    speaksAgainst: [...reasons.filter(doubts), ...scarcity(kinds, incident), ...rivals(incident)],
  }
}

const corroboration = (kinds: readonly string[], { independentSources }: Incident): readonly Reason[] =>
  kinds.length > 1 && independentSources > 1
    ? [{ code: 'several-kinds-of-means', params: { kinds: kinds.length, sources: independentSources } }]
    : []

function scarcity(kinds: readonly string[], { independentSources }: Incident): readonly Reason[] {
  if (kinds.length < 2) return [{ code: 'one-kind-of-means', params: { kinds: kinds.length } }]
  return independentSources < 2 ? [{ code: 'one-source', params: { sources: independentSources } }] : []
}

/** Another explanation is named where it is at least this probable: the lower edge of "unlikely" (ICD 203). */
const RIVAL_PROBABILITY = 0.2

const CIVIL: readonly Hypothesis[] = [
  'vegetation-fire',
  'industrial-heat',
  'controlled-demolition-or-exercise',
  'accident',
  'unknown',
]

const rivals = ({ hypotheses }: Incident): readonly Reason[] =>
  hypotheses
    .filter(({ hypothesis, probability }) => CIVIL.includes(hypothesis) && probability >= RIVAL_PROBABILITY)
    .map(({ hypothesis, probability }) => ({
      code: 'other-explanation',
      params: { hypothesis, probability },
    }))

/** Every reason code that assessing adds to those of provisions and incidents. */
export const ASSESSMENT_REASON_CODES = [
  'several-kinds-of-means',
  'one-kind-of-means',
  'one-source',
  'other-explanation',
] as const
