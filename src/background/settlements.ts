// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import { createBinGrid } from './bin-grid.ts'

/** A settlement as a gazetteer lists it. */
export interface Settlement {
  readonly position: Position
  readonly population: number
}

/** Where people live around a place. */
export interface Settlements {
  readonly size: number
  /** People of all settlements whose centres lie within 4 km. */
  peopleNear(position: Position): number
  /** Metres to the nearest centre, at most 20 km. */
  metersToNearest(position: Position): number
}

export const SETTLEMENT_METERS = 4_000
export const FARTHEST_SETTLEMENT_METERS = 20_000

const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180

/** Indexes settlements by bins of a tenth of a degree. */
export function createSettlements(places: readonly Settlement[]): Settlements {
  const grid = createBinGrid(10)
  const byBin = new Map<number, Settlement[]>()
  for (const place of places) {
    const key = grid.keyOf(place.position)
    const list = byBin.get(key)
    if (list === undefined) byBin.set(key, [place])
    else list.push(place)
  }
  const visit = (
    position: Position,
    within: number,
    take: (place: Settlement, meters: number) => void,
  ): void => {
    // One bin more than the distance asks, since the ring is measured between centres of bins.
    for (const { first, last } of grid.ring(grid.keyOf(position), 0, within + 12_000)) {
      for (let key = first; key <= last; key++) {
        for (const place of byBin.get(key) ?? []) {
          const meters = planeMeters(position, place.position)
          if (meters <= within) take(place, meters)
        }
      }
    }
  }
  return {
    size: places.length,
    peopleNear(position) {
      let people = 0
      visit(position, SETTLEMENT_METERS, (place) => {
        people += place.population
      })
      return people
    },
    metersToNearest(position) {
      let nearest = FARTHEST_SETTLEMENT_METERS
      visit(position, FARTHEST_SETTLEMENT_METERS, (_, meters) => {
        nearest = Math.min(nearest, meters)
      })
      return nearest
    },
  }
}

/** Metres on a plane that touches the Earth between the two: within 0.1 % up to 50 km. */
function planeMeters(a: Position, b: Position): number {
  const north = (b.latitude - a.latitude) * METERS_PER_DEGREE
  const middle = ((a.latitude + b.latitude) / 2) * (Math.PI / 180)
  const east = (b.longitude - a.longitude) * METERS_PER_DEGREE * Math.cos(middle)
  return Math.sqrt(north * north + east * east)
}
