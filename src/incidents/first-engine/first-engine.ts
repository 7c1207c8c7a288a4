// SPDX-License-Identifier: Apache-2.0
import { MEANS } from '#agreement'
import { HOUR_MS, quantiseLogOdds, toInstant, toLikelihood, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

import { associate } from '../association/index.ts'
import type { FusionContext, IncidentEngine } from '../engine.ts'
import type { Incident, Partition } from '../incident.ts'
import { bestPosition, type BestPosition } from './best-position.ts'
import { gatherEvidence, weighEvidence } from './evidence.ts'
import { splitHypotheses } from './hypotheses.ts'
import { toParameters, type FirstEngineParameters } from './parameters.ts'
import { findSteadySources, type SteadyMask } from './steady-sources.ts'

const NAME = 'first'
const VERSION = '1'

/**
 * The first engine: masks steady heat sources, associates what is left by density in space and time, and sums assumed
 * weights of evidence. Its probabilities are not calibrated; see the method card.
 */
export function createFirstEngine(changes: Partial<FirstEngineParameters> = {}): IncidentEngine {
  const parameters = toParameters(changes)
  const engine = { name: NAME, version: VERSION, parameters }
  return {
    ...engine,
    partition(table, context): Partition {
      const sorted = table.sorted()
      const mask = findSteadySources(table, sorted, context, parameters)
      return partitionWith(engine, table, sorted, mask, context, parameters)
    },
  }
}

/** Associates what no steady source holds and weighs each incident. */
function partitionWith(
  engine: Partition['engine'],
  table: ObservationTable,
  sorted: Uint32Array,
  mask: SteadyMask,
  context: FusionContext,
  parameters: FirstEngineParameters,
): Partition {
  const members = membersOfIncidents(table, sorted, mask, parameters)
  const incidents = {
    length: members.length,
    *[Symbol.iterator]() {
      for (const ranks of members) {
        yield toIncident(table, sorted, ranks, mask, context, parameters)
      }
    },
  }
  return { engine, incidents, steadySources: mask.sources, setAside: [] }
}

/**
 * The incidents as lists of ranks in the order of the table, by their first member: clusters, then what stands alone
 * because it is noise or too imprecise to be near anything.
 */
function membersOfIncidents(
  table: ObservationTable,
  sorted: Uint32Array,
  mask: SteadyMask,
  parameters: FirstEngineParameters,
): number[][] {
  const columns = table.columns()
  const free = Uint32Array.from(sorted.keys()).filter((rank) => mask.masked[rank] === 0)
  const precise = free.filter(
    (rank) => columns.radiusMeters[sorted[rank]!]! <= parameters.impreciseBeyondMeters,
  )
  const { cluster } = associate(
    {
      latitude: Float64Array.from(precise, (rank) => columns.latitude[sorted[rank]!]!),
      longitude: Float64Array.from(precise, (rank) => columns.longitude[sorted[rank]!]!),
      timeMs: Float64Array.from(precise, (rank) => middleMs(columns, sorted[rank]!)),
    },
    {
      epsilonMeters: parameters.epsilonMeters,
      epsilonMs: parameters.epsilonHours * HOUR_MS,
      minimumPoints: parameters.minimumPoints,
    },
  )
  const clusterOfRank = new Int32Array(sorted.length).fill(-1)
  for (let k = 0; k < precise.length; k++) clusterOfRank[precise[k]!] = cluster[k]!
  const members: number[][] = []
  const listOfCluster: number[][] = []
  for (const rank of free) {
    const number = clusterOfRank[rank]!
    const known = number < 0 ? undefined : listOfCluster[number]
    if (known === undefined) {
      const list = [rank]
      members.push(list)
      if (number >= 0) listOfCluster[number] = list
    } else known.push(rank)
  }
  return members
}

/** The middle of an observation's time; what happened "some time that day" is taken for noon. */
const middleMs = (columns: { startMs: Float64Array; endMs: Float64Array }, row: number): number =>
  Math.floor((columns.startMs[row]! + columns.endMs[row]!) / 2)

function toIncident(
  table: ObservationTable,
  sorted: Uint32Array,
  ranks: readonly number[],
  mask: SteadyMask,
  context: FusionContext,
  parameters: FirstEngineParameters,
): Incident {
  const columns = table.columns()
  const rows = ranks.map((rank) => sorted[rank]!)
  const position = bestPosition(columns, rows)
  const interval = {
    start: toInstant(columns.startMs[rows[0]!]!),
    end: toInstant(rows.reduce((latest, row) => Math.max(latest, columns.endMs[row]!), -Infinity)),
    clockErrorSeconds: rows.reduce((most, row) => Math.max(most, columns.clockErrorSeconds[row]!), 0),
  }
  const line = context.distanceToLine(position.ellipse.center, interval.start)
  const sigmas = ranks.map((rank) => mask.sigmasAbove[rank]!).filter(Number.isFinite)
  const above = sigmas.length === 0 ? null : sigmas.reduce((most, value) => Math.max(most, value))
  const evidence = gatherEvidence(table, rows, line, above)
  const weighed = weighEvidence(evidence, position, parameters)
  const likelihood = toLikelihood(probabilityOf(sumOfLogOdds(weighed)))
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

/** The log-odds that reasons add up to, rounded to the 1e-6 in which each is kept. */
export const sumOfLogOdds = (reasons: readonly Reason[]): number =>
  quantiseLogOdds(reasons.reduce((sum, reason) => sum + (reason.logOdds ?? 0), 0))

const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

/** How the place was found; carries no weight. */
export function positionReason({ method, ellipse }: BestPosition, members: number): Reason {
  return { code: `position-by-${method}`, params: { members, meters: ellipse.semiMajorMeters } }
}
