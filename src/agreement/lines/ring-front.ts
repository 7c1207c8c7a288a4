// SPDX-License-Identifier: Apache-2.0
import { destination, quantisePosition, type Position } from '#kernel'

import { matchRing, STEP_KILOMETRES, type RingStep, type StepLabel } from './border-matching.ts'
import { hasFreeGroundNear } from './free-ground.ts'
import { nearAndUnmarked, type NearSamples, type ReferenceSamples } from './reference-samples.ts'
import type { RingWalk } from './ring-walk.ts'

/** Ground this far outside an edge is looked at: held there too, the edge is a seam between drawn pieces; edges this near are one. */
const SEAM_METERS = 10

/** What the rings of one held area are held against. */
export interface Theatre {
  readonly reference: ReferenceSamples
  readonly holds: (place: Position) => boolean
  /** 1 for samples of the reference on the bank of a river between the sides. */
  readonly isRiver: Uint8Array
  /** True on the edge of a ring that was surveyed before: overlapping pieces can draw one edge twice. */
  readonly isDrawnBefore: (place: Position, withinMeters: number) => boolean
}

/** What is known of one step before a tolerance is chosen. */
interface Footing {
  readonly middle: Position
  readonly sense: readonly [number, number]
  readonly near: NearSamples
  /** A seam between drawn pieces, or an edge that another piece draws as well. */
  readonly isSeam: boolean
  readonly isTerritory: boolean
  readonly isWater: boolean
}

/**
 * Prepares a ring, inside on its left, to be asked for its front: the polylines that are left of it when coast, state
 * border and seams are taken away at a tolerance up to `reachKilometres`.
 */
export function surveyRing(
  walk: RingWalk,
  theatre: Theatre,
  reachKilometres: number,
): (toleranceKilometres: number) => readonly (readonly Position[])[] {
  const count = Math.max(4, Math.round(walk.lengthKilometres / STEP_KILOMETRES))
  const stepLength = walk.lengthKilometres / count
  const footings = Array.from({ length: count }, (_, i): Footing => {
    const middle = walk.at((i + 0.5) * stepLength)
    return {
      middle,
      sense: walk.sense(i * stepLength, (i + 1) * stepLength),
      near: theatre.reference.near(middle, reachKilometres),
      isSeam:
        theatre.isDrawnBefore(middle, SEAM_METERS) || isSeam(walk, (i + 0.5) * stepLength, theatre.holds),
      isTerritory: theatre.reference.isTerritory(middle),
      isWater: !theatre.reference.isDryLand(middle),
    }
  })
  return (toleranceKilometres) => {
    const steps = footings.map((footing) => toStep(footing, theatre.isRiver, toleranceKilometres))
    const labels = matchRing(steps, theatre.reference, toleranceKilometres)
    return runsOfFront(labels)
      .filter((run) => isOpposed(run, steps, footings, theatre, toleranceKilometres))
      .map(([from, to]) => tidy(walk.cut(from * stepLength, to * stepLength)))
  }
}

function toStep(footing: Footing, isRiver: Uint8Array, toleranceKilometres: number): RingStep {
  const closest = closestOf(footing.near)
  const isNear = closest >= 0 && footing.near.kilometres[closest]! <= toleranceKilometres
  const onRiver = isNear && isRiver[footing.near.samples[closest]!] === 1
  // Sides meet on the ground of the territory: not at sea, and not abroad where no misdrawn border explains it.
  const offTheGround = !footing.isTerritory && (!isNear || (footing.isWater && !onRiver))
  return {
    near: nearAndUnmarked(footing.near, toleranceKilometres, isRiver),
    clear: footing.isSeam || offTheGround,
    sense: footing.sense,
  }
}

function closestOf({ kilometres }: NearSamples): number {
  let closest = kilometres.length - 1
  for (let i = closest - 1; i >= 0; i -= 1) {
    if (kilometres[i]! <= kilometres[closest]!) closest = i
  }
  return closest
}

/** True where the ground on the other hand of the edge is held as well. */
function isSeam(walk: RingWalk, middle: number, holds: (place: Position) => boolean): boolean {
  const reach = SEAM_METERS / 1_000
  const [east, north] = walk.sense(middle - reach, middle + reach)
  // The outside lies to the right: of a ring that runs (east, north) that is (north, -east).
  const rightHand = (Math.atan2(north, -east) * 180) / Math.PI
  return holds(destination(walk.at(middle), rightHand, SEAM_METERS))
}

/** Step numbers [from, to); a run over the seam of the ring ends beyond its last step. */
type Run = readonly [from: number, to: number]

function runsOfFront(labels: readonly StepLabel[]): readonly Run[] {
  const count = labels.length
  const firstOther = labels.findIndex((label) => label !== 'front')
  if (firstOther < 0) return [[0, count]]
  const runs: [number, number][] = []
  for (let i = firstOther; i < firstOther + count; i += 1) {
    if (labels[i % count] !== 'front') continue
    const open = runs.at(-1)
    if (open !== undefined && open[1] === i) open[1] = i + 1
    else runs.push([i, i + 1])
  }
  return runs
}

/** A run that stays by the reference and has no free ground near is a border that was drawn too differently to match. */
function isOpposed(
  [from, to]: Run,
  steps: readonly RingStep[],
  footings: readonly Footing[],
  theatre: Theatre,
  toleranceKilometres: number,
): boolean {
  for (let i = from; i < to; i += 1) {
    if (steps[i % steps.length]!.near.samples.length === 0) return true
    if (hasFreeGroundNear(footings[i % steps.length]!.middle, theatre, toleranceKilometres)) return true
  }
  return false
}

/** Places as stored, without equal neighbours. */
const tidy = (places: readonly Position[]): readonly Position[] =>
  places.map(quantisePosition).filter((place, i, all) => {
    const before = all[i - 1]
    return before?.latitude !== place.latitude || before.longitude !== place.longitude
  })
