// SPDX-License-Identifier: Apache-2.0
import { MEANS, type Means } from '#agreement'
import type { Background } from '#background'
import { UNKNOWN_OPPORTUNITY } from '#coverage'
import { digestOfJson, type JsonValue, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

import { collectSurprises } from '../cell-surprise/index.ts'
import type { FusionContext, IncidentEngine } from '../engine.ts'
import { toParameters, type FirstEngineParameters } from '../first-engine/parameters.ts'
import { findSteadySources, type SteadyMask } from '../first-engine/steady-sources.ts'
import { associateByLikelihood, toLikelihoodParameters } from '../likelihood-association/index.ts'
import { collectRunFires } from '../thermal-evidence/index.ts'
import type { Incident, Partition, SetAside } from '../incident.ts'
import { EVIDENCE_MODELS, type EvidenceModels, type PriorName } from './evidence-models.ts'
import { incidentOf, measureGroups, type IncidentScene } from './incident-of.ts'
import { claimKnownWorks } from './known-works.ts'
import { RECALIBRATION, type Recalibration } from './recalibration.ts'
import { findNothingTold, type NothingTold } from './tells-nothing.ts'

const NAME = 'fused'
const VERSION = '2'

/** What a run may set. */
export interface FusedOptions {
  readonly prior: PriorName
  readonly models: EvidenceModels
  readonly recalibration: Recalibration
  /** Of the rule for steady sources. */
  readonly steady: Partial<FirstEngineParameters>
}

/**
 * Skies are clouded: four nights of a fortnight are most of those on which anything could be seen. Works show by day too.
 */
const STEADY: Partial<FirstEngineParameters> = {
  steadyEnoughNights: 4,
  frontNights: 7,
  frontPasses: 12,
  steadyNightShare: 0.5,
  steadyReachSpreads: 3,
}

/** The decisions of the fused engine part by part, for a whole run or for single arrivals. */
export interface FusionRules {
  readonly engine: Partition['engine']
  steadyMask(table: ObservationTable, sorted: Uint32Array, context: FusionContext): SteadyMask
  sceneOf(
    table: ObservationTable,
    sorted: Uint32Array,
    mask: SteadyMask,
    context: FusionContext,
  ): IncidentScene
  /** Why these rows make no incident after all; null where they do. Asks for the incident only where there is doubt. */
  reasonToSetAside(table: ObservationTable, rows: readonly number[], incident: () => Incident): Reason | null
}

/** The rules for a background and what a run sets. */
export function createFusionRules(
  background: Background | null,
  options: Partial<FusedOptions> = {},
): FusionRules {
  const {
    prior = 'ceasefire',
    models = EVIDENCE_MODELS,
    recalibration = RECALIBRATION,
    steady = {},
  } = options
  const parameters = toParameters({ ...STEADY, ...steady })
  return {
    engine: { name: NAME, version: VERSION, parameters: recorded(parameters, prior, models, recalibration) },
    steadyMask: (table, sorted, context) => steadyMask(table, sorted, background, context, parameters),
    sceneOf: (table, sorted, mask, context) => ({
      context,
      background,
      fires: collectRunFires(table),
      surprises: collectSurprises(background, table),
      coverage: UNKNOWN_OPPORTUNITY,
      means: meansOf(table),
      prior,
      models,
      recalibration,
      sigmasAbove: sigmasByRow(table, sorted, mask),
    }),
    reasonToSetAside: (table, rows, incident) => (isLone(table, rows) ? doubtOf(incident()) : null),
  }
}

/**
 * The engine that ships: steady sources and known works are set apart, what tells of nothing is set aside, what one
 * occurrence explains better than several is joined, and each incident weighs all that speaks for and against every
 * hypothesis. Without a background it knows less and says so.
 */
export function createFusedEngine(
  background: Background | null,
  options: Partial<FusedOptions> = {},
): IncidentEngine {
  const rules = createFusionRules(background, options)
  return {
    ...rules.engine,
    partition(table, context) {
      const sorted = table.sorted()
      const mask = rules.steadyMask(table, sorted, context)
      const { apart, setAside } = setApart(table, sorted, mask, findNothingTold(table, sorted))
      const scene = rules.sceneOf(table, sorted, mask, context)
      const groups = groupsOf(table, apart)
      const surroundings = measureGroups(table, groups, scene)
      const incidentAt = (group: number) => incidentOf(table, groups[group]!, scene, surroundings(group))
      const opened: number[] = []
      groups.forEach((rows, group) => {
        const reason = rules.reasonToSetAside(table, rows, () => incidentAt(group))
        if (reason === null) opened.push(group)
        else {
          const members = rows.map((row) => table.idAt(row))
          setAside.push({ id: members[0]!, members, reasons: [reason] })
        }
      })
      const incidents = {
        length: opened.length,
        *[Symbol.iterator]() {
          for (const group of opened) yield incidentAt(group)
        },
      }
      return { engine: rules.engine, incidents, steadySources: mask.sources, setAside }
    },
  }
}

/** Everything a figure of which could change an answer, by name or digest. */
function recorded(
  parameters: FirstEngineParameters,
  prior: PriorName,
  models: EvidenceModels,
  recalibration: Recalibration,
): IncidentEngine['parameters'] {
  const steady = Object.entries(parameters).filter(([name]) => /^(steady|front)/.test(name))
  return {
    prior,
    evidenceModels: digestOfJson(models as unknown as JsonValue),
    recalibration: digestOfJson(recalibration as unknown as JsonValue),
    ...Object.fromEntries(steady),
    ...toLikelihoodParameters(),
  }
}

const meansOf = (table: ObservationTable): readonly Means[] => {
  const present = new Set(table.columns().means)
  return MEANS.filter((_, k) => present.has(k))
}

/** One vote alone can be a false alarm; several cannot well be. */
function isLone(table: ObservationTable, rows: readonly number[]): boolean {
  const { lineage } = table.columns()
  return rows.every((row) => lineage[row] === lineage[rows[0]!])
}

/** Why an incident is not opened: more likely nothing that can be named stands behind it than anything else. */
export function doubtOf(incident: Incident): Reason | null {
  // Then what is left for all others is no more than a half, and need not be divided among them.
  if (incident.likelihood.probability >= 0.5) return null
  const nothing = incident.hypotheses.find(({ hypothesis }) => hypothesis === 'unknown')
  if (nothing === undefined || nothing.probability <= 0.5) return null
  return { code: 'likelier-nothing', params: { probability: nothing.probability } }
}

function steadyMask(
  table: ObservationTable,
  sorted: Uint32Array,
  background: Background | null,
  context: FusionContext,
  parameters: FirstEngineParameters,
): SteadyMask {
  const steady = findSteadySources(table, sorted, context, parameters)
  return background === null
    ? steady
    : claimKnownWorks(table, sorted, steady, background, context, parameters)
}

/** Marks the ranks that take no part, and lists those of them that belong to no steady source. */
function setApart(
  table: ObservationTable,
  sorted: Uint32Array,
  mask: SteadyMask,
  nothing: NothingTold,
): { readonly apart: Uint8Array; readonly setAside: SetAside[] } {
  const apart = mask.masked.slice()
  const setAside: SetAside[] = []
  sorted.forEach((row, rank) => {
    if (apart[rank] === 1) return
    const reason = nothing(row)
    if (reason === null) return
    apart[rank] = 1
    const id = table.idAt(row)
    setAside.push({ id, members: [id], reasons: [reason] })
  })
  return { apart, setAside }
}

/** Rows of each group that one occurrence explains, in the order of the table, by their first. */
function groupsOf(table: ObservationTable, apart: Uint8Array): readonly (readonly number[])[] {
  const { sorted, clusterOf, clusters } = associateByLikelihood(table, {}, apart)
  const groups: number[][] = Array.from({ length: clusters }, () => [])
  sorted.forEach((row, rank) => {
    if (clusterOf[rank]! >= 0) groups[clusterOf[rank]!]!.push(row)
  })
  return groups
}

function sigmasByRow(table: ObservationTable, sorted: Uint32Array, mask: SteadyMask) {
  const byRow = new Float64Array(table.size).fill(Number.NaN)
  sorted.forEach((row, rank) => (byRow[row] = mask.sigmasAbove[rank]!))
  return (row: number): number | null => (Number.isFinite(byRow[row]!) ? byRow[row]! : null)
}
