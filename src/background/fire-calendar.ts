// SPDX-License-Identifier: Apache-2.0
import { createBinGrid } from './bin-grid.ts'
import {
  createLookUp,
  DAY_BITS,
  indexDays,
  MASK_BITS,
  MASK_DAYS,
  MASKS,
  MOST_SERIES,
  type DaysByBin,
  type Keys,
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
  /** The same for one day alone: takes as long to make as some hundred questions, and answers each of them sooner. */
  onDay(day: number): DayOfFires
  /** Distinct days with heat within `meters`, summed over the series; with the number of series that have any. */
  daysWithin(meters: number, latitude: number, longitude: number): number
  /** Bins of 0.01 degree times days with heat within `meters`, summed over the series. */
  binDaysWithin(meters: number, latitude: number, longitude: number): number
}

/** What burned around places up to the end of one day. */
export interface DayOfFires {
  around(shell: Shell, latitude: number, longitude: number): ShellCount
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
      const index = shell === 'region' ? coarse : fine
      const { slot, mask } = index
      const firstDay = day - LOOK_BACK_DAYS
      windows.fill(0)
      let today = 0
      eachRun(index, latitude, longitude, SHELLS[shell], (begin, end) => {
        for (let k = index.firstMask[begin]!; k < index.firstMask[end]!; k++) {
          const window = windowOf(slot[k]!, mask[k]!, firstDay, circular)
          today += (window >>> LOOK_BACK_DAYS) & 1
          windows[slot[k]! >>> MASK_BITS]! |= window
        }
      })
      return { days: daysBefore(windows), today }
    },
    onDay(day) {
      const views = {
        fine: viewOf(fine, day - LOOK_BACK_DAYS, circular),
        coarse: viewOf(coarse, day - LOOK_BACK_DAYS, circular),
      }
      return {
        around(shell, latitude, longitude) {
          const view = shell === 'region' ? views.coarse : views.fine
          const { window: windowAt, seriesOf } = view
          windows.fill(0)
          let today = 0
          eachRun(view, latitude, longitude, SHELLS[shell], (begin, end) => {
            for (let k = begin; k < end; k++) {
              today += (windowAt[k]! >>> LOOK_BACK_DAYS) & 1
              windows[seriesOf[k]!]! |= windowAt[k]!
            }
          })
          return { days: daysBefore(windows), today }
        },
      }
    },
    daysWithin(meters, latitude, longitude) {
      const { slot, mask } = fine
      const touched: number[] = []
      let days = 0
      eachRun(fine, latitude, longitude, { fromMeters: 0, toMeters: meters }, (first, end) => {
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
      eachRun(fine, latitude, longitude, { fromMeters: 0, toMeters: meters }, (first, end) => {
        sum += fine.daysBefore[end]! - fine.daysBefore[first]!
      })
      return sum
    },
  }
}

/** The bits of a window that lie before its last day. */
const BEFORE = 0x3fff_ffff
/** Those and the last day itself. */
const ON_OR_BEFORE = 0x7fff_ffff

function daysBefore(windows: Int32Array): number {
  let days = 0
  for (const window of windows) days += countBits(window & BEFORE)
  return days
}

/** A mask moved up by so many days. */
const shifted = (mask: number, by: number): number =>
  by >= MASK_DAYS || by <= -MASK_DAYS ? 0 : by >= 0 ? mask << by : mask >>> -by

/** The days of a mask from `firstDay` on, the lowest bit first. */
function windowOf(slot: number, mask: number, firstDay: number, circular: boolean): number {
  const ahead = ((slot & (MASKS - 1)) << DAY_BITS) - firstDay
  const window = shifted(mask, ahead)
  return circular ? window | shifted(mask, ahead - YEAR_DAYS) : window
}

/** Bins that were hot in a window of days: an entry for each bin and series. */
interface View extends Keys {
  readonly window: Int32Array
  readonly seriesOf: Uint8Array
}

function viewOf({ grid, bins, firstMask, slot, mask }: DaysByBin, firstDay: number, circular: boolean): View {
  const keys = new Uint32Array(slot.length)
  const window = new Int32Array(slot.length)
  const seriesOf = new Uint8Array(slot.length)
  let entries = 0
  for (let bin = 0; bin < bins.length; bin++) {
    const first = entries
    for (let k = firstMask[bin]!; k < firstMask[bin + 1]!; k++) {
      const found = windowOf(slot[k]!, mask[k]!, firstDay, circular) & ON_OR_BEFORE
      if (found === 0) continue
      const series = slot[k]! >>> MASK_BITS
      if (entries === first || seriesOf[entries - 1] !== series) {
        keys[entries] = bins[bin]!
        seriesOf[entries++] = series
      }
      window[entries - 1]! |= found
    }
  }
  const kept = keys.slice(0, entries)
  return { grid, bins: kept, window, seriesOf, firstFrom: createLookUp(kept) }
}

/** Calls `visit` with the first entry and the end of each run of neighbouring keys in a ring around a place. */
function eachRun(
  { grid, bins, firstFrom }: Keys,
  latitude: number,
  longitude: number,
  ring: { readonly fromMeters: number; readonly toMeters: number },
  visit: (first: number, end: number) => void,
): void {
  const key = grid.keyOf({ latitude, longitude })
  const offsets = grid.ringOffsets(key, ring.fromMeters, ring.toMeters)
  for (let run = 0; run < offsets.length; run += 2) {
    const last = key + offsets[run + 1]!
    const first = firstFrom(key + offsets[run]!)
    let end = first
    while (end < bins.length && bins[end]! <= last) end++
    if (end > first) visit(first, end)
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
