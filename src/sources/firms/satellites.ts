// SPDX-License-Identifier: Apache-2.0

export type InstrumentName = 'VIIRS' | 'MODIS'

/** A satellite that FIRMS takes detections from; the figures are nominal mission values, steady to a percent. */
export interface Satellite {
  /** How observations name it. */
  readonly asset: string
  readonly instrument: InstrumentName
  /** How files write it, lower case: letters, numbers and names differ between near-real-time, archive and copies. */
  readonly spellings: readonly string[]
  readonly inclinationDegrees: number
  readonly periodMinutes: number
  /** True where it flies north over the day side (afternoon orbits), false where it flies south (morning orbits). */
  readonly northboundByDay: boolean
}

const JPSS = {
  instrument: 'VIIRS',
  inclinationDegrees: 98.74,
  periodMinutes: 101.44,
  northboundByDay: true,
} as const
const EOS = { instrument: 'MODIS', inclinationDegrees: 98.2, periodMinutes: 98.8 } as const

/** Their numbers in the columns are their places in this list. */
export const SATELLITES: readonly Satellite[] = [
  { ...JPSS, asset: 'N', spellings: ['n', 'npp', 'snpp', 's-npp', 'suomi npp', 'suomi-npp'] },
  { ...JPSS, asset: 'N20', spellings: ['n20', '1', 'j1', 'noaa-20', 'noaa20'] },
  { ...JPSS, asset: 'N21', spellings: ['n21', '2', 'j2', 'noaa-21', 'noaa21'] },
  { ...EOS, asset: 'Terra', spellings: ['terra', 't'], northboundByDay: false },
  { ...EOS, asset: 'Aqua', spellings: ['aqua', 'a'], northboundByDay: true },
]

/** The satellite's number, or -1 where that instrument flies on none of this name. */
export function satelliteNumber(instrument: InstrumentName, text: string): number {
  const spelling = text.trim().toLowerCase()
  return SATELLITES.findIndex((one) => one.instrument === instrument && one.spellings.includes(spelling))
}

/** Longer names do not pack into a number that is exact. */
const LONGEST_PACKED = 5

/**
 * Numbers of the satellites of an instrument by their name's bytes read as one number after a leading 1: exactly as files write them,
 * in either case, for a reader of bytes. Longer names are left out.
 */
export function numbersByPackedName(instrument: InstrumentName): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>()
  SATELLITES.forEach((satellite, number) => {
    if (satellite.instrument !== instrument) return
    for (const spelling of [satellite.asset, satellite.asset.toUpperCase(), ...satellite.spellings]) {
      if (spelling.length > LONGEST_PACKED) continue
      let packed = 1
      for (let k = 0; k < spelling.length; k++) packed = packed * 256 + spelling.charCodeAt(k)
      numbers.set(packed, number)
    }
  })
  return numbers
}
