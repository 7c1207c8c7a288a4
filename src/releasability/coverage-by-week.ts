// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, toInstant, type Instant } from '#kernel'

/** A stretch of time in which a sector was or was not watched, by one asset; stays in the Mechanism. */
export interface WatchedStretch {
  readonly sector: string
  readonly start: Instant
  readonly end: Instant
  /** Share of the stretch and the sector that could really be seen, 0 to 1. */
  readonly seenShare: number
}

/** What others are told of coverage: one figure per sector and week, in whole tenths. */
export interface CoverageOfWeek {
  readonly sector: string
  /** Monday, 00:00 UTC. */
  readonly weekStart: Instant
  /** 0 to 1 in steps of 0.1: finer figures would tell single passes. */
  readonly seenShare: number
}

const WEEK_MS = 7 * DAY_MS
/** The epoch was a Thursday; the Monday before it. */
const MONDAY_MS = -3 * DAY_MS

/**
 * Past coverage as others may have it: whole weeks that had ended at `now` and that were watched at all, sorted by week and sector.
 * Overlapping stretches of several assets count as if independent, so that no asset can be told from the figure.
 */
export function coverageByWeek(
  stretches: readonly WatchedStretch[],
  now: Instant,
): readonly CoverageOfWeek[] {
  const parts = new Map<string, { sector: string; week: number; pieces: WatchedStretch[] }>()
  for (const stretch of stretches) {
    for (let week = weekOf(stretch.start); weekStart(week) < stretch.end; week += 1) {
      if (weekStart(week + 1) > now) break
      const key = `${week} ${stretch.sector}`
      const part = parts.get(key) ?? { sector: stretch.sector, week, pieces: [] }
      part.pieces.push(stretch)
      parts.set(key, part)
    }
  }
  return [...parts.values()]
    .sort((a, b) => a.week - b.week || (a.sector < b.sector ? -1 : a.sector > b.sector ? 1 : 0))
    .map(({ sector, week, pieces }) => ({
      sector,
      weekStart: toInstant(weekStart(week)),
      seenShare: Math.round(seenShareOf(pieces, weekStart(week)) * 10) / 10,
    }))
}

const weekOf = (instant: number): number => Math.floor((instant - MONDAY_MS) / WEEK_MS)
const weekStart = (week: number): number => MONDAY_MS + week * WEEK_MS

/** Between one edge and the next the same stretches hold; what none of them saw is multiplied. */
function seenShareOf(pieces: readonly WatchedStretch[], from: number): number {
  const until = from + WEEK_MS
  const edges = [
    ...new Set(pieces.flatMap(({ start, end }) => [Math.max(from, start), Math.min(until, end)])),
  ]
  edges.sort((a, b) => a - b)
  let seen = 0
  edges.slice(1).forEach((end, at) => {
    const start = edges[at] ?? end
    const unseen = pieces
      .filter((one) => one.start <= start && one.end >= end)
      .reduce((share, one) => share * (1 - one.seenShare), 1)
    seen += (1 - unseen) * (end - start)
  })
  return seen / WEEK_MS
}
