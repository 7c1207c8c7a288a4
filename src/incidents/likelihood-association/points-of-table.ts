// SPDX-License-Identifier: Apache-2.0
import { EFFECTS, MEANS } from '#agreement'
import { DAY_MS, HOUR_MS, SECOND_MS } from '#kernel'
import type { ObservationColumns, ObservationTable } from '#observations'

import { SIGMAS_OF_95_PERCENT } from './candidate-links.ts'
import type { LikelihoodParameters } from './parameters.ts'
import {
  cosineOfDegrees,
  KILOMETERS_PER_DEGREE,
  WIDTH,
  writePoint,
  type UncertainPoints,
  type WhereAndWhen,
} from './uncertain-points.ts'

/** Shortest span of a moment: what is given to the minute cannot be told apart more finely. */
const SHORTEST_MS = 60_000

const HEAT = EFFECTS.indexOf('heat')

/** What people tell; a sensor's own record is none. */
const TOLD: ReadonlySet<number> = new Set([MEANS.indexOf('open-source'), MEANS.indexOf('party-statement')])

/** Whether people tell it, and not a sensor. */
export const isStory = ({ means }: ObservationColumns, row: number): boolean => TOLD.has(means[row]!)

/** Points of a table, and which rank of the table speaks for each rank. */
export interface TablePoints {
  readonly points: UncertainPoints
  /** Rank of each point. */
  readonly rankOf: Uint32Array
  /** For each rank the point that speaks for it; -1 for a rank that was set apart. */
  readonly pointOf: Int32Array
}

/**
 * The observations of `sorted` rows as points: heat is seen some time after its onset; anything else happened within its
 * interval, widened by the clock's error. A story told again, or told alike by another, is the same point.
 */
export function pointsOfTable(
  table: ObservationTable,
  sorted: Uint32Array,
  apart: Uint8Array | null,
  p: LikelihoodParameters,
): TablePoints {
  const columns = table.columns()
  const rankOf = new Uint32Array(sorted.length)
  const pointOf = new Int32Array(sorted.length).fill(-1)
  const stories: number[] = []
  for (let rank = 0; rank < sorted.length; rank++) {
    if (apart?.[rank] !== 1 && isStory(columns, sorted[rank]!)) stories.push(rank)
  }
  const tellers = findTellers(
    columns,
    stories.map((rank) => sorted[rank]!),
  )
  let size = 0
  let story = 0
  for (let rank = 0; rank < sorted.length; rank++) {
    if (apart?.[rank] === 1) continue
    const teller = stories[story] === rank ? stories[tellers[story++]!]! : rank
    if (teller === rank) {
      rankOf[size] = rank
      pointOf[rank] = size++
    } else pointOf[rank] = pointOf[teller]!
  }
  const state = new Float64Array(WIDTH * size)
  for (let k = 0; k < size; k++) {
    writePoint(state, WIDTH * k, whereAndWhenOf(columns, sorted[rankOf[k]!]!, p))
  }
  return { points: { size, state }, rankOf: rankOf.slice(0, size), pointOf }
}

/**
 * For each of some rows in the order of the table, all of them stories, the place among them of the one that speaks for it:
 * the first that told the same before and speaks for itself, else its own.
 */
export function findTellers(columns: ObservationColumns, rows: readonly number[]): readonly number[] {
  const known = new Map<string, number[]>()
  return rows.map((row, place) => {
    const keys = storyKeys(columns, row)
    const same = keys
      .flatMap((key) => known.get(key) ?? [])
      .filter((other) => isSameTelling(columns, rows[other]!, row))
    if (same.length > 0) return Math.min(...same)
    for (const key of keys) {
      const list = known.get(key)
      if (list === undefined) known.set(key, [place])
      else list.push(place)
    }
    return place
  })
}

/** Only stories that share one of these can be the same. */
export const storyKeys = (columns: ObservationColumns, row: number): readonly string[] => [
  `lineage ${columns.lineage[row]}`,
  likenessOf(columns, row),
]

/** What two outlets say alike when they write of the same in other words: the same place, effect and number of effects. */
const likenessOf = ({ latitude, longitude, effect, statedCount }: ObservationColumns, row: number): string =>
  `${latitude[row]} ${longitude[row]} ${effect[row]} ${statedCount[row]}`

/** Their times overlap by half of the shorter at least, and their places agree within the vaguer. */
function isSameTelling(columns: ObservationColumns, a: number, b: number): boolean {
  const { startMs, endMs } = columns
  const overlap = Math.min(endMs[a]!, endMs[b]!) - Math.max(startMs[a]!, startMs[b]!)
  if (overlap < Math.min(endMs[a]! - startMs[a]!, endMs[b]! - startMs[b]!) / 2) return false
  const dn = (columns.latitude[a]! - columns.latitude[b]!) * KILOMETERS_PER_DEGREE
  const de =
    (columns.longitude[a]! - columns.longitude[b]!) *
    KILOMETERS_PER_DEGREE *
    cosineOfDegrees(columns.latitude[a]!)
  const within = Math.max(columns.radiusMeters[a]!, columns.radiusMeters[b]!) / 1_000
  return dn * dn + de * de <= within * within
}

/** What one row says of where and when. */
export function whereAndWhenOf(
  columns: ObservationColumns,
  row: number,
  p: LikelihoodParameters,
): WhereAndWhen {
  const spread = (p.spreadMeters / 1_000) * (p.spreadMeters / 1_000)
  const major = columns.semiMajorMeters[row]! / 1_000 / SIGMAS_OF_95_PERCENT
  const minor = columns.semiMinorMeters[row]! / 1_000 / SIGMAS_OF_95_PERCENT
  const azimuth = columns.azimuthDegrees[row]!
  const turned = azimuth - 180 * Math.round(azimuth / 180)
  const cosine = cosineOfDegrees(turned)
  const sine = cosineOfDegrees(90 - Math.abs(turned)) * (turned < 0 ? -1 : 1)
  const slackMs = columns.clockErrorSeconds[row]! * SECOND_MS
  const latestMs = columns.endMs[row]! + slackMs
  const earliestMs = columns.startMs[row]! - slackMs
  return {
    latitude: columns.latitude[row]!,
    longitude: columns.longitude[row]!,
    north: spread + major * major * cosine * cosine + minor * minor * sine * sine,
    east: spread + major * major * sine * sine + minor * minor * cosine * cosine,
    cross: (major * major - minor * minor) * sine * cosine,
    clock: columns.effect[row] === HEAT ? 'after' : 'within',
    earliestMs: Math.min(earliestMs, latestMs - SHORTEST_MS),
    latestMs,
    lifetimeDays: (p.lifetimeHours * HOUR_MS) / DAY_MS,
    isStory: isStory(columns, row),
  }
}
