// SPDX-License-Identifier: Apache-2.0

const HEAD =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'
/** Before the later draft of the energy moratorium held, while both did, and after the earlier one had ended. */
const DAYS = ['2025-03-20', '2025-03-28', '2025-04-20']
const PIXELS = [0, 1, 2]

/** A file of FIRMS with one fire on each of three days, as test/moratorium-drafts.test.ts has them. */
export function moratoriumFires(): Uint8Array {
  const rows = DAYS.flatMap((day, k) =>
    PIXELS.map((n) =>
      [
        (49 + k / 10).toFixed(5),
        (36.2 + n / 1_000).toFixed(5),
        345.1,
        0.4,
        0.4,
        day,
        '0900',
        'N',
        'VIIRS',
        'h',
        '2.0NRT',
        295.2,
        60,
        'D',
      ].join(','),
    ),
  )
  return new TextEncoder().encode(`${[HEAD, ...rows].join('\n')}\n`)
}
