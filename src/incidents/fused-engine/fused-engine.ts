// SPDX-License-Identifier: Apache-2.0
import type { Background } from '#background'
import { UNKNOWN_OPPORTUNITY } from '#coverage'
import type { ObservationTable } from '#observations'

import type { FusionContext, IncidentEngine } from '../engine.ts'
import { toParameters, type FirstEngineParameters } from '../first-engine/parameters.ts'
import { findSteadySources, type SteadyMask } from '../first-engine/steady-sources.ts'
import { associateByLikelihood } from '../likelihood-association/index.ts'
import { collectRunFires } from '../thermal-evidence/index.ts'
import type { SetAside } from '../incident.ts'
import { incidentOf, type IncidentScene } from './incident-of.ts'
import { claimKnownWorks } from './known-works.ts'
import { findNothingTold, type NothingTold } from './tells-nothing.ts'

const NAME = 'fused'
const VERSION = '2'

/**
 * The engine that ships: steady sources and known works are set apart, what one occurrence explains better than several
 * is joined, and each incident weighs all that speaks for and against. Without a background it knows less and says so.
 */
export function createFusedEngine(
  background: Background | null,
  changes: Partial<FirstEngineParameters> = {},
): IncidentEngine {
  const parameters = toParameters(changes)
  const engine = { name: NAME, version: VERSION, parameters }
  return {
    ...engine,
    partition(table, context) {
      const sorted = table.sorted()
      const mask = steadyMask(table, sorted, background, context, parameters)
      const nothing = findNothingTold(table, sorted)
      const { apart, setAside } = setApart(table, sorted, mask, nothing)
      const groups = groupsOf(table, apart)
      const scene: IncidentScene = {
        context,
        background,
        fires: collectRunFires(table),
        coverage: UNKNOWN_OPPORTUNITY,
        sigmasAbove: sigmasByRow(table, sorted, mask),
        parameters,
      }
      const incidents = {
        length: groups.length,
        *[Symbol.iterator]() {
          for (const rows of groups) yield incidentOf(table, rows, scene)
        },
      }
      return { engine, incidents, steadySources: mask.sources, setAside }
    },
  }
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
): { readonly apart: Uint8Array; readonly setAside: readonly SetAside[] } {
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
