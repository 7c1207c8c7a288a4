// SPDX-License-Identifier: Apache-2.0
import type { Background, CellSurprises } from '#background'
import { HYPOTHESES, MEANS, type Means } from '#agreement'
import type { OpportunityPort } from '#coverage'
import { DAY_MS, toInstant, toLikelihood, type Position } from '#kernel'
import type { ObservationTable } from '#observations'

import type { FusionContext } from '../engine.ts'
import { bestPosition } from '../first-engine/best-position.ts'
import { surpriseReasons } from '../cell-surprise/index.ts'
import { gatherEvidence } from '../first-engine/evidence.ts'
import { positionReason } from '../first-engine/first-engine.ts'
import { apportion } from '../first-engine/hypotheses.ts'
import type { Incident } from '../incident.ts'
import { measureSurroundings, thermalEvidence, type RunFires } from '../thermal-evidence/index.ts'
import type { EvidenceModels, PriorName } from './evidence-models.ts'
import type { Ledger } from './ledger.ts'
import { recalibrate, type Recalibration } from './recalibration.ts'
import { weighIncident } from './weigh-incident.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')
const MILLION = 1_000_000

/** All that an incident's assessment may lean on beside its own observations. */
export interface IncidentScene {
  readonly context: FusionContext
  /** Null where the run was given none. */
  readonly background: Background | null
  /** The heat of the whole run by place and day. */
  readonly fires: RunFires
  /** How the counts of the run's cells compare with quiet years. */
  readonly surprises: CellSurprises
  readonly coverage: OpportunityPort
  /** Kinds of means that delivered anything to the run. */
  readonly means: readonly Means[]
  readonly prior: PriorName
  readonly models: EvidenceModels
  readonly recalibration: Recalibration
  /** Scatters of ln FRP by which a row stands above a steady source at its place; null where there is none. */
  sigmasAbove(row: number): number | null
}

/**
 * The incident that these rows of a table make, which stand in its order and are not none: a pure function of the rows and
 * the scene, the same whether a whole run or a single arrival asks.
 */
export function incidentOf(table: ObservationTable, rows: readonly number[], scene: IncidentScene): Incident {
  const columns = table.columns()
  const position = bestPosition(columns, rows, scene.recalibration.placeErrors)
  const interval = {
    start: toInstant(columns.startMs[rows[0]!]!),
    end: toInstant(rows.reduce((latest, row) => Math.max(latest, columns.endMs[row]!), -Infinity)),
    clockErrorSeconds: rows.reduce((most, row) => Math.max(most, columns.clockErrorSeconds[row]!), 0),
  }
  const line = scene.context.distanceToLine(position.ellipse.center, interval.start)
  const sigmas = rows.flatMap((row) => scene.sigmasAbove(row) ?? [])
  const above = sigmas.length === 0 ? null : sigmas.reduce((most, value) => Math.max(most, value))
  const evidence = gatherEvidence(table, rows, line, above)
  const detections = rows.map((row) => ({ means: table.meansAt(row), lineage: columns.lineage[row]! }))
  const heat = latestHeat(table, rows)
  const surroundings =
    heat === null || scene.background === null
      ? []
      : [
          ...thermalEvidence(measureSurroundings(scene.background, scene.fires, heat.position, heat.day)),
          ...surpriseReasons(scene.surprises, heat.position, heat.day),
        ]
  const firesAround =
    heat === null || scene.background !== null
      ? null
      : scene.fires.calendar.around('region', heat.position.latitude, heat.position.longitude, heat.day).today
  const statedCount = rows
    .filter((row) => table.effectAt(row) !== 'heat')
    .reduce((most, row) => Math.max(most, columns.statedCount[row]!), 0)
  const ledger = weighIncident(
    { evidence, detections, statedCount, position, interval, surroundings, firesAround },
    scene,
  )
  const priorLogOdds = ledger.reasons[0]?.logOdds ?? 0
  const worth = recalibrate(ledger.logOdds, scene.recalibration)
  ledger.shift('recalibration', {}, worth - ledger.logOdds)
  if (scene.background === null && evidence.passes > 0) {
    const lost = 1 - scene.models.withoutBackground.keptShare
    ledger.shift('background-missing', {}, lost * (priorLogOdds - ledger.logOdds))
  }
  const likelihood = toLikelihood(1 / (1 + Math.exp(-ledger.logOdds)))
  const members = rows.map((row) => table.idAt(row))
  const present = new Set(detections.map(({ means }) => means))
  return {
    id: members[0]!,
    interval,
    geometry: position.ellipse,
    members,
    means: MEANS.filter((means) => present.has(means)),
    independentSources: new Set(rows.map((row) => columns.lineage[row]!)).size,
    hypotheses: split(likelihood.probability, ledger),
    likelihood,
    reasons: [...ledger.reasons, positionReason(position, rows.length)],
  }
}

/** Divides the likelihood over the kinds of military activity and the rest over the others, exactly, in millionths. */
function split(probability: number, ledger: Ledger): Incident['hypotheses'] {
  const { military, other } = ledger.shares()
  const ofMilitary = Math.round(probability * MILLION)
  const parts = new Map<string, number>([
    ...apportion(ofMilitary, military as Record<string, number>),
    ...apportion(MILLION - ofMilitary, other as Record<string, number>),
  ])
  return HYPOTHESES.map((hypothesis) => ({ hypothesis, probability: (parts.get(hypothesis) ?? 0) / MILLION }))
}

/** The first detection of the latest day with heat; null without heat. */
function latestHeat(
  table: ObservationTable,
  rows: readonly number[],
): { readonly position: Position; readonly day: number } | null {
  const { means, startMs, latitude, longitude } = table.columns()
  let latest = -Infinity
  let at = -1
  for (const row of rows) {
    if (means[row] !== THERMAL) continue
    const day = Math.floor(startMs[row]! / DAY_MS)
    if (day <= latest) continue
    latest = day
    at = row
  }
  return at < 0 ? null : { position: { latitude: latitude[at]!, longitude: longitude[at]! }, day: latest }
}
