// SPDX-License-Identifier: Apache-2.0
import type { Position } from '#kernel'

import { createBinGrid } from './bin-grid.ts'
import type { BinnedHistory } from './history-codec.ts'

/** A place that was hot through the seasons of most years of the past: works, flares, quarries. */
export interface KnownWorks {
  readonly center: Position
  /** Distinct days with heat, over all years. */
  readonly days: number
  readonly years: number
  /** Months of the year, of twelve, in which it was hot in any year. */
  readonly months: number
  /** Ascending: detections on each day that had any. */
  readonly dailyCounts: readonly number[]
}

/** Known works by place. */
export interface Works {
  readonly all: readonly KnownWorks[]
  /** The nearest works whose centre lies within a kilometre; null where there is none. */
  at(position: Position): KnownWorks | null
}

/** When a place counts as works. */
export const WORKS_RULE = {
  /** Edge of a VIIRS pixel at the end of its swath, about 800 m; MODIS pixels are 1 km wide. */
  captureMeters: 1_000,
  /** Distinct days a year: the static mask of ten distinct days. */
  daysPerYear: 10,
  /** Share of the years that must reach it. */
  shareOfYears: 0.5,
  /** Distinct months of the year: farm burning keeps to a season. */
  months: 6,
  /** Years needed: one year cannot show a habit. */
  fewestYears: 2,
} as const

const MONTH_DAYS = 30.5

/** Finds the works of a history, the most often hot first; each claims what lies within a kilometre of its middle. */
export function findWorks(history: BinnedHistory): Works {
  const grid = createBinGrid(200)
  const rowsOf = new Map<number, number[]>()
  for (let k = 0; k < history.count.length; k++) {
    const key = grid.keyOf({ latitude: history.latitude[k]!, longitude: history.longitude[k]! })
    const list = rowsOf.get(key)
    if (list === undefined) rowsOf.set(key, [k])
    else list.push(k)
  }
  const around = (key: number): number[] =>
    grid.ring(key, 0, WORKS_RULE.captureMeters).flatMap(({ first, last }) => {
      const rows: number[] = []
      for (let bin = first; bin <= last; bin++) rows.push(...(rowsOf.get(bin) ?? []))
      return rows
    })
  const candidates = [...rowsOf]
    // The bin of a works is itself hot on some days of most years; this spares the look around nearly all others.
    .filter(([, rows]) => rows.length >= history.years.length)
    .map(([key]) => ({ key, works: worksOf(history, around(key)) }))
    .filter((item) => item.works !== null)
    .sort((a, b) => b.works!.days - a.works!.days || a.key - b.key)
  const all: KnownWorks[] = []
  const claimed = new Set<number>()
  for (const { key, works } of candidates) {
    if (claimed.has(key) || works === null) continue
    all.push(works)
    for (const { first, last } of grid.ring(key, 0, 2 * WORKS_RULE.captureMeters)) {
      for (let bin = first; bin <= last; bin++) claimed.add(bin)
    }
  }
  return indexWorks(all)
}

function worksOf(history: BinnedHistory, rows: readonly number[]): KnownWorks | null {
  const { years } = history
  const counts = new Map<number, number>()
  let weight = 0
  let latitude = 0
  let longitude = 0
  for (const k of rows) {
    const day = history.year[k]! * 512 + history.dayOfYear[k]!
    const count = history.count[k]!
    counts.set(day, (counts.get(day) ?? 0) + count)
    weight += count
    latitude += count * history.latitude[k]!
    longitude += count * history.longitude[k]!
  }
  const daysOfYear = years.map(() => 0)
  const months = new Set<number>()
  for (const day of counts.keys()) {
    daysOfYear[Math.floor(day / 512)]!++
    months.add(Math.floor((day % 512) / MONTH_DAYS))
  }
  const hotYears = daysOfYear.filter((days) => days >= WORKS_RULE.daysPerYear).length
  const isWorks =
    years.length >= WORKS_RULE.fewestYears &&
    hotYears >= WORKS_RULE.shareOfYears * years.length &&
    months.size >= WORKS_RULE.months
  if (!isWorks) return null
  return {
    center: { latitude: latitude / weight, longitude: longitude / weight },
    days: counts.size,
    years: hotYears,
    months: Math.min(12, months.size),
    dailyCounts: [...counts.values()].sort((a, b) => a - b),
  }
}

function indexWorks(all: readonly KnownWorks[]): Works {
  const grid = createBinGrid(50)
  const byBin = new Map<number, KnownWorks[]>()
  for (const works of all) {
    const key = grid.keyOf(works.center)
    const list = byBin.get(key)
    if (list === undefined) byBin.set(key, [works])
    else list.push(works)
  }
  return {
    all,
    at(position) {
      let best: KnownWorks | null = null
      let nearest: number = WORKS_RULE.captureMeters
      // Two bins of 2.2 km more than the distance asks, since a ring is measured between centres of bins.
      for (const { first, last } of grid.ring(grid.keyOf(position), 0, WORKS_RULE.captureMeters + 3_000)) {
        for (let key = first; key <= last; key++) {
          for (const works of byBin.get(key) ?? []) {
            const meters = metersApart(position, works.center)
            if (meters > nearest) continue
            best = works
            nearest = meters
          }
        }
      }
      return best
    },
  }
}

const METERS_PER_DEGREE = (6_371_008.8 * Math.PI) / 180

/** Metres on a plane that touches the Earth between the two. */
function metersApart(a: Position, b: Position): number {
  const north = (b.latitude - a.latitude) * METERS_PER_DEGREE
  const middle = ((a.latitude + b.latitude) / 2) * (Math.PI / 180)
  const east = (b.longitude - a.longitude) * METERS_PER_DEGREE * Math.cos(middle)
  return Math.sqrt(north * north + east * east)
}
