// SPDX-License-Identifier: Apache-2.0
import { quantiseMeters, type Position } from '#kernel'

import { createLineIndex } from '../lines/index.ts'
import { condition, reason, type Condition } from './condition.ts'
import type { Scene } from './measure.ts'

const INSIDE = 'inside'

/**
 * Makes a test whether an incident lies in a polygon (outer ring, then holes; edges straight in longitude and latitude).
 * The answer is unknown where the uncertainty of its place reaches over the edge.
 */
export function createPolygonTest(
  zone: string,
  polygon: readonly (readonly Position[])[],
): (scene: Scene) => Condition {
  const edge = createLineIndex({
    id: zone,
    kind: 'codified',
    claimedBy: null,
    date: null,
    source: '',
    method: '',
    accuracyMeters: 0,
    parts: polygon.map((ring) => [...ring, ...ring.slice(0, 1)]),
    sides: { kind: 'held-area', heldBy: INSIDE, otherwise: 'outside', polygons: [polygon] },
  })
  return ({ center, positionUncertaintyMeters }) => {
    const { meters } = edge.nearest(center)
    const params = {
      zone,
      line: zone,
      meters: quantiseMeters(meters),
      uncertaintyMeters: quantiseMeters(positionUncertaintyMeters),
      party: '',
    }
    if (meters <= positionUncertaintyMeters)
      return condition('unknown', reason('zone-edge-uncertain', params))
    return edge.sideOf(center) === INSIDE
      ? condition('yes', reason('inside-zone', params))
      : condition('no', reason('outside-zone', params))
  }
}
