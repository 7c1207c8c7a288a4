// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

/** A polygon as rings, the outer one first, then its holes; rings are not closed and may turn either way. */
export type Polygon = readonly (readonly Position[])[]

/** Most bands of latitude that edges are sorted into: a test then reads tens of edges instead of thousands. */
const MOST_BANDS = 2_048

/** Polygon number, then longitude and latitude of both ends. */
const EDGE_FIELDS = 5

/**
 * Tells whether a place lies in any of the polygons (edges straight in longitude and latitude, RFC 7946).
 * A ray is counted per polygon, so that polygons which overlap do not cancel each other; a place exactly on an
 * edge belongs to one side or the other, always the same.
 */
export function createAreaTest(polygons: readonly Polygon[]): (place: Position) => boolean {
  const edges: number[] = []
  polygons.forEach((polygon, owner) => {
    for (const ring of polygon) {
      ring.forEach((from, i) => {
        const to = ring[(i + 1) % ring.length]!
        if (from.latitude === to.latitude) return
        edges.push(owner, from.longitude, from.latitude, to.longitude, to.latitude)
      })
    }
  })
  const table = Float64Array.from(edges)
  const { south, bandHeight, bands } = sortIntoBands(table)

  return ({ latitude, longitude }) => {
    const band = bands[Math.floor((latitude - south) / bandHeight)]
    if (band === undefined) return false
    let owner = -1
    let inside = false
    for (const at of band) {
      if (table[at] !== owner) {
        if (inside) return true
        owner = table[at]!
      }
      const fromLatitude = table[at + 2]!
      const toLatitude = table[at + 4]!
      if (fromLatitude > latitude === toLatitude > latitude) continue
      const fromLongitude = table[at + 1]!
      const along = (latitude - fromLatitude) / (toLatitude - fromLatitude)
      if (longitude < fromLongitude + along * (table[at + 3]! - fromLongitude)) inside = !inside
    }
    return inside
  }
}

/** For each band of latitude the offsets of the edges that reach into it, in the order of their polygons. */
function sortIntoBands(table: Float64Array): {
  readonly south: number
  readonly bandHeight: number
  readonly bands: readonly Int32Array[]
} {
  let south = Infinity
  let north = -Infinity
  for (let at = 0; at < table.length; at += EDGE_FIELDS) {
    south = Math.min(south, table[at + 2]!, table[at + 4]!)
    north = Math.max(north, table[at + 2]!, table[at + 4]!)
  }
  if (table.length === 0) return { south: 0, bandHeight: 1, bands: [] }
  const count = Math.min(MOST_BANDS, table.length / EDGE_FIELDS)
  const bandHeight = (north - south) / count
  const lists: number[][] = Array.from({ length: count + 1 }, () => [])
  for (let at = 0; at < table.length; at += EDGE_FIELDS) {
    const low = Math.min(table[at + 2]!, table[at + 4]!)
    const high = Math.max(table[at + 2]!, table[at + 4]!)
    const last = Math.floor((high - south) / bandHeight)
    for (let band = Math.floor((low - south) / bandHeight); band <= last; band += 1) lists[band]!.push(at)
  }
  return { south, bandHeight, bands: lists.map((list) => Int32Array.from(list)) }
}
