// SPDX-License-Identifier: Apache-2.0
import { associate } from '#incidents'
import { DAY_MS, type Position } from '#kernel'

/** What the scorer needs of one heat detection of a run. */
export interface Detection {
  /** Orders detections of one moment; unique. */
  readonly id: string
  readonly timeMs: number
  readonly position: Position
  /** Feed or satellite, where the detection names it. */
  readonly source: string | null
  readonly frpMegawatts: number | null
}

/** Detections of one UTC day that single link joins: what every method ranks. */
export interface Unit {
  /** Days since 1970-01-01. */
  readonly day: number
  /** That of its first detection by time, then id. */
  readonly position: Position
  /** By time, then id; never empty. */
  readonly members: readonly Detection[]
}

/** The longest step of the single link. */
export const LINK_METERS = 1_000

export const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS)

/**
 * Joins detections of the same UTC day that lie within a kilometre of each other, and theirs, into units; sorted by
 * their first detection. The order of the detections does not matter; detections of equal id count once.
 */
export function makeUnits(detections: readonly Detection[]): readonly Unit[] {
  const sorted = distinctInOrder(detections)
  const { cluster, clusters } = associate(
    {
      latitude: Float64Array.from(sorted, (detection) => detection.position.latitude),
      longitude: Float64Array.from(sorted, (detection) => detection.position.longitude),
      timeMs: Float64Array.from(sorted, (detection) => dayOf(detection.timeMs) * DAY_MS),
    },
    // One point is enough for a core, and days are a whole day apart: single link within the day.
    { epsilonMeters: LINK_METERS, epsilonMs: 0, minimumPoints: 1 },
  )
  const members: Detection[][] = Array.from({ length: clusters }, () => [])
  sorted.forEach((detection, k) => members[cluster[k] ?? -1]?.push(detection))
  return members.flatMap((list) => {
    const first = list[0]
    return first === undefined ? [] : [{ day: dayOf(first.timeMs), position: first.position, members: list }]
  })
}

function distinctInOrder(detections: readonly Detection[]): readonly Detection[] {
  const sorted = [...detections].sort(
    (a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
  return sorted.filter((detection, k) => k === 0 || detection.id !== sorted[k - 1]?.id)
}
