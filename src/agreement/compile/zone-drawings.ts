// SPDX-License-Identifier: Apache-2.0
import type { Instant, Position } from '#kernel'

import type { Agreement, Names } from '../document/index.ts'
import type { LineIndex, LineProvider } from '../lines/index.ts'
import { offsetOnSide } from './offset-lines.ts'
import { sidesOf } from './sided-zone.ts'

/** One edge of a band: the course at a distance from a line, on one party's side. */
export interface ZoneEdge {
  readonly party: string
  readonly line: string
  readonly kilometres: number
  readonly parts: readonly (readonly Position[])[]
}

/** A zone as it lies on the map; `missingLines` names lines without which a part of it cannot be drawn. */
export interface ZoneDrawing {
  readonly zone: string
  readonly names: Names
  /** Polygons of rings (outer first, then holes, not closed), for zones that the terms draw themselves. */
  readonly polygons: readonly (readonly (readonly Position[])[])[]
  readonly edges: readonly ZoneEdge[]
  readonly missingLines: readonly string[]
}

/**
 * Every zone of the terms as it lies at a moment, in the order of the terms; an edge at distance zero is the line itself. Going around
 * the lines of the exercise takes 55 ms, and each lies as it did until it is another: the courses are kept with it.
 */
export function createZoneDrawing(
  agreement: Agreement,
  lines: LineProvider,
): (at: Instant) => readonly ZoneDrawing[] {
  const known = new WeakMap<LineIndex, Map<string, ZoneEdge['parts']>>()
  const courseOf = (index: LineIndex, meters: number, party: string): ZoneEdge['parts'] => {
    const courses = known.get(index) ?? new Map<string, ZoneEdge['parts']>()
    known.set(index, courses)
    const key = `${meters} ${party}`
    const parts = courses.get(key) ?? offsetOnSide(index, meters, party)
    courses.set(key, parts)
    return parts
  }
  return (at) =>
    agreement.zones.map((zone) => {
      const common = { zone: zone.id, names: zone.names }
      if (zone.kind === 'polygon') return { ...common, polygons: [zone.polygon], edges: [], missingLines: [] }
      const edges: ZoneEdge[] = []
      const missing = new Set<string>()
      for (const { party, lines: lineIds, fromMeters, toMeters } of sidesOf(zone)) {
        for (const line of lineIds) {
          const index = lines.lineAt(line, at)
          if (index === null) {
            missing.add(line)
            continue
          }
          for (const meters of [fromMeters, toMeters].filter((m) => m > 0)) {
            edges.push({ party, line, kilometres: meters / 1_000, parts: courseOf(index, meters, party) })
          }
        }
      }
      return { ...common, polygons: [], edges, missingLines: [...missing] }
    })
}
