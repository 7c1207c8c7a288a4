// SPDX-License-Identifier: Apache-2.0
import { createLineIndex, type LineIndex, type ResolvedLine } from '#agreement'
import { bearingDegrees, destination, geodesicMeters, type Position } from '#kernel'

import { uniform, wholeBelow } from './distributions.ts'
import type { Random } from './random.ts'

export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export interface Settlement {
  readonly name: string
  readonly position: Position
}

export interface ProtectedObject {
  readonly position: Position
  readonly radiusKilometres: number
}

/** Where a scenario plays: the line, the land around it and the places that reports name. */
export interface Theatre {
  readonly line: LineIndex
  readonly bounds: Bounds
  readonly center: Position
  readonly settlements: readonly Settlement[]
  /** Places that the agreement protects by name, with the radius within which an impact counts as theirs. */
  readonly objects: readonly ProtectedObject[]
  /** The place at `share` (0 to 1) of the line's length, and the bearing the line runs in there. */
  alongLine(share: number): { readonly position: Position; readonly bearing: number }
}

const METERS_PER_DEGREE = 111_195

/** Lays out a theatre around a line: `marginKilometres` of land on every side, with settlements whose names are plainly made up. */
export function layOutTheatre(
  line: ResolvedLine,
  objects: readonly ProtectedObject[],
  marginKilometres: number,
  settlementCount: number,
  random: Random,
): Theatre {
  const corners = line.parts.flat()
  if (corners.length < 2) throw new RangeError(`line ${line.id} has no length to play along`)
  const bounds = boundsAround(corners, marginKilometres)
  const center = {
    latitude: (bounds.south + bounds.north) / 2,
    longitude: (bounds.west + bounds.east) / 2,
  }
  const alongLine = createWalk(line)
  const settlements = Array.from({ length: settlementCount }, (_, n) => {
    const { position, bearing } = alongLine(random.next())
    const side = wholeBelow(random, 2) === 0 ? 90 : -90
    const away = uniform(random, 1, marginKilometres) * 1_000
    return { name: `Exercise settlement ${n + 1}`, position: destination(position, bearing + side, away) }
  })
  return { line: createLineIndex(line), bounds, center, settlements, objects, alongLine }
}

function boundsAround(corners: readonly Position[], marginKilometres: number): Bounds {
  const latitudes = corners.map((p) => p.latitude)
  const longitudes = corners.map((p) => p.longitude)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const margin = (marginKilometres * 1_000) / METERS_PER_DEGREE
  const widest = Math.max(Math.abs(south), Math.abs(north)) + margin
  const marginEast = margin / Math.max(0.1, Math.cos((widest * Math.PI) / 180))
  return {
    south: south - margin,
    north: north + margin,
    west: Math.min(...longitudes) - marginEast,
    east: Math.max(...longitudes) + marginEast,
  }
}

/** Walks the parts of a line one after another, by their geodesic length. */
function createWalk(line: ResolvedLine): Theatre['alongLine'] {
  const steps = line.parts.flatMap((part) =>
    part.slice(1).map((to, n) => {
      const from = part[n] ?? to
      return { from, meters: geodesicMeters(from, to), bearing: bearingDegrees(from, to) }
    }),
  )
  const starts: number[] = []
  let total = 0
  for (const { meters } of steps) {
    starts.push(total)
    total += meters
  }
  return (share) => {
    const meters = Math.max(0, Math.min(1, share)) * total
    let n = starts.length - 1
    while (n > 0 && (starts[n] ?? 0) > meters) n -= 1
    const step = steps[n]
    if (step === undefined) throw new RangeError(`line ${line.id} has no length to play along`)
    return {
      position: destination(step.from, step.bearing, meters - (starts[n] ?? 0)),
      bearing: step.bearing,
    }
  }
}

/** The settlement nearest to a place, with its distance in metres; null where there are none. */
export function nearestSettlement(
  settlements: readonly Settlement[],
  place: Position,
): { readonly settlement: Settlement; readonly meters: number } | null {
  const east = Math.cos((place.latitude * Math.PI) / 180)
  let best: Settlement | null = null
  let least = Number.POSITIVE_INFINITY
  for (const settlement of settlements) {
    const dy = settlement.position.latitude - place.latitude
    const dx = (settlement.position.longitude - place.longitude) * east
    const square = dx * dx + dy * dy
    if (square >= least) continue
    least = square
    best = settlement
  }
  return best === null ? null : { settlement: best, meters: geodesicMeters(best.position, place) }
}
