// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import { KILOMETRES_PER_DEGREE, kilometresPerDegreeEast } from './ring-walk.ts'

/**
 * Leaves out vertices that lie within `toleranceMeters` of the line without them (Douglas and Peucker 1973). Both ends
 * of every part stay, so that a closed part stays closed. For drawing only: distances are measured on the whole line.
 */
export function simplifyParts(
  parts: readonly (readonly Position[])[],
  toleranceMeters: number,
): readonly (readonly Position[])[] {
  return parts.map((part) => simplify(part, toleranceMeters / 1_000))
}

function simplify(part: readonly Position[], toleranceKilometres: number): readonly Position[] {
  if (part.length < 3) return part
  const kept = new Uint8Array(part.length)
  kept[0] = 1
  kept[part.length - 1] = 1
  const open: [number, number][] = [[0, part.length - 1]]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span
    let farthest = 0
    let greatest = toleranceKilometres
    for (let i = from + 1; i < to; i += 1) {
      const distance = kilometresFromSegment(part[i]!, part[from]!, part[to]!)
      if (distance > greatest) {
        greatest = distance
        farthest = i
      }
    }
    if (farthest === 0) continue
    kept[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return part.filter((_, i) => kept[i] === 1)
}

function kilometresFromSegment(place: Position, from: Position, to: Position): number {
  const perDegreeEast = kilometresPerDegreeEast(place.latitude)
  const ux = (to.longitude - from.longitude) * perDegreeEast
  const uy = (to.latitude - from.latitude) * KILOMETRES_PER_DEGREE
  const wx = (place.longitude - from.longitude) * perDegreeEast
  const wy = (place.latitude - from.latitude) * KILOMETRES_PER_DEGREE
  const square = ux * ux + uy * uy
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, (ux * wx + uy * wy) / square))
  const dx = wx - along * ux
  const dy = wy - along * uy
  return Math.sqrt(dx * dx + dy * dy)
}
