// SPDX-License-Identifier: Apache-2.0
import type { JsonValue, Position } from '#kernel'

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
