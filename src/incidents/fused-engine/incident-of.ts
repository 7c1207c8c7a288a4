// SPDX-License-Identifier: Apache-2.0
import type { Background, CellSurprises } from '#background'
import { EFFECTS, HYPOTHESES, MEANS, type Means } from '#agreement'
import type { OpportunityPort } from '#coverage'
import { DAY_MS, toInstant, toLikelihood, type Interval, type Position, type Reason } from '#kernel'
import type { ObservationColumns, ObservationTable } from '#observations'

import type { FusionContext } from '../engine.ts'
import { bestPosition } from '../first-engine/best-position.ts'
import { surpriseReasons } from '../cell-surprise/index.ts'
import { gatherEvidence } from '../first-engine/evidence.ts'
import { positionReason } from '../first-engine/first-engine.ts'
import { apportion } from '../first-engine/hypotheses.ts'
import type { Incident } from '../incident.ts'
import {
  measureManySurroundings,
  measureSurroundings,
  thermalEvidence,
  type RunFires,
  type Surroundings,
} from '../thermal-evidence/index.ts'
import type { EvidenceModels, PriorName } from './evidence-models.ts'
import type { Ledger } from './ledger.ts'
import { recalibrate, type Recalibration } from './recalibration.ts'
import { weighIncident } from './weigh-incident.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')
const HEAT = EFFECTS.indexOf('heat')
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
 * the scene, the same whether a whole run or a single arrival asks. Its likelihood is worked out at once; what takes longer
 * to write than to weigh, when it is first read, so long as the table and the scene stay as they are. Surroundings that are
 * not handed in measured are measured here.
 */
export function incidentOf(
  table: ObservationTable,
  rows: readonly number[],
  scene: IncidentScene,
  measured: Surroundings | null = null,
): Incident {
  const columns = table.columns()
  const position = bestPosition(columns, rows, scene.recalibration.placeErrors)
  const interval = intervalOf(columns, rows)
  const line = scene.context.distanceToLine(position.ellipse.center, interval.start)
  const evidence = gatherEvidence(table, rows, line, mostSigmas(rows, scene))
  const detections = rows.map((row) => ({ means: table.meansAt(row), lineage: columns.lineage[row]! }))
  const heat = latestHeat(columns, rows)
  const surroundings =
    heat === null || scene.background === null
      ? []
      : thermalEvidence(
          measured ?? measureSurroundings(scene.background, scene.fires, heat.position, heat.day),
        )
  const surprises = (): readonly Reason[] =>
    heat === null || scene.background === null
      ? []
      : surpriseReasons(scene.surprises, heat.position, heat.day)
  const firesAround =
    heat === null || scene.background !== null
      ? null
      : scene.fires.calendar.around('region', heat.position.latitude, heat.position.longitude, heat.day).today
  const statedCount = greatestStated(columns, rows)
  const ledger = weighIncident(
    { evidence, detections, statedCount, position, interval, surroundings, firesAround, surprises },
    scene,
  )
  const weighed = ledger.logOdds()
  const worth = recalibrate(weighed, scene.recalibration)
  ledger.shift('recalibration', {}, worth - weighed)
  if (scene.background === null && evidence.passes > 0) {
    const lost = 1 - scene.models.withoutBackground.keptShare
    ledger.shift('background-missing', {}, lost * (ledger.priorLogOdds - ledger.logOdds()))
  }
  const likelihood = toLikelihood(1 / (1 + Math.exp(-ledger.logOdds())))
  const members = onceRead(() => rows.map((row) => table.idAt(row)))
  const hypotheses = onceRead(() => split(likelihood.probability, ledger))
  const reasons = onceRead(() => [...ledger.reasons(), positionReason(position, rows.length)])
  return {
    get id() {
      return members()[0]!
    },
    interval,
    geometry: position.ellipse,
    get members() {
      return members()
    },
    get means() {
      return MEANS.filter((means) => detections.some((one) => one.means === means))
    },
    get independentSources() {
      return new Set(detections.map(({ lineage }) => lineage)).size
    },
    get hypotheses() {
      return hypotheses()
    },
    likelihood,
    get reasons() {
      return reasons()
    },
  }
}

/** The incident as it stands now, whatever comes to the table and the scene later. */
export const readOut = (incident: Incident): Incident => ({ ...incident })

function onceRead<T>(read: () => T): () => T {
  let found: T | null = null
  return () => (found ??= read())
}

function intervalOf(columns: ObservationColumns, rows: readonly number[]): Interval {
  let latest = -Infinity
  let clockErrorSeconds = 0
  for (const row of rows) {
    latest = Math.max(latest, columns.endMs[row]!)
    clockErrorSeconds = Math.max(clockErrorSeconds, columns.clockErrorSeconds[row]!)
  }
  return { start: toInstant(columns.startMs[rows[0]!]!), end: toInstant(latest), clockErrorSeconds }
}

/** How far the row that does so most stands above a steady source; null where none is at its place. */
function mostSigmas(rows: readonly number[], scene: IncidentScene): number | null {
  let most: number | null = null
  for (const row of rows) {
    const sigmas = scene.sigmasAbove(row)
    if (sigmas !== null && (most === null || sigmas > most)) most = sigmas
  }
  return most
}

function greatestStated({ effect, statedCount }: ObservationColumns, rows: readonly number[]): number {
  let most = 0
  for (const row of rows) if (effect[row] !== HEAT) most = Math.max(most, statedCount[row]!)
  return most
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

/** Measures the surroundings of many groups of rows at once; null for groups without heat or a background. */
export function measureGroups(
  table: ObservationTable,
  groups: readonly (readonly number[])[],
  { background, fires }: IncidentScene,
): (number: number) => Surroundings | null {
  if (background === null) return () => null
  const numberOf = new Int32Array(groups.length).fill(-1)
  const latitude = new Float64Array(groups.length)
  const longitude = new Float64Array(groups.length)
  const day = new Int32Array(groups.length)
  const columns = table.columns()
  let count = 0
  groups.forEach((rows, k) => {
    const heat = latestHeat(columns, rows)
    if (heat === null) return
    latitude[count] = heat.position.latitude
    longitude[count] = heat.position.longitude
    day[count] = heat.day
    numberOf[k] = count++
  })
  const measured = measureManySurroundings(background, fires, {
    latitude: latitude.subarray(0, count),
    longitude: longitude.subarray(0, count),
    day: day.subarray(0, count),
  })
  return (number) => (numberOf[number]! < 0 ? null : measured(numberOf[number]!))
}

/** The first detection of the latest day with heat; null without heat. */
function latestHeat(
  { means, startMs, latitude, longitude }: ObservationColumns,
  rows: readonly number[],
): { readonly position: Position; readonly day: number } | null {
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
