// SPDX-License-Identifier: Apache-2.0
import { MEANS } from '#agreement'
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
} from './uncertain-points.ts'

/** Shortest span of a moment: what is given to the minute cannot be told apart more finely. */
const SHORTEST_MS = 60_000

/** What people tell; a sensor's own record is none. */
const TOLD: ReadonlySet<number> = new Set([MEANS.indexOf('open-source'), MEANS.indexOf('party-statement')])

const isStory = ({ means }: ObservationColumns, row: number): boolean => TOLD.has(means[row]!)

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
  const tellers = new Map<string, number[]>()
  let size = 0
  for (let rank = 0; rank < sorted.length; rank++) {
    if (apart !== null && apart[rank] === 1) continue
    const row = sorted[rank]!
    const told = isStory(columns, row) ? tellerOf(columns, sorted, row, tellers, rank) : null
    if (told !== null) {
      pointOf[rank] = pointOf[told]!
      continue
    }
    rankOf[size] = rank
    pointOf[rank] = size++
  }
  const state = new Float64Array(WIDTH * size)
  for (let k = 0; k < size; k++) writeRow(table, columns, sorted[rankOf[k]!]!, state, WIDTH * k, p)
  return { points: { size, state }, rankOf: rankOf.slice(0, size), pointOf }
}

/** The first rank that told the same story of the same place and time; null for the first itself. */
function tellerOf(
  columns: ObservationColumns,
  sorted: Uint32Array,
  row: number,
  tellers: Map<string, number[]>,
  rank: number,
): number | null {
  const keys = [`lineage ${columns.lineage[row]}`, likenessOf(columns, row)]
  const known = keys.map((key) => tellers.get(key) ?? [])
  const found = known.flat().filter((other) => isSameTelling(columns, sorted[other]!, row))
  if (found.length > 0) return Math.min(...found)
  keys.forEach((key, k) => tellers.set(key, [...known[k]!, rank]))
  return null
}

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

function writeRow(
  table: ObservationTable,
  columns: ObservationColumns,
  row: number,
  state: Float64Array,
  at: number,
  p: LikelihoodParameters,
): void {
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
  writePoint(state, at, {
    latitude: columns.latitude[row]!,
    longitude: columns.longitude[row]!,
    north: spread + major * major * cosine * cosine + minor * minor * sine * sine,
    east: spread + major * major * sine * sine + minor * minor * cosine * cosine,
    cross: (major * major - minor * minor) * sine * cosine,
    clock: table.effectAt(row) === 'heat' ? 'after' : 'within',
    earliestMs: Math.min(earliestMs, latestMs - SHORTEST_MS),
    latestMs,
    lifetimeDays: (p.lifetimeHours * HOUR_MS) / DAY_MS,
    isStory: isStory(columns, row),
  })
}
