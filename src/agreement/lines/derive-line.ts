// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Position, type Result } from '#kernel'

import type { BorderReference } from './border-reference.ts'
import { createAreaTest, type Polygon } from './held-area.ts'
import { createNearest, lengthKilometres } from './line-index.ts'
import { createReferenceSamples, type ReferenceSamples } from './reference-samples.ts'
import type { DerivedLine } from './resolved-line.ts'
import { surveyRing, type Theatre } from './ring-front.ts'
import { createRingWalk, ringsWithInsideLeft } from './ring-walk.ts'
import { findRivers } from './rivers.ts'

/** Names the procedure of docs/spec/line-of-contact.md, with its version. */
export const DERIVATION_METHOD = 'held-area-edge-less-border-by-sense@1'

/**
 * How far the reference may lie from the edge that was drawn for the same border or coast. Against Natural Earth 1:10m
 * 95 % of the border of a daily drawn area lies within 3.2 km of it, 99 % within 4.9 and all within 6; the length found
 * changes by less than 1 % from 6 to 8 km (docs/decisions/0005-line-of-contact.md).
 */
export const DEFAULT_TOLERANCE_KILOMETRES = 6

/** A ring thinner than this on average (twice its area by its length) is a slip of the drawing. */
const SLIVER_KILOMETRES = 0.02

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

/**
 * Prepares the derivation of lines of contact: the edge of the held area without the stretches that are coast or state
 * border. Refuses an area without a ring, one that does not touch the territory, and one whose edge is all border.
 */
export function createLineDerivation(border: BorderReference): LineDerivation {
  const reference = createReferenceSamples(border)
  const riversFor = findRivers(reference)
  return (area, toleranceKilometres) => {
    const rings = ringsWithInsideLeft(area.polygons)
    const wrong = problemOf(rings, reference, toleranceKilometres)
    if (wrong !== null) return refuse(problem('', wrong))
    const holds = createAreaTest(area.polygons)
    const isRiver = riversFor(holds)
    const whole = rings.filter((ring) => createRingWalk(ring).meanWidthKilometres >= SLIVER_KILOMETRES)
    const surveys = whole.map((ring, i) => {
      const isDrawnBefore = onAnyOf(whole.slice(0, i))
      return surveyRing(
        createRingWalk(ring),
        { reference, holds, isRiver, isDrawnBefore },
        2 * toleranceKilometres,
      )
    })
    const partsAt = (tolerance: number): readonly (readonly Position[])[] =>
      surveys.flatMap((survey) => survey(tolerance))
    const lengthAt = (tolerance: number): number => toHundredMeters(lengthKilometres(partsAt(tolerance)))
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
      sensitivity: { half: lengthAt(toleranceKilometres / 2), double: lengthAt(2 * toleranceKilometres) },
    })
  }
}

function onAnyOf(rings: readonly (readonly Position[])[]): Theatre['isDrawnBefore'] {
  const nearest = createNearest(rings.map((ring) => [...ring, ring[0]!]))
  return (place, withinMeters) => {
    const found = nearest(place)
    return found !== null && found.meters <= withinMeters
  }
}

const toHundredMeters = (kilometres: number): number => Math.round(kilometres * 10) / 10

function problemOf(
  rings: readonly (readonly Position[])[],
  reference: ReferenceSamples,
  toleranceKilometres: number,
): string | null {
  if (rings.length === 0) return 'held-area-empty'
  const vertices = rings.flat()
  if (vertices.some(reference.isTerritory)) return null
  if (vertices.some((vertex) => reference.near(vertex, toleranceKilometres).samples.length > 0)) return null
  const swapped = vertices.some(({ latitude, longitude }) =>
    reference.isTerritory({ latitude: longitude, longitude: latitude }),
  )
  return swapped ? 'coordinates-swapped' : 'held-area-outside-territory'
}
