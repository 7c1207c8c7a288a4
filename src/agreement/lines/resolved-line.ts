// SPDX-License-Identifier: Apache-2.0
import type { Instant, Position } from '#kernel'

/** A line that distances are measured from, as it stood on one day. */
export interface ResolvedLine {
  readonly id: string
  readonly kind: 'codified' | 'claimed' | 'working'
  /** Party id, for a claimed line. */
  readonly claimedBy: string | null
  /** UTC day for which it holds, `2026-06-24`; null where it has no date. */
  readonly date: string | null
  readonly source: string
  readonly method: string
  /** 95 % accuracy of the line itself. */
  readonly accuracyMeters: number
  /** Polylines; a line of contact may have gaps. */
  readonly parts: readonly (readonly Position[])[]
  readonly sides: LineSides
}

/** Whose side a place lies on: by a polygon that one party holds, or by the hand of the line's direction. */
export type LineSides =
  | {
      readonly kind: 'held-area'
      readonly heldBy: string
      readonly otherwise: string
      /** Polygons of rings (first outer, then holes), not closed. */
      readonly polygons: readonly (readonly (readonly Position[])[])[]
    }
  | { readonly kind: 'hand'; readonly left: string; readonly right: string }

/** What is measured against a line; built once per line, asked often. */
export interface LineIndex {
  readonly line: ResolvedLine
  readonly lengthKilometres: number
  /** Geodesic metres to the nearest point of the line. */
  nearest(position: Position): { readonly meters: number; readonly point: Position }
  /** Party id of the side the position lies on. */
  sideOf(position: Position): string
}

/** Gives the line in force at a moment; null where none is known. */
export interface LineProvider {
  lineAt(lineId: string, at: Instant): LineIndex | null
}

/** The line of contact as derived from an area that one party holds, with how it was done and how much that matters. */
export interface DerivedLine {
  readonly line: ResolvedLine
  readonly lengthKilometres: number
  readonly toleranceKilometres: number
  readonly borderSource: string
  /** Length in kilometres at half and at double tolerance. */
  readonly sensitivity: { readonly half: number; readonly double: number }
}
