// SPDX-License-Identifier: Apache-2.0
import { createBinGrid } from './bin-grid.ts'
import {
  DAY_BITS,
  indexDays,
  MASK_BITS,
  MASK_DAYS,
  MASKS,
  MOST_SERIES,
  type DaysByBin,
} from './days-by-bin.ts'

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

const YEAR_DAYS = 366

/**
 * Indexes heat by place and day. With `circular` a day looks back across the turn of the year into the end of the same
 * series, so that every year of the past answers for every day of the year. At most 32 series.
 */
export function createFireCalendar(records: FireRecords, series: number, circular: boolean): FireCalendar {
  if (series > MOST_SERIES) throw new RangeError(`at most ${MOST_SERIES} series, not ${series}`)
  const fine = indexDays(records, createBinGrid(SHELLS.here.binsPerDegree))
  const coarse = indexDays(records, createBinGrid(SHELLS.region.binsPerDegree))
  const windows = new Int32Array(Math.max(1, series))
  const seen = new Int32Array(MASKS * Math.max(1, series))

  return {
    series,
    around(shell, latitude, longitude, day) {
      const { grid, bins, firstMask, slot, mask, firstFrom } = shell === 'region' ? coarse : fine
      const { fromMeters, toMeters } = SHELLS[shell]
      const key = grid.keyOf({ latitude, longitude })
      const offsets = grid.ringOffsets(key, fromMeters, toMeters)
      const firstDay = day - LOOK_BACK_DAYS
      windows.fill(0)
      let today = 0
      for (let run = 0; run < offsets.length; run += 2) {
        const last = key + offsets[run + 1]!
        let bin = firstFrom(key + offsets[run]!)
        if (bin === bins.length || bins[bin]! > last) continue
        const begin = firstMask[bin]!
        while (bin < bins.length && bins[bin]! <= last) bin++
        const end = firstMask[bin]!
        for (let k = begin; k < end; k++) {
          const ahead = ((slot[k]! & (MASKS - 1)) << DAY_BITS) - firstDay
          let window = shifted(mask[k]!, ahead)
          if (circular) window |= shifted(mask[k]!, ahead - YEAR_DAYS)
          if (window === 0) continue
          today += (window >>> LOOK_BACK_DAYS) & 1
          windows[slot[k]! >>> MASK_BITS]! |= window
        }
      }
      let days = 0
      for (const window of windows) days += countBits(window & BEFORE)
      return { days, today }
    },
    daysWithin(meters, latitude, longitude) {
      const { slot, mask } = fine
      const touched: number[] = []
      let days = 0
      eachRun(fine, latitude, longitude, meters, (first, end) => {
        for (let k = fine.firstMask[first]!; k < fine.firstMask[end]!; k++) {
          if (seen[slot[k]!] === 0) touched.push(slot[k]!)
          seen[slot[k]!]! |= mask[k]!
        }
      })
      for (const one of touched) {
        days += countBits(seen[one]!)
        seen[one] = 0
      }
      return days
    },
    binDaysWithin(meters, latitude, longitude) {
      let sum = 0
      eachRun(fine, latitude, longitude, meters, (first, end) => {
        sum += fine.daysBefore[end]! - fine.daysBefore[first]!
      })
      return sum
    },
  }
}

/** The bits of a window that lie before its last day. */
const BEFORE = 2 ** LOOK_BACK_DAYS - 1

/** A mask moved up by so many days. */
const shifted = (mask: number, by: number): number =>
  by >= MASK_DAYS || by <= -MASK_DAYS ? 0 : by >= 0 ? mask << by : mask >>> -by

/** Calls `visit` with the first bin and the end of each run of neighbouring keys within `meters`. */
function eachRun(
  { grid, firstFrom }: DaysByBin,
  latitude: number,
  longitude: number,
  meters: number,
  visit: (first: number, end: number) => void,
): void {
  const key = grid.keyOf({ latitude, longitude })
  const offsets = grid.ringOffsets(key, 0, meters)
  for (let run = 0; run < offsets.length; run += 2) {
    const first = firstFrom(key + offsets[run]!)
    visit(first, Math.max(first, firstFrom(key + offsets[run + 1]! + 1)))
  }
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
