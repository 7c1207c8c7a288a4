// SPDX-License-Identifier: Apache-2.0
import { EFFECTS, type Effect } from '#agreement'
import { HOUR_MS, quantiseLogOdds, quantiseMeters, quantiseSeconds, type Reason } from '#kernel'
import type { ObservationTable, SensorConfidence } from '#observations'

import type { BestPosition } from './best-position.ts'
import type { FirstEngineParameters, ParameterName } from './parameters.ts'

/** What the members of one incident say together, each kind of evidence once. */
export interface Evidence {
  /** Lineages with heat, e.g. satellite passes. */
  readonly passes: number
  /** -Infinity where no sensor tells. */
  readonly strongestFrpMegawatts: number
  readonly bestConfidence: SensorConfidence | null
  readonly byNight: boolean
  readonly byDay: boolean
  readonly heatHours: number
  /** Effects other than heat, in the order of the vocabulary, with the number of lineages that tell of each. */
  readonly reported: readonly { readonly effect: Effect; readonly lineages: number }[]
  readonly kindsOfMeans: number
  readonly controlled: 'exercise' | 'controlled-detonation' | null
  readonly line: { readonly meters: number; readonly uncertaintyMeters: number } | null
  /** How far the strongest member lies above a steady source at its place; null where there is none. */
  readonly sigmasAboveSteady: number | null
}

const CONFIDENCE_ORDER: readonly (SensorConfidence | null)[] = [null, 'low', 'nominal', 'high']

/** Reads the evidence of the members `rows`, which are in the order of the table. */
export function gatherEvidence(
  table: ObservationTable,
  rows: readonly number[],
  line: Evidence['line'],
  sigmasAboveSteady: number | null,
): Evidence {
  const { effect, lineage, frpMegawatts, startMs, night, means } = table.columns()
  const passes = new Set<number>()
  const kinds = new Set<number>()
  const told = new Map<number, Set<number>>()
  let strongestFrpMegawatts = -Infinity
  let confidence = -1
  let [byNight, byDay] = [false, false]
  let [first, last] = [Infinity, -Infinity]
  let controlled: Evidence['controlled'] = null
  for (const row of rows) {
    kinds.add(means[row]!)
    const context = table.contextAt(row)
    if (controlled === null && (context === 'exercise' || context === 'controlled-detonation')) {
      controlled = context
    }
    if (effect[row] !== HEAT) {
      const lineages = told.get(effect[row]!) ?? new Set()
      told.set(effect[row]!, lineages.add(lineage[row]!))
      continue
    }
    passes.add(lineage[row]!)
    const frp = frpMegawatts[row]!
    if (frp > strongestFrpMegawatts && frp < Infinity) strongestFrpMegawatts = frp
    confidence = Math.max(confidence, CONFIDENCE_ORDER.indexOf(table.confidenceAt(row)))
    if (night[row] === 1) byNight = true
    if (night[row] === 0) byDay = true
    first = Math.min(first, startMs[row]!)
    last = Math.max(last, startMs[row]!)
  }
  return {
    passes: passes.size,
    strongestFrpMegawatts,
    bestConfidence: CONFIDENCE_ORDER[confidence] ?? null,
    byNight,
    byDay,
    heatHours: passes.size === 0 ? 0 : (last - first) / HOUR_MS,
    reported:
      told.size === 0
        ? []
        : EFFECTS.flatMap((one, k) => {
            const lineages = told.get(k)
            return lineages === undefined ? [] : [{ effect: one, lineages: lineages.size }]
          }),
    kindsOfMeans: kinds.size,
    controlled,
    line,
    sigmasAboveSteady,
  }
}

const HEAT = EFFECTS.indexOf('heat')

const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), -Infinity)

/** Every contribution to the log-odds of military activity, each rounded to 1e-6, so that their sum is exact to print. */
export function weighEvidence(
  evidence: Evidence,
  position: BestPosition,
  p: FirstEngineParameters,
): readonly Reason[] {
  const reason = (code: string, params: Reason['params'], logOdds: number): Reason => ({
    code,
    params,
    logOdds: quantiseLogOdds(logOdds),
  })
  return [
    priorReason(evidence, p, reason),
    ...lineReasons(evidence, p, reason),
    ...heatReasons(evidence, position, p, reason),
    ...reportReasons(evidence, p, reason),
  ]
}

type MakeReason = (code: string, params: Reason['params'], logOdds: number) => Reason

function priorReason(evidence: Evidence, p: FirstEngineParameters, reason: MakeReason): Reason {
  const probability = evidence.passes > 0 ? p.priorProbability : p.reportPriorProbability
  const code = evidence.passes > 0 ? 'prior-heat' : 'prior-report'
  return reason(code, { probability }, Math.log(probability / (1 - probability)))
}

