// SPDX-License-Identifier: Apache-2.0
import type { BinGrid } from './bin-grid.ts'
import type { FireRecords } from './fire-calendar.ts'

/** Days of a mask. */
export const DAY_BITS = 5
export const MASK_DAYS = 1 << DAY_BITS
/** Masks that one series can have, and series in one index. */
export const MASK_BITS = 11
export const MASKS = 1 << MASK_BITS
export const MOST_SERIES = 32

/** Entries by the keys of their bins. */
export interface Keys {
  readonly grid: BinGrid
  /** Ascending. */
  readonly bins: Uint32Array
  /** The first entry whose key is not below `key`; their number where there is none. */
  firstFrom(key: number): number
}

/** Days with heat of every bin, 32 of them to a mask: a range of days is asked for with two shifts, however many are hot. */
export interface DaysByBin extends Keys {
  /** First mask of each bin, and one entry more for the end. */
  readonly firstMask: Uint32Array
  /** Days with heat, counted by series, of all bins before each bin, and of all. */
  readonly daysBefore: Uint32Array
  /** Series and number of each mask in one: series times `MASKS` plus the day of its lowest bit over 32. */
  readonly slot: Uint16Array
  readonly mask: Int32Array
}

/** A day and its series in one whole number. */
const DAYS = MASKS * MASK_DAYS
const SPAN = DAYS * MOST_SERIES

/** Indexes records by the bins of a grid. */
export function indexDays({ latitude, longitude, day, series }: FireRecords, grid: BinGrid): DaysByBin {
  const size = latitude.length
  const all = new Float64Array(size)
  const place = { latitude: 0, longitude: 0 }
  for (let k = 0; k < size; k++) {
    place.latitude = latitude[k]!
    place.longitude = longitude[k]!
    all[k] = grid.keyOf(place) * SPAN + series[k]! * DAYS + day[k]!
  }
  all.sort()
  const bins = new Uint32Array(size)
  const firstMask = new Uint32Array(size + 1)
  const daysBefore = new Uint32Array(size + 1)
  const slot = new Uint16Array(size)
  const mask = new Int32Array(size)
  let found = 0
  let masks = 0
  let days = 0
  for (let k = 0; k < size; k++) {
    if (k > 0 && all[k] === all[k - 1]) continue
    const bin = Math.floor(all[k]! / SPAN)
    const code = all[k]! - bin * SPAN
    const isNew = found === 0 || bins[found - 1] !== bin
    if (isNew) {
      bins[found] = bin
      firstMask[found] = masks
      daysBefore[found++] = days
    }
    if (isNew || slot[masks - 1] !== code >>> DAY_BITS) slot[masks++] = code >>> DAY_BITS
    mask[masks - 1]! |= 1 << (code & (MASK_DAYS - 1))
    days++
  }
  firstMask[found] = masks
  daysBefore[found] = days
  const kept = bins.slice(0, found)
  return {
    grid,
    bins: kept,
    firstMask: firstMask.slice(0, found + 1),
    daysBefore: daysBefore.slice(0, found + 1),
    slot: slot.slice(0, masks),
    mask: mask.slice(0, masks),
    firstFrom: createLookUp(kept),
  }
}

/** Looks up ascending keys: a table of where each stretch of keys begins leaves few to be compared. */
export function createLookUp(keys: Uint32Array): (key: number) => number {
  const [first = 0] = keys
  const last = keys.at(-1) ?? 0
  let shift = 0
  while ((last - first) / (1 << shift) > 8 * keys.length) shift++
  const stretches = ((last - first) >>> shift) + 1
  const begin = new Uint32Array(stretches + 1)
  let at = 0
  for (let stretch = 0; stretch <= stretches; stretch++) {
    while (at < keys.length && (keys[at]! - first) >>> shift < stretch) at++
    begin[stretch] = at
  }
  return (key) => {
    if (key <= first) return 0
    if (key > last) return keys.length
    const stretch = (key - first) >>> shift
    let low = begin[stretch]!
    let high = begin[stretch + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
