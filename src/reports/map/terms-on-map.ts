// SPDX-License-Identifier: Apache-2.0
import { LINE_KINDS } from '#agreement'
import type { JsonValue, Position } from '#kernel'

import type { LineOnDay } from '../run-record.ts'

/** A zone as the map can draw it: rings, or the ground between two distances on both sides of a line. */
export type ZoneOutline =
  | { readonly kind: 'rings'; readonly id: string; readonly rings: readonly (readonly Position[])[] }
  | {
      readonly kind: 'belt'
      readonly id: string
      readonly line: string
      readonly fromMeters: number
      readonly toMeters: number
    }
  /** Differs by side or by line in a way that a belt cannot show; the legend names it. */
  | { readonly kind: 'not-drawn'; readonly id: string }

/** A line as the map draws it. */
export type MapLine = Pick<LineOnDay, 'line' | 'kind' | 'date' | 'parts'>

/** Reads the lines that the terms draw themselves out of an agreement's document as it stands in the journal. */
export function readAgreedLines(document: JsonValue): readonly MapLine[] {
  return items(document, 'lines').flatMap((item): readonly MapLine[] => {
    const line = text(item, 'id')
    const parts = items(member(item, 'geometry') ?? null, 'parts').map(readRing)
    if (line === null || parts.length === 0) return []
    const kind = LINE_KINDS.find((one) => one === text(item, 'kind')) ?? 'working'
    return [{ line, kind, date: text(item, 'date'), parts }]
  })
}

/** Reads the zones out of an agreement's document as it stands in the journal. */
export function readZoneOutlines(document: JsonValue): readonly ZoneOutline[] {
  return items(document, 'zones').flatMap((zone): readonly ZoneOutline[] => {
    const id = text(zone, 'id')
    if (id === null) return []
    const rings = items(zone, 'polygon').map(readRing)
    if (rings.length > 0) return [{ kind: 'rings', id, rings }]
    return [readBelt(id, items(zone, 'sides'))]
  })
}

/** One edge of the belts along a line; `shade` is 1 for the outermost, and grows inwards. */
export interface BeltEdge {
  readonly line: string
  readonly meters: number
  readonly shade: number
}

/** Shades that the page's style has; belts further in share the last. */
const SHADES = 6

/** Every distance at which a belt begins or ends, widest first, so that each can be drawn over the one before. */
export function beltEdges(zones: readonly ZoneOutline[]): readonly BeltEdge[] {
  const belts = zones.filter((zone) => zone.kind === 'belt')
  return [...new Set(belts.map((belt) => belt.line))].flatMap((line) => {
    const meters = belts
      .filter((belt) => belt.line === line)
      .flatMap((belt) => [belt.fromMeters, belt.toMeters])
    const edges = [...new Set(meters)].filter((one) => one > 0).sort((a, b) => b - a)
    return edges.map((one, n) => ({ line, meters: one, shade: Math.min(n + 1, SHADES) }))
  })
}

function readBelt(id: string, sides: readonly JsonValue[]): ZoneOutline {
  const belts = sides.map((side) => ({
    line: text(side, 'line'),
    from: number(side, 'fromKilometres') ?? 0,
    to: number(side, 'toKilometres') ?? number(side, 'kilometres'),
  }))
  const [first] = belts
  const symmetric =
    belts.length > 1 &&
    belts.every((one) => one.line === first?.line && one.from === first?.from && one.to === first?.to)
  if (!symmetric || first === undefined || first.line === null || first.to === null)
    return { kind: 'not-drawn', id }
  return { kind: 'belt', id, line: first.line, fromMeters: first.from * 1_000, toMeters: first.to * 1_000 }
}

function readRing(ring: JsonValue): readonly Position[] {
  return (Array.isArray(ring) ? (ring as readonly JsonValue[]) : []).flatMap((corner) => {
    const latitude = number(corner, 'latitude')
    const longitude = number(corner, 'longitude')
    return latitude === null || longitude === null ? [] : [{ latitude, longitude }]
  })
}

const member = (value: JsonValue, key: string): JsonValue | undefined =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? undefined
    : (value as { readonly [key: string]: JsonValue | undefined })[key]

const items = (value: JsonValue, key: string): readonly JsonValue[] => {
  const found = member(value, key)
  return Array.isArray(found) ? (found as readonly JsonValue[]) : []
}

const text = (value: JsonValue, key: string): string | null => {
  const found = member(value, key)
  return typeof found === 'string' ? found : null
}

const number = (value: JsonValue, key: string): number | null => {
  const found = member(value, key)
  return typeof found === 'number' ? found : null
}
