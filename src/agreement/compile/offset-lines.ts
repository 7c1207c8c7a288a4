// SPDX-License-Identifier: Apache-2.0
import { bearingDegrees, destination, geodesicMeters, quantisePosition, type Position } from '#kernel'

import type { LineIndex } from '../lines/index.ts'

/** For the eye, not for measuring: an offset is drawn to this share of its distance, a test measures to a decimetre. */
const DRAWING_TOLERANCE = 0.05
const SHORTEST_STEP_METERS = 1_000
const LONGEST_STEP_METERS = 5_000
/** Points further apart than this many steps belong to different stretches. */
const STEPS_TO_JOIN = 3
/** Around the inside of a bend the course jumps: by less than this share of its distance it is still one course. */
const SHARE_TO_JOIN = 0.6
/** A loop on the inside of a bend is no longer than so many times the distance. */
const LONGEST_LOOP = 4

/**
 * The course `meters` away from a line on one party's side, as polylines for a map: points all around every part,
 * without those that lie nearer to another stretch of the line or on the other side. Accurate to 5 % of the distance.
 */
export function offsetOnSide(
  index: LineIndex,
  meters: number,
  party: string,
): readonly (readonly Position[])[] {
  const step = Math.min(LONGEST_STEP_METERS, Math.max(SHORTEST_STEP_METERS, meters / 5))
  const least = meters * (1 - DRAWING_TOLERANCE)
  const joint = Math.max(STEPS_TO_JOIN * step, SHARE_TO_JOIN * meters)
  const runs: Position[][] = []
  for (const part of index.line.parts) {
    let last: Position | null = null
    for (const point of around(pace(part, step), meters, step)) {
      if (index.nearest(point).meters < least || index.sideOf(point) !== party) continue
      if (last === null || geodesicMeters(last, point) > joint) runs.push([])
      runs.at(-1)?.push(quantisePosition(point))
      last = point
    }
  }
  const window = Math.ceil((LONGEST_LOOP * meters) / step)
  return runs.map((run) => withoutLoops(run, window)).filter((run) => run.length > 1)
}

/**
 * A course that goes past the inside of a bend and comes back makes a small loop: it is cut where the course crosses itself within so
 * many segments.
 */
export function withoutLoops(course: readonly Position[], window: number): readonly Position[] {
  const kept: Position[] = []
  for (let at = 0; at < course.length; at += 1) {
    kept.push(course[at]!)
    for (let later = Math.min(at + window, course.length - 2); later > at + 1; later -= 1) {
      const crossing = crossingOf(course[at]!, course[at + 1]!, course[later]!, course[later + 1]!)
      if (crossing === null) continue
      kept.push(quantisePosition(crossing))
      at = later
      break
    }
  }
  return kept
}

/** Where two short segments cross, on a flat map; null where they do not. */
function crossingOf(a: Position, b: Position, c: Position, d: Position): Position | null {
  const [rx, ry] = [b.longitude - a.longitude, b.latitude - a.latitude]
  const [sx, sy] = [d.longitude - c.longitude, d.latitude - c.latitude]
  const denominator = rx * sy - ry * sx
  if (denominator === 0) return null
  const [qx, qy] = [c.longitude - a.longitude, c.latitude - a.latitude]
  const along = (qx * sy - qy * sx) / denominator
  const across = (qx * ry - qy * rx) / denominator
  return along >= 0 && along <= 1 && across >= 0 && across <= 1 ? between(a, b, along) : null
}

/** The part in strides of about `step` metres: short segments run together, long ones cut. */
function pace(part: readonly Position[], step: number): readonly Position[] {
  const paced: Position[] = []
  part.forEach((point, i) => {
    const last = paced.at(-1)
    const meters = last === undefined ? step : geodesicMeters(last, point)
    if (meters < step && i < part.length - 1) return
    const strides = Math.round(meters / step)
    for (let stride = 1; last !== undefined && stride < strides; stride += 1) {
      paced.push(between(last, point, stride / strides))
    }
    if (meters > 0) paced.push(point)
  })
  return paced
}

const between = (from: Position, to: Position, fraction: number): Position => ({
  latitude: from.latitude + fraction * (to.latitude - from.latitude),
  longitude: from.longitude + fraction * (to.longitude - from.longitude),
})

/** Points `meters` away from a path, once around it: along its left, about its end, back along its right, about its start. */
const around = (path: readonly Position[], meters: number, step: number): readonly Position[] => [
  ...leftOf(path, meters, step),
  ...leftOf(path.toReversed(), meters, step),
]

function leftOf(path: readonly Position[], meters: number, step: number): readonly Position[] {
  const [first, second] = path
  if (first === undefined || second === undefined) return []
  // Degrees at which neighbouring points of an arc lie one step apart.
  const fan = (step / meters) * (180 / Math.PI)
  let heading = bearingDegrees(first, second) - 90
  const points = [destination(first, heading, meters)]
  path.forEach((from, i) => {
    const to = path[i + 1]
    // About the end it turns by half a circle, on to the other side of the path.
    const next = to === undefined ? heading + 180 : bearingDegrees(from, to) - 90
    const turn = to === undefined ? 180 : signedTurn(heading, next)
    const arcs = Math.ceil(Math.abs(turn) / fan)
    for (let at = 1; at <= arcs; at += 1) {
      points.push(destination(from, heading + (turn * at) / arcs, meters))
    }
    heading = next
    if (to !== undefined) points.push(destination(to, heading, meters))
  })
  return points
}

/** Degrees to turn from one bearing to another, between -180 and 180. */
const signedTurn = (from: number, to: number): number => ((((to - from) % 360) + 540) % 360) - 180
