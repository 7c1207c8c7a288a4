// SPDX-License-Identifier: Apache-2.0
import { geodesicMeters, type Position } from '#kernel'

import type { LineOnDay } from '../run-record.ts'

/** A stretch of the line of contact, in kilometres along its course as it is listed. */
export interface LineSector {
  readonly fromKilometres: number
  readonly toKilometres: number
  readonly start: Position
  readonly end: Position
}

/** The line in stretches of equal length. */
export interface LineSectors {
  readonly sectors: readonly LineSector[]
  /** The number of the stretch that a place is nearest to. */
  sectorOf(position: Position): number
}

/** About as long as a brigade's front with its neighbours: long enough for counts, short enough to name a place. */
const SECTOR_KILOMETRES = 100

interface Leg {
  readonly from: Position
  readonly to: Position
  readonly startKilometres: number
  readonly kilometres: number
}

/** Cuts a line into stretches of equal length near 100 km; gaps between its parts have no length. Null for a line without length. */
export function cutIntoSectors({ parts }: Pick<LineOnDay, 'parts'>): LineSectors | null {
  const legs: Leg[] = []
  let length = 0
  for (const part of parts) {
    part.slice(1).forEach((to, k) => {
      const from = part[k]!
      const kilometres = geodesicMeters(from, to) / 1_000
      if (kilometres === 0) return
      legs.push({ from, to, startKilometres: length, kilometres })
      length += kilometres
    })
  }
  if (legs.length === 0) return null
  const count = Math.max(1, Math.round(length / SECTOR_KILOMETRES))
  const placeAt = (kilometres: number, leg: Leg): Position =>
    along(leg, Math.min(1, Math.max(0, (kilometres - leg.startKilometres) / leg.kilometres)))
  const sectors = Array.from({ length: count }, (_, k): LineSector => {
    const fromKilometres = (k * length) / count
    const toKilometres = ((k + 1) * length) / count
    const first = legs.findLast((leg) => leg.startKilometres <= fromKilometres) ?? legs[0]!
    const last = legs.findLast((leg) => leg.startKilometres < toKilometres) ?? legs[0]!
    return {
      fromKilometres,
      toKilometres,
      start: placeAt(fromKilometres, first),
      end: placeAt(toKilometres, last),
    }
  })
  return {
    sectors,
    sectorOf(position) {
      let nearest = Infinity
      let kilometres = 0
      for (const leg of legs) {
        const { share, distance } = nearestOn(leg, position)
        if (distance >= nearest) continue
        nearest = distance
        kilometres = leg.startKilometres + share * leg.kilometres
      }
      return Math.min(count - 1, Math.floor((kilometres / length) * count))
    },
  }
}

const along = ({ from, to }: Leg, share: number): Position => ({
  latitude: from.latitude + share * (to.latitude - from.latitude),
  longitude: from.longitude + share * (to.longitude - from.longitude),
})

/** Where on a leg a place is nearest, on a flat map about the place: good to a hundredth over the few dozen kilometres that matter. */
function nearestOn(
  { from, to }: Leg,
  { latitude, longitude }: Position,
): { readonly share: number; readonly distance: number } {
  const shrink = Math.cos((latitude * Math.PI) / 180)
  const [x, y] = [(longitude - from.longitude) * shrink, latitude - from.latitude]
  const [dx, dy] = [(to.longitude - from.longitude) * shrink, to.latitude - from.latitude]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square))
  const [ex, ey] = [x - share * dx, y - share * dy]
  return { share, distance: ex * ex + ey * ey }
}