const LINE_BANDS: readonly { readonly withinMeters: number; readonly weight: ParameterName }[] = [
  { withinMeters: 5_000, weight: 'weightLineWithin5Km' },
  { withinMeters: 15_000, weight: 'weightLineWithin15Km' },
  { withinMeters: 40_000, weight: 'weightLineWithin40Km' },
  { withinMeters: 100_000, weight: 'weightLineWithin100Km' },
  { withinMeters: Infinity, weight: 'weightLineBeyond' },
]

function lineReasons({ line }: Evidence, p: FirstEngineParameters, reason: MakeReason): readonly Reason[] {
  if (line === null) return [{ code: 'line-unknown', params: {} }]
  const band = LINE_BANDS.find((item) => line.meters <= item.withinMeters)
  if (band === undefined) return []
  const params = {
    meters: quantiseMeters(line.meters),
    uncertaintyMeters: quantiseMeters(line.uncertaintyMeters),
  }
  return [reason('line-distance', params, p[band.weight])]
}

function heatReasons(
  evidence: Evidence,
  position: BestPosition,
  p: FirstEngineParameters,
  reason: MakeReason,
): readonly Reason[] {
  if (evidence.passes === 0) return []
  const { strongestFrpMegawatts: frp, bestConfidence: sensorConfidence, passes } = evidence
  const reasons: Reason[] = []
  if (sensorConfidence === 'low')
    reasons.push(reason('sensor-confidence', { sensorConfidence }, p.weightConfidenceLow))
  if (sensorConfidence === 'high')
    reasons.push(reason('sensor-confidence', { sensorConfidence }, p.weightConfidenceHigh))
  if (evidence.byNight && !evidence.byDay) reasons.push(reason('by-night', {}, p.weightNight))
  if (evidence.byDay && !evidence.byNight) reasons.push(reason('by-day', {}, p.weightDay))
  const frpMegawatts = quantiseSeconds(frp)
  if (Number.isFinite(frp) && frp < p.frpWeakMegawatts)
    reasons.push(reason('heat-weak', { frpMegawatts }, p.weightFrpWeak))
  if (frp > p.frpStrongMegawatts) reasons.push(reason('heat-strong', { frpMegawatts }, p.weightFrpStrong))
  if (passes === 1) reasons.push(reason('one-pass', {}, p.weightOnePass))
  if (passes >= 3) reasons.push(reason('several-passes', { passes }, p.weightThreePasses))
  if (evidence.heatHours > p.lastingHours) {
    reasons.push(reason('lasting', { hours: Math.round(evidence.heatHours) }, p.weightLasting))
  }
  const meters = position.ellipse.semiMajorMeters
  if (position.method === 'extent' && meters > p.spreadMeters)
    reasons.push(reason('spread-out', { meters }, p.weightSpread))
  if (evidence.sigmasAboveSteady !== null) {
    const sigmas = Math.round(evidence.sigmasAboveSteady * 10) / 10
    reasons.push(reason('above-steady-source', { sigmas }, p.weightAboveSteady))
  }
  return reasons
}

/** What a report of each effect weighs; effects that say nothing of their cause are absent. */
const EFFECT_WEIGHTS: Partial<Record<Effect, ParameterName>> = {
  'explosion-impact': 'weightReportOfFire',
  'explosion-outgoing': 'weightReportOfFire',
  'explosion-airburst': 'weightReportOfFire',
  'explosion-undetermined': 'weightReportOfFire',
  projectile: 'weightReportOfFire',
  'muzzle-flash': 'weightReportOfFire',
  'reported-shelling': 'weightReportOfFire',
  'reported-strike': 'weightReportOfFire',
  'illumination-flare': 'weightReportOfFighting',
  'burst-or-shot': 'weightReportOfFighting',
  'reported-drone': 'weightReportOfFighting',
  'reported-ground-combat': 'weightReportOfFighting',
  'reported-damage': 'weightReportOfDamage',
}

/** The weightiest effect counts in full, others and further lineages for a share, since they tell of the same occurrence. */
function reportReasons(evidence: Evidence, p: FirstEngineParameters, reason: MakeReason): readonly Reason[] {
  const reasons: Reason[] = []
  const told = evidence.reported
    .map((item) => ({ ...item, weight: EFFECT_WEIGHTS[item.effect] }))
    .filter((item) => item.weight !== undefined)
  const strongest = greatest(told.map((item) => p[item.weight!]))
  const lead = told.findIndex((item) => p[item.weight!] === strongest)
  told.forEach(({ effect, lineages, weight }, k) => {
    const further = 1 + p.shareOfFurtherReport * (Math.min(lineages, p.furtherReports) - 1)
    const share = k === lead ? 1 : p.shareOfFurtherReport
    reasons.push(reason('reported', { effect, reports: lineages }, p[weight!] * further * share))
  })
  if (evidence.kindsOfMeans > 1) {
    reasons.push(reason('several-means', { kinds: evidence.kindsOfMeans }, p.weightTwoMeans))
  }
  if (evidence.controlled !== null) {
    reasons.push(reason('controlled-context', { assessedContext: evidence.controlled }, p.weightControlled))
  }
  return reasons
}
