// SPDX-License-Identifier: Apache-2.0
import { destination, ok, problem, quantisePosition, refuse, type Position, type Result } from '#kernel'

import type { BorderReference } from './border-reference.ts'
import { matchRing, type RingStep, type StepLabel } from './border-matching.ts'
import { createAreaTest, type Polygon } from './held-area.ts'
import { lengthKilometres } from './line-index.ts'
import { createReferenceSamples, STEP_KILOMETRES, type ReferenceSamples } from './reference-samples.ts'
import type { DerivedLine } from './resolved-line.ts'
import { createRingWalk, ringsWithInsideLeft, type RingWalk } from './ring-walk.ts'

/** Names the procedure of this file and of border-matching.ts, with its version. */
export const DERIVATION_METHOD = 'held-area-edge-less-border-by-sense@1'

/** What a line of contact is derived from. */
export interface HeldArea {
  readonly lineId: string
  readonly polygons: readonly Polygon[]
  /** Party ids: who holds the area, and who holds the rest. */
  readonly heldBy: string
  readonly otherwise: string
  /** UTC day that the area was drawn for, `2026-06-24`; null where nobody says. */
  readonly date: string | null
  readonly source: string
  /** 95 % accuracy of the drawn edge. */
  readonly accuracyMeters: number
}

/** Derives lines from held areas against one reference, which is prepared once. */
export type LineDerivation = (area: HeldArea, toleranceKilometres: number) => Result<DerivedLine>

/** Ground this far outside an edge is looked at: held there too, the edge is a seam between two drawn pieces. */
const SEAM_METERS = 10

/**
 * Prepares the derivation of lines of contact: the edge of the held area without the stretches that are coast or state
 * border. Refuses an area without a ring, one that does not touch the territory, and one whose edge is all border.
 */
export function createLineDerivation(border: BorderReference): LineDerivation {
  const reference = createReferenceSamples(border)
  return (area, toleranceKilometres) => {
    const rings = ringsWithInsideLeft(area.polygons)
    const wrong = problemsOf(rings, reference)
    if (wrong !== null) return wrong
    const holds = createAreaTest(area.polygons)
    const partsAt = (tolerance: number): readonly (readonly Position[])[] =>
      rings.flatMap((ring) => frontOf(createRingWalk(ring), reference, holds, tolerance))
    const parts = partsAt(toleranceKilometres)
    if (parts.length === 0) return refuse(problem('', 'held-area-without-front'))
    return ok({
      line: {
        id: area.lineId,
        kind: 'working',
        claimedBy: null,
        date: area.date,
        source: area.source,
        method: DERIVATION_METHOD,
        accuracyMeters: area.accuracyMeters,
        parts,
        sides: {
          kind: 'held-area',
          heldBy: area.heldBy,
          otherwise: area.otherwise,
          polygons: area.polygons,
        },
      },
      lengthKilometres: toHundredMeters(lengthKilometres(parts)),
      toleranceKilometres,
      borderSource: border.source,
      sensitivity: {
        half: toHundredMeters(lengthKilometres(partsAt(toleranceKilometres / 2))),
        double: toHundredMeters(lengthKilometres(partsAt(toleranceKilometres * 2))),
      },
    })
  }
}

const toHundredMeters = (kilometres: number): number => Math.round(kilometres * 10) / 10

function problemsOf(
  rings: readonly (readonly Position[])[],
  reference: ReferenceSamples,
): Result<never> | null {
  if (rings.length === 0) return refuse(problem('', 'held-area-empty'))
  const vertices = rings.flat()
  if (vertices.some((vertex) => reference.isTerritory(vertex))) return null
  const swapped = vertices.some(({ latitude, longitude }) =>
    reference.isTerritory({ latitude: longitude, longitude: latitude }),
  )
  return refuse(problem('', swapped ? 'coordinates-swapped' : 'held-area-outside-territory'))
}

/** The stretches of one ring, inside on the left, that are front. */
function frontOf(
  walk: RingWalk,
  reference: ReferenceSamples,
  holds: (place: Position) => boolean,
  toleranceKilometres: number,
): readonly (readonly Position[])[] {
  const count = Math.max(4, Math.round(walk.lengthKilometres / STEP_KILOMETRES))
  const stepLength = walk.lengthKilometres / count
  const steps = Array.from({ length: count }, (_, i): RingStep => {
    const middle = walk.at((i + 0.5) * stepLength)
    const near = reference.near(middle, toleranceKilometres)
    const sense = walk.sense(i * stepLength, (i + 1) * stepLength)
    const clear =
      cannotBeFront(middle, near.length > 0, reference) ||
      isSeam(walk, i * stepLength, (i + 1) * stepLength, holds)
    return { near, clear, sense }
  })
  const labels = matchRing(steps, reference, toleranceKilometres)
  return frontRuns(labels).map(([from, to]) =>
    withoutEqualNeighbours(walk.cut(from * stepLength, to * stepLength).map(quantisePosition)),
  )
}

/** True at sea, and abroad beyond the tolerance: sides meet on the ground of the territory. */
const cannotBeFront = (place: Position, isNearReference: boolean, reference: ReferenceSamples): boolean =>
  !reference.isTerritory(place) && (!isNearReference || !reference.isDryLand(place))

/** True where the ground on the other hand of the edge is held as well. */
function isSeam(walk: RingWalk, from: number, to: number, holds: (place: Position) => boolean): boolean {
  const middle = (from + to) / 2
  const reach = SEAM_METERS / 1_000
  const [east, north] = walk.sense(middle - reach, middle + reach)
  // The outside lies to the right: of a ring that runs (east, north) that is (north, -east).
  const rightHand = (Math.atan2(north, -east) * 180) / Math.PI
  return holds(destination(walk.at(middle), rightHand, SEAM_METERS))
}

/** Runs of front as step numbers [from, to); a run over the seam of the ring ends beyond its last step. */
function frontRuns(labels: readonly StepLabel[]): readonly (readonly [number, number])[] {
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

const withoutEqualNeighbours = (places: readonly Position[]): readonly Position[] =>
  places.filter((place, i) => {
    const before = places[i - 1]
    return before?.latitude !== place.latitude || before.longitude !== place.longitude
  })
