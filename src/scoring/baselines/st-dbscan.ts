// SPDX-License-Identifier: Apache-2.0
import { associate, type SpaceTimePoints } from '#incidents'
import { HOUR_MS } from '#kernel'

/** Reach and density as the published comparisons of conflict data use them: one kilometre, one day, three points. */
export const ST_DBSCAN_RULE = { epsilonMeters: 1_000, epsilonMs: 24 * HOUR_MS, minimumPoints: 3 } as const

/** The partition of plain ST-DBSCAN (Birant and Kut 2007): a cluster number per point, each noise point one of its own. */
export function partitionByStDbscan(points: SpaceTimePoints): Int32Array {
  const { cluster, clusters } = associate(points, ST_DBSCAN_RULE)
  let next = clusters
  return cluster.map((number) => (number < 0 ? next++ : number))
}
