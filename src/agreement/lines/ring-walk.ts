// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

/** Kilometres in one degree of latitude on a sphere of 6,371 km; a classification within kilometres needs no ellipsoid. */
export const KILOMETRES_PER_DEGREE = 111.195

/** Kilometres in one degree of longitude at a latitude. */
export const kilometresPerDegreeEast = (latitude: number): number =>
  KILOMETRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)

/** A closed ring measured along its own length. */
export interface RingWalk {
  readonly lengthKilometres: number
  /** Twice the area by the length: the width of a strip that is long and even. */
  readonly meanWidthKilometres: number
  /** The point so many kilometres from the first vertex; wraps round. */
  at(kilometres: number): Position
  /** The unit vector (east, north) from one point of the ring to another; zero where they coincide. */
  sense(from: number, to: number): readonly [number, number]
  /** Both ends and every vertex between them; `to` may lie beyond the end of the ring by up to one lap. */
  cut(from: number, to: number): readonly Position[]
}

/** Lays a ring out by length. The ring is not closed and has no two equal neighbours. */
export function createRingWalk(ring: readonly Position[]): RingWalk {
  const reached = new Float64Array(ring.length + 1)
  ring.forEach((from, i) => {
    const { east, north } = stepBetween(from, ring[(i + 1) % ring.length]!)
    reached[i + 1] = reached[i]! + Math.sqrt(east * east + north * north)
  })
  const lengthKilometres = reached[ring.length]!

  const edgeAt = (kilometres: number): number => {
    let low = 0
    let high = ring.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (reached[middle]! <= kilometres) low = middle
      else high = middle - 1
    }
    return low
  }

  const at = (kilometres: number): Position => {
    const along = kilometres - lengthKilometres * Math.floor(kilometres / lengthKilometres)
    const edge = edgeAt(along)
    const from = ring[edge]!
    const to = ring[(edge + 1) % ring.length]!
    const fraction = (along - reached[edge]!) / (reached[edge + 1]! - reached[edge]!)
    return {
      latitude: from.latitude + fraction * (to.latitude - from.latitude),
      longitude: from.longitude + fraction * (to.longitude - from.longitude),
    }
  }

  const sense = (from: number, to: number): readonly [number, number] => {
    const { east, north } = stepBetween(at(from), at(to))
    const length = Math.sqrt(east * east + north * north)
    return length === 0 ? [0, 0] : [east / length, north / length]
  }

  const cut = (from: number, to: number): readonly Position[] => {
    const places = [at(from)]
    for (let lap = Math.floor(from / lengthKilometres); lap * lengthKilometres < to; lap += 1) {
      ring.forEach((vertex, i) => {
        const along = lap * lengthKilometres + reached[i]!
        if (along > from && along < to) places.push(vertex)
      })
    }
    places.push(at(to))
    return places
  }

  const squareKilometres =
    (Math.abs(signedArea(ring)) / 2) * KILOMETRES_PER_DEGREE * kilometresPerDegreeEast(ring[0]!.latitude)
  return {
    lengthKilometres,
    meanWidthKilometres: (2 * squareKilometres) / lengthKilometres,
    at,
    sense,
    cut,
  }
}

function stepBetween(from: Position, to: Position): { readonly east: number; readonly north: number } {
  const scale = kilometresPerDegreeEast((from.latitude + to.latitude) / 2)
  return {
    east: (to.longitude - from.longitude) * scale,
    north: (to.latitude - from.latitude) * KILOMETRES_PER_DEGREE,
  }
}

/**
 * The rings of polygons, each turned so that the polygon's inside lies on the left hand: outer rings anticlockwise,
 * holes clockwise. Closing and repeated vertices go; rings of fewer than three vertices are left out.
 */
export function ringsWithInsideLeft(polygons: readonly (readonly (readonly Position[])[])[]): Position[][] {
  return polygons.flatMap((polygon) =>
    polygon.flatMap((ring, i) => {
      const clean = withoutRepeats(ring)
      if (clean.length < 3) return []
      const anticlockwise = signedArea(clean) > 0
      return [anticlockwise === (i === 0) ? clean : clean.reverse()]
    }),
  )
}

function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter((vertex, i) => {
    const before = ring[(i + ring.length - 1) % ring.length]!
    return before.latitude !== vertex.latitude || before.longitude !== vertex.longitude
  })
}

/** Twice the area in square degrees, positive for a ring that runs anticlockwise. */
function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, from, i) => {
    const to = ring[(i + 1) % ring.length]!
    return sum + from.longitude * to.latitude - to.longitude * from.latitude
  }, 0)
}
