// SPDX-License-Identifier: Apache-2.0
import { createBinGrid, type BinGrid, type KeyRun } from './bin-grid.ts'

/** Heat at a place on a day of one series: a year of the past, or the run itself. */
export interface FireRecords {
  readonly latitude: ArrayLike<number>
  readonly longitude: ArrayLike<number>
  /** Day of the year (0 to 365) where years are circles, else days since 1970-01-01. */
  readonly day: ArrayLike<number>
  readonly series: ArrayLike<number>
}

/** The distances that are looked at apart from each other, in metres; what lies nearer than `from` belongs to another. */
export const SHELLS = {
  here: { binsPerDegree: 100, fromMeters: 0, toMeters: 3_000 },
  near: { binsPerDegree: 100, fromMeters: 3_000, toMeters: 10_000 },
  region: { binsPerDegree: 10, fromMeters: 25_000, toMeters: 50_000 },
} as const
export type Shell = keyof typeof SHELLS

/** Days before a day that are looked back on; each is one bit of a 32-bit mask. */
export const LOOK_BACK_DAYS = 30

/** What burned in a shell around a place. */
export interface ShellCount {
  /** Distinct days with heat among the 30 before the day, summed over the series. */
  readonly days: number
  /** Bins with heat on the day itself, summed over the series. */
  readonly today: number
}

/** Heat by place and day, to ask what burned around a place of late. */
export interface FireCalendar {
  readonly series: number
  around(shell: Shell, latitude: number, longitude: number, day: number): ShellCount
  /** Distinct days with heat within `meters`, summed over the series; with the number of series that have any. */
  daysWithin(meters: number, latitude: number, longitude: number): number
  /** Bins of 0.01 degree times days with heat within `meters`, summed over the series. */
  binDaysWithin(meters: number, latitude: number, longitude: number): number
}

const DAYS = 2 ** 16
const SERIES = 2 ** 5
const SPAN = DAYS * SERIES
const YEAR_DAYS = 366

/**
 * Indexes heat by place and day. With `circular` a day looks back across the turn of the year into the end of the same
 * series, so that every year of the past answers for every day of the year. At most 32 series.
 */
export function createFireCalendar(records: FireRecords, series: number, circular: boolean): FireCalendar {
  if (series > SERIES) throw new RangeError(`at most ${SERIES} series, not ${series}`)
  const fine = indexBins(records, createBinGrid(SHELLS.here.binsPerDegree))
  const coarse = indexBins(records, createBinGrid(SHELLS.region.binsPerDegree))
  const indexOf = (shell: Shell): BinIndex => (shell === 'region' ? coarse : fine)
  const masks = new Int32Array(Math.max(1, series))
  const known = new Map<string, ShellCount>()
  const totals = new Map<string, number>()

  return {
    series,
    around(shell, latitude, longitude, day) {
      const { grid, entries } = indexOf(shell)
      const key = grid.keyOf({ latitude, longitude })
      const name = `${shell} ${key} ${day}`
      const found = known.get(name)
      if (found !== undefined) return found
      masks.fill(0)
      let today = 0
      const { fromMeters, toMeters } = SHELLS[shell]
      for (const run of grid.ring(key, fromMeters, toMeters)) {
        visit(entries, run, (entry) => {
          const code = entry % SPAN
          let lag = day - (code % DAYS)
          if (circular && lag < 0) lag += YEAR_DAYS
          if (lag === 0) today++
          else if (lag > 0 && lag <= LOOK_BACK_DAYS) masks[Math.floor(code / DAYS)]! |= 1 << lag
        })
      }
      let days = 0
      for (const mask of masks) days += countBits(mask)
      const count = { days, today }
      known.set(name, count)
      return count
    },
    daysWithin(meters, latitude, longitude) {
      const { grid, entries } = fine
      const key = grid.keyOf({ latitude, longitude })
      return remember(totals, `days ${key} ${meters}`, () => {
        const seen = new Set<number>()
        for (const run of grid.ring(key, 0, meters)) visit(entries, run, (entry) => seen.add(entry % SPAN))
        return seen.size
      })
    },
    binDaysWithin(meters, latitude, longitude) {
      const { grid, entries } = fine
      const key = grid.keyOf({ latitude, longitude })
      return remember(totals, `bins ${key} ${meters}`, () => {
        let sum = 0
        for (const { first, last } of grid.ring(key, 0, meters)) {
          sum += firstFrom(entries, (last + 1) * SPAN) - firstFrom(entries, first * SPAN)
        }
        return sum
      })
    },
  }
}

interface BinIndex {
  readonly grid: BinGrid
  /** Key, series and day as one number each, ascending, none twice. */
  readonly entries: Float64Array
}

function indexBins(records: FireRecords, grid: BinGrid): BinIndex {
  const { latitude, longitude, day, series } = records
  const all = new Float64Array(latitude.length)
  for (let k = 0; k < all.length; k++) {
    const key = grid.keyOf({ latitude: latitude[k]!, longitude: longitude[k]! })
    all[k] = key * SPAN + series[k]! * DAYS + day[k]!
  }
  all.sort()
  let kept = 0
  for (let k = 0; k < all.length; k++) {
    if (k === 0 || all[k] !== all[k - 1]) all[kept++] = all[k]!
  }
  return { grid, entries: all.slice(0, kept) }
}

function visit(entries: Float64Array, { first, last }: KeyRun, take: (entry: number) => void): void {
  const end = (last + 1) * SPAN
  for (let k = firstFrom(entries, first * SPAN); k < entries.length && entries[k]! < end; k++) {
    take(entries[k]!)
  }
}

/** The first entry that is not below `value`. */
function firstFrom(entries: Float64Array, value: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function countBits(mask: number): number {
  let left = mask
  let bits = 0
  while (left !== 0) {
    left &= left - 1
    bits++
  }
  return bits
}

function remember(known: Map<string, number>, name: string, count: () => number): number {
  const found = known.get(name)
  if (found !== undefined) return found
  const value = count()
  known.set(name, value)
  return value
}
