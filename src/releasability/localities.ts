// SPDX-License-Identifier: Apache-2.0
import { bearingDegrees, type Position } from '#kernel'

/** A named place of a gazetteer. */
export interface Locality {
  readonly name: string
  readonly position: Position
}

/** The places by which others are told where something was. */
export interface Localities {
  /** The nearest one, by the chord through a sphere; the first given among equals. Null where there is none at all. */
  nearest(position: Position): Locality | null
}

/** The sixteen points of the compass, clockwise from north. */
export const SECTORS = [
  'n',
  'nne',
  'ne',
  'ene',
  'e',
  'ese',
  'se',
  'sse',
  's',
  'ssw',
  'sw',
  'wsw',
  'w',
  'wnw',
  'nw',
  'nnw',
] as const
export type Sector = (typeof SECTORS)[number]

/** Nothing is nearer than this is said: a place without a locality is not told at all. */
export const NO_LOCALITIES: Localities = { nearest: () => null }

/** Looks at every place in turn: only what is kept from others is looked up, and that is little. */
export function createLocalities(places: readonly Locality[]): Localities {
  const vectors = places.map(({ position }) => toUnitVector(position))
  return {
    nearest(position) {
      const [x, y, z] = toUnitVector(position)
      let best: Locality | null = null
      let bestCosine = Number.NEGATIVE_INFINITY
      vectors.forEach((vector, at) => {
        const cosine = x * vector[0] + y * vector[1] + z * vector[2]
        if (cosine > bestCosine) {
          bestCosine = cosine
          best = places[at] ?? null
        }
      })
      return best
    },
  }
}

/** In which of sixteen directions `position` lies as seen from the locality; north where it is the same point. */
export function sectorOf(locality: Locality, position: Position): Sector {
  const sixteenths = Math.round(bearingDegrees(locality.position, position) / 22.5) % SECTORS.length
  return SECTORS[sixteenths] ?? 'n'
}

function toUnitVector({ latitude, longitude }: Position): readonly [number, number, number] {
  const phi = (latitude * Math.PI) / 180
  const lambda = (longitude * Math.PI) / 180
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}
