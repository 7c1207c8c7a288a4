// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import { createAreaTest } from './held-area.ts'
import type { BorderReference } from './border-reference.ts'
import {
  createRingWalk,
  KILOMETRES_PER_DEGREE,
  kilometresPerDegreeEast,
  ringsWithInsideLeft,
} from './ring-walk.ts'

/** Distance between neighbouring samples. */
export const SAMPLE_KILOMETRES = 0.5

/** Samples of the reference within reach of a place, by rising number, each with its distance. */
export interface NearSamples {
  readonly samples: Int32Array
  readonly kilometres: Float64Array
}

/** The reference outline as evenly spaced samples in order of their rings, ready to be searched by place. */
export interface ReferenceSamples {
  readonly places: readonly Position[]
  /** The sample that comes one step before, on the same ring. */
  readonly before: Int32Array
  /** For each sample the unit vector (east, north) in which the outline runs there, inside on its left. */
  readonly senses: Float64Array
  readonly isDryLand: (place: Position) => boolean
  readonly isTerritory: (place: Position) => boolean
  /** Every sample within the radius, by rising sample number. */
  near(place: Position, radiusKilometres: number): NearSamples
}

/** The sense of the outline is taken over this much of it on either hand, so that a corner turns and does not jump. */
const SENSE_REACH_KILOMETRES = 1

/** Edge of the squares that samples are sorted into, in degrees. */
const CELL_DEGREES = 0.05

const cellOf = (degrees: number): number => Math.floor(degrees / CELL_DEGREES)

/** Cells are numbered row by row; a row holds all longitudes. */
const CELLS_IN_ROW = 360 / CELL_DEGREES + 2
const cellKey = (row: number, column: number): number => row * CELLS_IN_ROW + column

/** Samples the outline of the territory. */
export function createReferenceSamples(reference: BorderReference): ReferenceSamples {
  const places: Position[] = []
  const before: number[] = []
  const senses: number[] = []
  for (const ring of ringsWithInsideLeft(reference.territory)) {
    const walk = createRingWalk(ring)
    const steps = Math.max(1, Math.round(walk.lengthKilometres / SAMPLE_KILOMETRES))
    const first = places.length
    for (let step = 0; step < steps; step += 1) {
      before.push(step === 0 ? first + steps - 1 : places.length - 1)
      const along = (step / steps) * walk.lengthKilometres
      places.push(walk.at(along))
      senses.push(...walk.sense(along - SENSE_REACH_KILOMETRES, along + SENSE_REACH_KILOMETRES))
    }
  }
  const cells = new Map<number, number[]>()
  places.forEach((place, sample) => {
    const key = cellKey(cellOf(place.latitude), cellOf(place.longitude))
    const list = cells.get(key)
    if (list === undefined) cells.set(key, [sample])
    else list.push(sample)
  })

  return {
    places,
    before: Int32Array.from(before),
    senses: Float64Array.from(senses),
    isDryLand: createAreaTest(reference.land),
    isTerritory: createAreaTest(reference.territory),
    near(place, radiusKilometres) {
      const perDegreeEast = kilometresPerDegreeEast(place.latitude)
      const high = radiusKilometres / KILOMETRES_PER_DEGREE
      const wide = radiusKilometres / perDegreeEast
      const kilometresTo = (sample: number): number => {
        const east = (places[sample]!.longitude - place.longitude) * perDegreeEast
        const north = (places[sample]!.latitude - place.latitude) * KILOMETRES_PER_DEGREE
        return Math.sqrt(east * east + north * north)
      }
      const found: number[] = []
      const north = cellOf(place.latitude + high)
      const east = cellOf(place.longitude + wide)
      for (let row = cellOf(place.latitude - high); row <= north; row += 1) {
        for (let column = cellOf(place.longitude - wide); column <= east; column += 1) {
          for (const sample of cells.get(cellKey(row, column)) ?? []) {
            if (kilometresTo(sample) <= radiusKilometres) found.push(sample)
          }
        }
      }
      const samples = Int32Array.from(found).sort()
      return { samples, kilometres: Float64Array.from(samples, kilometresTo) }
    },
  }
}

/** Those of the samples that lie within a distance and are not marked with 1. */
export function nearAndUnmarked(near: NearSamples, withinKilometres: number, marks: Uint8Array): NearSamples {
  const samples = new Int32Array(near.samples.length)
  const kilometres = new Float64Array(near.samples.length)
  let kept = 0
  for (let i = 0; i < near.samples.length; i += 1) {
    if (near.kilometres[i]! > withinKilometres || marks[near.samples[i]!] === 1) continue
    samples[kept] = near.samples[i]!
    kilometres[kept] = near.kilometres[i]!
    kept += 1
  }
  return { samples: samples.subarray(0, kept), kilometres: kilometres.subarray(0, kept) }
}
