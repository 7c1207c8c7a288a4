// SPDX-License-Identifier: Apache-2.0
import type { Background } from '#background'
import { MEANS } from '#agreement'
import type { OpportunityPort } from '#coverage'
import { DAY_MS, toInstant, toLikelihood, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

import type { FusionContext } from '../engine.ts'
import { bestPosition } from '../first-engine/best-position.ts'
import { gatherEvidence, weighEvidence } from '../first-engine/evidence.ts'
import { positionReason, sumOfLogOdds } from '../first-engine/first-engine.ts'
import { splitHypotheses } from '../first-engine/hypotheses.ts'
import type { FirstEngineParameters } from '../first-engine/parameters.ts'
import type { Incident } from '../incident.ts'
import { measureSurroundings, thermalEvidence, type RunFires } from '../thermal-evidence/index.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')

/** All that an incident's assessment may lean on beside its own observations. */
export interface IncidentScene {
  readonly context: FusionContext
  /** Null where the run was given none. */
  readonly background: Background | null
  /** The heat of the whole run by place and day. */
  readonly fires: RunFires
  readonly coverage: OpportunityPort
  /** Scatters of ln FRP by which a row stands above a steady source at its place; null where there is none. */
  sigmasAbove(row: number): number | null
  readonly parameters: FirstEngineParameters
}

/**
 * The incident that these rows of a table make, which stand in its order and are not none: a pure function of the rows and
 * the scene, the same whether a whole run or a single arrival asks.
 */
export function incidentOf(table: ObservationTable, rows: readonly number[], scene: IncidentScene): Incident {
  const columns = table.columns()
  const { parameters } = scene
  const position = bestPosition(columns, rows)
  const interval = {
    start: toInstant(columns.startMs[rows[0]!]!),
    end: toInstant(rows.reduce((latest, row) => Math.max(latest, columns.endMs[row]!), -Infinity)),
    clockErrorSeconds: rows.reduce((most, row) => Math.max(most, columns.clockErrorSeconds[row]!), 0),
  }
  const line = scene.context.distanceToLine(position.ellipse.center, interval.start)
  const sigmas = rows.flatMap((row) => scene.sigmasAbove(row) ?? [])
  const above = sigmas.length === 0 ? null : sigmas.reduce((most, value) => Math.max(most, value))
  const evidence = gatherEvidence(table, rows, line, above)
  const weighed = [...weighEvidence(evidence, position, parameters), ...surroundingsOf(table, rows, scene)]
  const likelihood = toLikelihood(1 / (1 + Math.exp(-sumOfLogOdds(weighed))))
  const members = rows.map((row) => table.idAt(row))
  const present = new Set(rows.map((row) => table.meansAt(row)))
  return {
    id: members[0]!,
    interval,
    geometry: position.ellipse,
    members,
    means: MEANS.filter((means) => present.has(means)),
    independentSources: new Set(rows.map((row) => columns.lineage[row]!)).size,
    hypotheses: splitHypotheses(likelihood, evidence, parameters),
    likelihood,
    reasons: [...weighed, positionReason(position, rows.length)],
  }
}

/** What the surroundings of the latest day with heat say, at the first detection of that day; nothing without heat. */
function surroundingsOf(
  table: ObservationTable,
  rows: readonly number[],
  { background, fires }: IncidentScene,
): readonly Reason[] {
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
  if (at < 0 || background === null) return []
  const position = { latitude: latitude[at]!, longitude: longitude[at]! }
  return thermalEvidence(measureSurroundings(background, fires, position, latest))
}
