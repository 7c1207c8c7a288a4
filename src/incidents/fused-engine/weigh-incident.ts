// SPDX-License-Identifier: Apache-2.0
import type { Hypothesis } from '#agreement'
import { quantiseMeters, quantiseSeconds, type Interval, type Reason } from '#kernel'

import type { BestPosition } from '../first-engine/best-position.ts'
import type { Evidence } from '../first-engine/evidence.ts'
import {
  effectiveVotes,
  weighSensors,
  type Detection,
  type SharesByHypothesis,
} from '../sensor-votes/index.ts'
import type { EvidenceModels } from './evidence-models.ts'
import type { IncidentScene } from './incident-of.ts'
import { createLedger, type Ledger } from './ledger.ts'

/** What an incident's observations say, gathered. */
export interface Gathered {
  readonly evidence: Evidence
  readonly detections: readonly Detection[]
  /** The largest number of effects that a report states; 0 where none does. */
  readonly statedCount: number
  readonly position: BestPosition
  readonly interval: Interval
  /** Reasons of the surroundings of its heat, each with its log-odds. */
  readonly surroundings: readonly Reason[]
  /** Reasons without weight that are worked out only where they are read. */
  readonly surprises: () => readonly Reason[]
  /** Bins with heat on its latest day at 25 to 50 km; null without heat, or where quiet years tell more. */
  readonly firesAround: number | null
}

/** Weighs everything that is known of an incident, one contribution after another, in a fixed order. */
export function weighIncident(gathered: Gathered, scene: IncidentScene): Ledger {
  const { evidence, detections, position, interval, surroundings } = gathered
  const { models, prior, means, coverage } = scene
  const ledger = createLedger('prior', { prior }, models.priors[prior].shares)
  const place = position.ellipse.center
  for (const { code, params, logLikelihood } of weighSensors(
    detections,
    means,
    models.sensors,
    coverage,
    place,
    interval,
  )) {
    if (logLikelihood === null) ledger.note(code, params)
    else ledger.weigh(code, params, logLikelihood)
  }
  weighEffects(ledger, gathered, models)
  weighLine(ledger, evidence, position, models)
  if (evidence.passes > 0) weighHeat(ledger, evidence, position, models)
  if (evidence.controlled !== null) {
    const params = { assessedContext: evidence.controlled }
    ledger.weigh('controlled-context', params, logOf(models.controlled.shares))
  }
  if (gathered.firesAround !== null) {
    const { ordinaryFires } = models.firesAround
    const times = Math.log((gathered.firesAround + ordinaryFires) / (2 * ordinaryFires))
    ledger.weigh('fires-around', { fires: gathered.firesAround }, (hypothesis) =>
      hypothesis === 'vegetation-fire' ? times : 0,
    )
  }
  for (const { code, params, logOdds } of surroundings) {
    if (logOdds === undefined) ledger.note(code, params)
    else ledger.shift(code, params, logOdds)
  }
  ledger.noteLater(gathered.surprises)
  return ledger
}

const logOf =
  (shares: SharesByHypothesis, times = 1) =>
  (hypothesis: Hypothesis): number =>
    times * Math.log(shares[hypothesis])

function weighEffects(
  ledger: Ledger,
  { evidence: { reported }, statedCount }: Gathered,
  { effects }: EvidenceModels,
): void {
  for (const { effect, lineages } of reported) {
    const shares = effects.shares[effect]
    const params = { effect, reports: lineages }
    if (shares === undefined) ledger.note('reported', params)
    else ledger.weigh('reported', params, logOf(shares, effectiveVotes(lineages, effects.correlation)))
  }
  if (statedCount > 0) ledger.weigh('number-stated', { effects: statedCount }, logOf(effects.stated.shares))
  else if (reported.length > 0) {
    ledger.weigh('no-number-stated', {}, (hypothesis) => Math.log(1 - effects.stated.shares[hypothesis]))
  }
}

/** Metres to kilometres, and half-axes of a 95 % ellipse to one standard deviation. */
const KILOMETRES = 1 / 1_000
const ONE_SIGMA_OF_95_PERCENT = 1 / 2.447746830680816

/** Fire falls off from the line on the scale of its weapons, widened by what is not known of the place; the rest is spread evenly. */
function weighLine(
  ledger: Ledger,
  { line }: Evidence,
  { ellipse }: BestPosition,
  { line: { scaleKilometers, farShare, widthKilometers, errorKilometersAtMost } }: EvidenceModels,
): void {
  if (line === null) return ledger.note('line-unknown', {})
  const kilometers = line.meters * KILOMETRES
  const error = Math.min(
    errorKilometersAtMost,
    ellipse.semiMajorMeters * ONE_SIGMA_OF_95_PERCENT * KILOMETRES,
  )
  ledger.weigh(
    'line-distance',
    { meters: quantiseMeters(line.meters), uncertaintyMeters: quantiseMeters(line.uncertaintyMeters) },
    (hypothesis) => {
      const scale = scaleKilometers[hypothesis]
      if (scale === undefined) return -Math.log(widthKilometers)
      const far = farShare[hypothesis] ?? 0
      const wide = scale + error
      return Math.log(((1 - far) * Math.exp(-kilometers / wide)) / wide + far / widthKilometers)
    },
  )
}

function weighHeat(
  ledger: Ledger,
  evidence: Evidence,
  position: BestPosition,
  { heat: { power, night, lasting, spread, aboveSteady } }: EvidenceModels,
): void {
  const frp = evidence.strongestFrpMegawatts
  if (frp > 0 && frp < Infinity) {
    ledger.weigh('heat-power', { frpMegawatts: quantiseSeconds(frp) }, (hypothesis) => {
      const { medianMegawatts, scatter } = evidence.byDay ? power.byDay : power.byNight
      const sigmas = Math.log(frp / medianMegawatts[hypothesis]) / scatter[hypothesis]
      const density = Math.exp(-0.5 * sigmas * sigmas) / scatter[hypothesis]
      return Math.log((1 - power.outlierShare) * density + power.outlierShare)
    })
  }
  if (evidence.byNight && !evidence.byDay) ledger.weigh('by-night', {}, logOf(night.shares))
  if (evidence.byDay && !evidence.byNight) {
    ledger.weigh('by-day', {}, (hypothesis) => Math.log(1 - night.shares[hypothesis]))
  }
  if (evidence.heatHours > lasting.hours) {
    ledger.weigh('lasting', { hours: Math.round(evidence.heatHours) }, logOf(lasting.shares))
  }
  const meters = position.ellipse.semiMajorMeters
  if (position.method === 'extent' && meters > spread.meters) {
    ledger.weigh('spread-out', { meters }, logOf(spread.shares))
  }
  if (evidence.sigmasAboveSteady !== null) {
    const sigmas = Math.round(evidence.sigmasAboveSteady * 10) / 10
    ledger.weigh('above-steady-source', { sigmas }, logOf(aboveSteady.shares))
  }
}
