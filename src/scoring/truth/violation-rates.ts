// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES, MEANS, type CompiledAgreement, type Hypothesis } from '#agreement'

import { toSixDecimals } from '../resampling.ts'
import { correspond } from './correspondence.ts'
import type { FoundRun } from './found-run.ts'
import type { EventToScore, TruthToScore } from './parse-truth.ts'

/** How often the machine's possible violations were right; null where there is nothing to take a share of. */
export interface ViolationRates {
  /** Share of all incidents whose event truly was such a violation. */
  readonly baseRate: number | null
  /** Share of the possible violations whose event truly was one. */
  readonly precision: number | null
  /** Share of the true violations that a delivered row tells of, whose own incident was listed. */
  readonly recall: number | null
}

export interface ViolationScore {
  /** Of at least one provision. */
  readonly any: ViolationRates
  /** In the order of the terms. */
  readonly provisions: readonly ({
    readonly provision: string
    readonly act: string
    readonly threshold: number
  } & ViolationRates)[]
}

/**
 * Holds the provisions that a run found broken against those that were: an event truly breaks a provision where the same
 * terms say so of its true place, time and kind, known for certain and by every means. `broken` has the provisions of each
 * incident. An incident is judged by the event with most of its observations.
 */
export function scoreViolations(
  truth: TruthToScore,
  run: FoundRun,
  broken: readonly (readonly string[])[],
  terms: CompiledAgreement,
): ViolationScore {
  const found = correspond(truth, run)
  const trulyBroken = truth.events.map((event) => provisionsBrokenBy(event, terms))
  const ratesOf = (breaks: (provisions: readonly string[] | undefined) => boolean): ViolationRates => {
    const incidents = [...run.incidents.keys()]
    const truly = (incident: number) => breaks(trulyBroken[found.mainEventOfIncident[incident]!])
    const listed = incidents.filter((incident) => breaks(broken[incident]))
    const violations = [...truth.events.keys()].filter(
      (event) => found.rowsDelivered[event]! > 0 && breaks(trulyBroken[event]),
    )
    const caught = violations.filter((event) => breaks(broken[found.incidentOfEvent[event]!]))
    return {
      baseRate: toShare(incidents.filter(truly).length, incidents.length),
      precision: toShare(listed.filter(truly).length, listed.length),
      recall: toShare(caught.length, violations.length),
    }
  }
  return {
    any: ratesOf((provisions) => provisions !== undefined && provisions.length > 0),
    provisions: terms.agreement.provisions.map(({ id, act, evidence }) => ({
      provision: id,
      act,
      threshold: evidence.minimumProbability,
      ...ratesOf((provisions) => provisions?.includes(id) === true),
    })),
  }
}

function provisionsBrokenBy(event: EventToScore, terms: CompiledAgreement): readonly string[] {
  const { latitude, longitude, start, end } = event
  const probabilities = Object.fromEntries(
    HYPOTHESES.map((hypothesis) => [hypothesis, hypothesis === event.hypothesis ? 1 : 0]),
  ) as Record<Hypothesis, number>
  const results = terms.test({
    interval: { start, end, clockErrorSeconds: 0 },
    geometry: {
      kind: 'ellipse',
      center: { latitude, longitude },
      semiMajorMeters: 0,
      semiMinorMeters: 0,
      azimuthDegrees: 0,
    },
    probabilities,
    means: MEANS,
    independentSources: MEANS.length,
  })
  return results.filter(({ verdict }) => verdict === 'breach').map(({ provision }) => provision)
}

const toShare = (part: number, whole: number): number | null =>
  whole === 0 ? null : toSixDecimals(part / whole)
