// SPDX-License-Identifier: Apache-2.0
import type { ObservationTable } from '#observations'

import { writeRates } from './background-rate.ts'
import { findLinks } from './candidate-links.ts'
import { toLikelihoodParameters, type LikelihoodParameters } from './parameters.ts'
import { pointsOfTable } from './points-of-table.ts'
import { solveComponents } from './solve-components.ts'
import type { UncertainPoints } from './uncertain-points.ts'

/** What each observation of a table belongs to. */
export interface LikelihoodAssociation {
  /** Rows of the table in its order, each observation once. */
  readonly sorted: Uint32Array
  /** Cluster of each entry of `sorted`, numbered by their first members; -1 for one that was set apart. */
  readonly clusterOf: Int32Array
  readonly clusters: number
}

/**
 * Clusters of observations that one occurrence explains better than several do, agglomerated best first under a model of
 * Neyman and Scott's clusters; a pure function of the set of observations. Entries of `sorted` with a 1 in `apart`, e.g.
 * those of steady sources, are left out.
 */
export function associateByLikelihood(
  table: ObservationTable,
  changes: Partial<LikelihoodParameters> = {},
  apart: Uint8Array | null = null,
): LikelihoodAssociation {
  const p = toLikelihoodParameters(changes)
  const sorted = table.sorted()
  const { points, pointOf } = pointsOfTable(table, sorted, apart, p)
  const first = associatePoints(points, p)
  const numberOf = new Int32Array(points.size).fill(-1)
  const clusterOf = new Int32Array(sorted.length).fill(-1)
  let clusters = 0
  for (let rank = 0; rank < sorted.length; rank++) {
    if (pointOf[rank]! < 0) continue
    const leader = first[pointOf[rank]!]!
    if (numberOf[leader] === -1) numberOf[leader] = clusters++
    clusterOf[rank] = numberOf[leader]!
  }
  return { sorted, clusterOf, clusters }
}

/** The first point of each point's group; writes the rate of unrelated incidents of every point first. */
export function associatePoints(points: UncertainPoints, p: LikelihoodParameters): Int32Array {
  writeRates(points.state, points.size, p)
  return solveComponents(findLinks(points, p), points.size)
}
