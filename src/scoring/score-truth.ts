// SPDX-License-Identifier: Apache-2.0
import type { Hypothesis } from '#agreement'
import { quantiseSeconds } from '#kernel'

import { partitionByStDbscan } from './baselines/index.ts'
import { quantileOf, toSixDecimals } from './resampling.ts'
import { adjustedRandIndex } from './truth/adjusted-rand.ts'
import {
  brierScore,
  calibrationError,
  calibrationInterval,
  reliabilityBins,
  type Forecast,
  type ReliabilityBin,
} from './truth/calibration.ts'
import { correspond, type Correspondence } from './truth/correspondence.ts'
import { isWithin } from './truth/ellipse-coverage.ts'
import type { FoundRun } from './truth/found-run.ts'
import type { TruthToScore } from './truth/parse-truth.ts'

export const SCORE_TRUTH_SCHEMA = 'marsad/score-truth@1'

/** The figures of one side of the line, or of all. Null where there is nothing to take a share of. */
export interface TruthFigures {
  /** Events paired with an incident; matched + missed + merged + unseen are all events. */
  readonly matched: number
  /** Events that a delivered row tells of, without an observation in any incident. */
  readonly missed: number
  /** Incidents without an observation of any event; matched + false + split are all incidents. */
  readonly false: number
  /** Incidents left over that hold observations of an event paired with another. */
  readonly split: number
  /** Events left over whose observations lie in incidents paired with others. */
  readonly merged: number
  /** Events of which no delivered row tells: no engine could have found them. */
  readonly unseen: number
  /** Share of pairs whose true place lies within the incident's 95 % ellipse. */
  readonly ellipseCoverage: number | null
  readonly ece: number | null
  readonly eceCi95: readonly [number, number] | null
  readonly brier: number | null
  /** Of pairs, from the start of the event to the end of the first observation of its incident; delivery not counted. */
  readonly latencySeconds: { readonly p50: number | null; readonly p95: number | null }
  /** Military events: as the probabilities add up, as they truly were, and those that a delivered row tells of. */
  readonly militaryCount: {
    readonly estimated: number
    readonly true: number
    readonly trueSeen: number
  }
}

export interface ScoreTruthDocument extends TruthFigures {
  readonly schema: typeof SCORE_TRUTH_SCHEMA
  /** Agreement of the whole partition of observations with the truth, and that of plain ST-DBSCAN on the same ones. */
  readonly ari: number | null
  readonly baselines: { readonly stDbscan: { readonly ari: number | null } }
  readonly reliability: readonly ReliabilityBin[]
  readonly bySide: Readonly<Record<string, TruthFigures>>
}

const MILITARY: ReadonlySet<Hypothesis> = new Set([
  'shelling',
  'air-or-drone-strike',
  'other-military-activity',
])

/** Incidents of which neither an event nor the run tells the side. */
const NO_SIDE = 'not-known'

/** Scores what a run found against the truth of its simulation. Counts are whole; shares have six decimals. */
export function scoreTruth(truth: TruthToScore, run: FoundRun): ScoreTruthDocument {
  const found = correspond(truth, run)
  const sideOfIncident = run.incidents.map(({ side }, incident) => {
    const event = found.mainEventOfIncident[incident] ?? -1
    return truth.events[event]?.side ?? side ?? NO_SIDE
  })
  const figuresOf = (isEvent: (event: number) => boolean, isIncident: (incident: number) => boolean) =>
    toFigures(
      truth,
      run,
      found,
      [...truth.events.keys()].filter(isEvent),
      [...run.incidents.keys()].filter(isIncident),
    )
  // In the order in which they come, never by name: no side goes first.
  const sides = [...new Set([...truth.events.map((event) => event.side), ...sideOfIncident])]
  return {
    schema: SCORE_TRUTH_SCHEMA,
    ...figuresOf(
      () => true,
      () => true,
    ),
    ari: toShare(adjustedRandIndex(found.trueGroups, partitionOf(run))),
    baselines: { stDbscan: { ari: toShare(adjustedRandIndex(found.trueGroups, stDbscanOf(run))) } },
    reliability: reliabilityBins(forecastsOf(truth, run, found, [...run.incidents.keys()])).map((bin) => ({
      meanProbability: toSixDecimals(bin.meanProbability),
      frequency: toSixDecimals(bin.frequency),
      mass: toSixDecimals(bin.mass),
    })),
    bySide: Object.fromEntries(
      sides.map((side) => [
        side,
        figuresOf(
          (event) => truth.events[event]?.side === side,
          (incident) => sideOfIncident[incident] === side,
        ),
      ]),
    ),
  }
}

