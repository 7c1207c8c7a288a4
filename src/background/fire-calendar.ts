// SPDX-License-Identifier: Apache-2.0
import { createBinGrid, type BinGrid } from './bin-grid.ts'

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

/** A day and its series in one whole number. */
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
  const masks = new Int32Array(Math.max(1, series))
  const counts = {
    here: new Map<number, ShellCount>(),
    near: new Map<number, ShellCount>(),
    region: new Map<number, ShellCount>(),
  }
  const daysByMeters = new Map<number, Map<number, number>>()
  const binDaysByMeters = new Map<number, Map<number, number>>()

  const countAround = (shell: Shell, key: number, day: number): ShellCount => {
    const { grid, bins, start, codes } = shell === 'region' ? coarse : fine
    const { fromMeters, toMeters } = SHELLS[shell]
    const offsets = grid.ringOffsets(key, fromMeters, toMeters)
    masks.fill(0)
    let today = 0
    for (let run = 0; run < offsets.length; run += 2) {
      const last = key + offsets[run + 1]!
      for (let bin = firstFrom(bins, key + offsets[run]!); bin < bins.length && bins[bin]! <= last; bin++) {
        for (let k = start[bin]!; k < start[bin + 1]!; k++) {
          const code = codes[k]!
          let lag = day - (code & (DAYS - 1))
          if (circular && lag < 0) lag += YEAR_DAYS
          if (lag === 0) today++
          else if (lag > 0 && lag <= LOOK_BACK_DAYS) masks[code >>> 16]! |= 1 << lag
        }
      }
    }
    let days = 0
    for (const mask of masks) days += countBits(mask)
    return { days, today }
  }

  return {
    series,
    around(shell, latitude, longitude, day) {
      const key = (shell === 'region' ? coarse : fine).grid.keyOf({ latitude, longitude })
      return remember(counts[shell], key * DAYS + day, () => countAround(shell, key, day))
    },
    daysWithin(meters, latitude, longitude) {
      const { grid, bins, start, codes } = fine
      const key = grid.keyOf({ latitude, longitude })
      return remember(tableOf(daysByMeters, meters), key, () => {
        const seen = new Set<number>()
        for (const { first, last } of grid.ring(key, 0, meters)) {
          const end = start[firstFrom(bins, last + 1)]!
          for (let k = start[firstFrom(bins, first)]!; k < end; k++) seen.add(codes[k]!)
        }
        return seen.size
      })
    },
    binDaysWithin(meters, latitude, longitude) {
      const { grid, bins, start } = fine
      const key = grid.keyOf({ latitude, longitude })
      return remember(tableOf(binDaysByMeters, meters), key, () => {
        let sum = 0
        for (const { first, last } of grid.ring(key, 0, meters)) {
          sum += start[firstFrom(bins, last + 1)]! - start[firstFrom(bins, first)]!
        }
        return sum
      })
    },
  }
}

interface BinIndex {
  readonly grid: BinGrid
  /** Keys of the bins that hold anything, ascending. */
  readonly bins: Uint32Array
  /** First code of each bin, and one entry more for the end. */
  readonly start: Uint32Array
  /** Series and day, ascending in each bin, none twice. */
  readonly codes: Uint32Array
}

function indexBins(records: FireRecords, grid: BinGrid): BinIndex {
  const { latitude, longitude, day, series } = records
  const all = new Float64Array(latitude.length)
  for (let k = 0; k < all.length; k++) {
    const key = grid.keyOf({ latitude: latitude[k]!, longitude: longitude[k]! })
    all[k] = key * SPAN + series[k]! * DAYS + day[k]!
  }
  all.sort()
  const bins = new Uint32Array(all.length)
  const start = new Uint32Array(all.length + 1)
  const codes = new Uint32Array(all.length)
  let found = 0
  let kept = 0
  for (let k = 0; k < all.length; k++) {
    if (k > 0 && all[k] === all[k - 1]) continue
    const bin = Math.floor(all[k]! / SPAN)
    if (found === 0 || bins[found - 1] !== bin) {
      bins[found] = bin
      start[found++] = kept
    }
    codes[kept++] = all[k]! - bin * SPAN
  }
  start[found] = kept
  return {
    grid,
    bins: bins.slice(0, found),
    start: start.slice(0, found + 1),
    codes: codes.slice(0, kept),
  }
}

/** The first bin whose key is not below `key`. */
function firstFrom(bins: Uint32Array, key: number): number {
  let low = 0
  let high = bins.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (bins[middle]! < key) low = middle + 1
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

function tableOf(tables: Map<number, Map<number, number>>, meters: number): Map<number, number> {
  const known = tables.get(meters) ?? new Map<number, number>()
  tables.set(meters, known)
  return known
}

function remember<T>(known: Map<number, T>, key: number, count: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = count()
  known.set(key, value)
  return value
}
