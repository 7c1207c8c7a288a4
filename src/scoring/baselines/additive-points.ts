// SPDX-License-Identifier: Apache-2.0
import { createPlaceIndex } from '#incidents'
import { HOUR_MS } from '#kernel'

import type { Detection, Unit } from '../ranking/units.ts'

/** The points of the public dashboard ceasefire.watch, as far as it tells them. */
export const POINTS_RULE = {
  strongMegawatts: 50,
  strongPoints: 3,
  middlingMegawatts: 15,
  middlingPoints: 2,
  corroborationMeters: 25_000,
  corroborationMs: 6 * HOUR_MS,
  /** By number of other sources near in place and time: one, two, three and more. The dashboard gives the range only. */
  corroborationPoints: [0, 2, 3, 4],
} as const

/**
 * Ranks units by the points of their best detection: by its radiative power, plus points for other sources within 25 km
 * and six hours. Null where no detection tells its power.
 */
export function pointScores(units: readonly Unit[]): Float64Array | null {
  const detections = units.flatMap((unit) => unit.members)
  if (detections.every((detection) => detection.frpMegawatts === null)) return null
  const otherSources = countOtherSources(detections)
  return Float64Array.from(units, ({ members }) =>
    members.reduce((best, detection) => Math.max(best, pointsOf(detection, otherSources(detection))), 0),
  )
}

function pointsOf({ frpMegawatts }: Detection, others: number): number {
  const rule = POINTS_RULE
  const power = frpMegawatts ?? 0
  const base =
    power >= rule.strongMegawatts
      ? rule.strongPoints
      : power >= rule.middlingMegawatts
        ? rule.middlingPoints
        : 0
  return base + (rule.corroborationPoints[Math.min(others, 3)] ?? 0)
}

function countOtherSources(detections: readonly Detection[]): (detection: Detection) => number {
  const { corroborationMeters, corroborationMs } = POINTS_RULE
  if (new Set(detections.map((detection) => detection.source)).size < 2) return () => 0
  const index = createPlaceIndex(
    Float64Array.from(detections, (detection) => detection.position.latitude),
    Float64Array.from(detections, (detection) => detection.position.longitude),
    corroborationMeters,
  )
  return ({ position, timeMs, source }) => {
    const others = new Set<string>()
    index.within(position.latitude, position.longitude, corroborationMeters, (other) => {
      const found = detections[other]!
      if (found.source === null || found.source === source) return
      if (Math.abs(found.timeMs - timeMs) <= corroborationMs) others.add(found.source)
    })
    return others.size
  }
}