function toFigures(
  truth: TruthToScore,
  run: FoundRun,
  found: Correspondence,
  events: readonly number[],
  incidents: readonly number[],
): TruthFigures {
  const pairs = events.flatMap((event) => {
    const incident = found.incidentOfEvent[event]!
    return incident < 0 ? [] : [{ event: truth.events[event]!, incident: run.incidents[incident]! }]
  })
  const alone = events.filter((event) => found.incidentOfEvent[event]! < 0)
  const unseen = alone.filter((event) => found.rowsDelivered[event] === 0)
  const missed = alone.filter((event) => found.rowsDelivered[event]! > 0 && found.inIncidents[event] === 0)
  const unpaired = incidents.filter((incident) => found.eventOfIncident[incident]! < 0)
  const baseless = unpaired.filter((incident) => found.mainEventOfIncident[incident]! < 0)
  const covered = pairs.filter(({ event, incident }) => isWithin(incident.ellipse, event))
  const latencies = pairs
    .map(({ event, incident }) => {
      const known = incident.members.map((member) => run.observations[member]!.end)
      return (known.reduce((first, end) => Math.min(first, end), Infinity) - event.start) / 1_000
    })
    .sort((a, b) => a - b)
  const forecasts = forecastsOf(truth, run, found, incidents)
  const interval = calibrationInterval(forecasts)
  const military = events.filter((event) => MILITARY.has(truth.events[event]!.hypothesis))
  return {
    matched: pairs.length,
    missed: missed.length,
    false: baseless.length,
    split: unpaired.length - baseless.length,
    merged: alone.length - missed.length - unseen.length,
    unseen: unseen.length,
    ellipseCoverage: toShare(covered.length / pairs.length),
    ece: toShare(calibrationError(forecasts)),
    eceCi95: interval === null ? null : [toSixDecimals(interval[0]), toSixDecimals(interval[1])],
    brier: toShare(brierScore(forecasts)),
    latencySeconds: {
      p50: toSeconds(quantileOf(latencies, 0.5)),
      p95: toSeconds(quantileOf(latencies, 0.95)),
    },
    militaryCount: {
      estimated: toSixDecimals(
        incidents.reduce((sum, incident) => sum + run.incidents[incident]!.probability, 0),
      ),
      true: military.length,
      trueSeen: military.filter((event) => found.rowsDelivered[event]! > 0).length,
    },
  }
}

/** An incident was military when the event with most of its observations was; without any event it was not. */
function forecastsOf(
  truth: TruthToScore,
  run: FoundRun,
  found: Correspondence,
  incidents: readonly number[],
): readonly Forecast[] {
  return incidents.map((incident) => {
    const event = truth.events[found.mainEventOfIncident[incident]!]
    return {
      probability: run.incidents[incident]!.probability,
      occurred: event !== undefined && MILITARY.has(event.hypothesis),
    }
  })
}

/** Incident or steady source of each observation, an observation of neither alone. */
function partitionOf(run: FoundRun): Int32Array {
  const groups = new Int32Array(run.observations.length).fill(-1)
  let next = 0
  for (const members of [...run.incidents.map((incident) => incident.members), ...run.steadySources]) {
    for (const member of members) groups[member] = next
    next++
  }
  return groups.map((group) => (group < 0 ? next++ : group))
}

const stDbscanOf = ({ observations }: FoundRun): Int32Array =>
  partitionByStDbscan({
    latitude: Float64Array.from(observations, (one) => one.latitude),
    longitude: Float64Array.from(observations, (one) => one.longitude),
    timeMs: Float64Array.from(observations, (one) => Math.floor((one.start + one.end) / 2)),
  })

const toShare = (value: number): number | null => (Number.isNaN(value) ? null : toSixDecimals(value))

const toSeconds = (value: number): number | null => (Number.isNaN(value) ? null : quantiseSeconds(value))
