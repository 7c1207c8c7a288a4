// SPDX-License-Identifier: Apache-2.0
import { createPlaceIndex, type PlaceIndex } from '#incidents'
import type { Position } from '#kernel'

/** An occurrence that people outside the system placed and dated; the engine never sees one. */
export interface Label {
  readonly id: string
  /** Days since 1970-01-01, as the source dated it. */
  readonly day: number
  readonly position: Position
  readonly kind: string
}

/** Labels to ask by place and day. */
export interface LabelIndex {
  /** Each date and place once. */
  readonly size: number
  /** First and last day of any label; null without labels. */
  readonly window: { readonly first: number; readonly last: number } | null
  /** True where a label lies within `meters` whose day, moved by `shiftDays`, is within `days` of `day`. */
  near(position: Position, day: number, meters: number, days: number, shiftDays?: number): boolean
}

/** The farthest any rule asks. */
const REACH_METERS = 5_000

/** Keeps one label per date and place (the same numbers): several reports of one occurrence are one label. */
export function indexLabels(labels: readonly Label[]): LabelIndex {
  const unique = uniqueByDateAndPlace(labels)
  const days = Int32Array.from(unique, (label) => label.day)
  const places: PlaceIndex = createPlaceIndex(
    Float64Array.from(unique, (label) => label.position.latitude),
    Float64Array.from(unique, (label) => label.position.longitude),
    REACH_METERS,
  )
  return {
    size: unique.length,
    window:
      unique.length === 0
        ? null
        : {
            first: days.reduce((least, day) => Math.min(least, day), Infinity),
            last: days.reduce((most, day) => Math.max(most, day), -Infinity),
          },
    near(position, day, meters, within, shiftDays = 0) {
      if (meters > REACH_METERS)
        throw new RangeError(`labels are indexed to ${REACH_METERS} m, not ${meters}`)
      let found = false
      places.within(position.latitude, position.longitude, meters, (label) => {
        if (Math.abs((days[label] ?? 0) + shiftDays - day) <= within) found = true
      })
      return found
    },
  }
}

export function uniqueByDateAndPlace(labels: readonly Label[]): readonly Label[] {
  const seen = new Set<string>()
  return labels.filter(({ day, position }) => {
    const key = `${day} ${position.latitude} ${position.longitude}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
