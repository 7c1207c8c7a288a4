// SPDX-License-Identifier: Apache-2.0
import { createPlaceIndex } from '#incidents'
import type { Position } from '#kernel'

/** A settlement as a gazetteer lists it. */
export interface PopulatedPlace {
  readonly position: Position
  readonly population: number
}

/** How far a place counts. */
export const POPULATION_METERS = 8_000

/** Returns a function that sums the people of all places within 8 km of a position. */
export function populationAround(places: readonly PopulatedPlace[]): (position: Position) => number {
  const index = createPlaceIndex(
    Float64Array.from(places, (place) => place.position.latitude),
    Float64Array.from(places, (place) => place.position.longitude),
    POPULATION_METERS,
  )
  return ({ latitude, longitude }) => {
    let people = 0
    index.within(latitude, longitude, POPULATION_METERS, (place) => {
      people += places[place]?.population ?? 0
    })
    return people
  }
}
