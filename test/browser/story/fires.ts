// SPDX-License-Identifier: Apache-2.0
import { formatInstant, type Instant } from '#kernel'

const HEAD =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'
/** Before the later draft of the energy moratorium held, while both did, and after the earlier one had ended. */
const DAYS = [Date.UTC(2025, 2, 20, 9), Date.UTC(2025, 2, 28, 9), Date.UTC(2025, 3, 20, 9)] as Instant[]
const PIXELS = [0, 1, 2]
const PIXEL_DEGREES = 0.001

/** Heat at one place that a satellite passed over once. */
export interface Fire {
  readonly at: Instant
  readonly latitude: number
  readonly longitude: number
  readonly frpMegawatts: number
}

/** A file of FIRMS with these fires, each of three pixels: one kind of means, one pass. */
export function firmsFile(fires: readonly Fire[]): Uint8Array {
  const rows = fires.flatMap(({ at, latitude, longitude, frpMegawatts }) => {
    const [day = '', time = ''] = formatInstant(at).split('T')
    return PIXELS.map((n) =>
      [
        latitude.toFixed(5),
        (longitude + n * PIXEL_DEGREES).toFixed(5),
        345.1,
        0.4,
        0.4,
        day,
        time.slice(0, 5).replace(':', ''),
        'N',
        'VIIRS',
        'h',
        '2.0NRT',
        295.2,
        frpMegawatts,
        'D',
      ].join(','),
    )
  })
  return new TextEncoder().encode(`${[HEAD, ...rows].join('\n')}\n`)
}

/** One fire on each of three days, as test/moratorium-drafts.test.ts has them. */
export const moratoriumFires = (): Uint8Array =>
  firmsFile(DAYS.map((at, k) => ({ at, latitude: 49 + k / 10, longitude: 36.2, frpMegawatts: 60 })))
