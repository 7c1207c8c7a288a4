// SPDX-License-Identifier: Apache-2.0
import { createRandom } from './generated-front.ts'

const HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'
const SATELLITES = ['N', 'N20', 'N21'] as const
const CLASSES = ['l', 'n', 'n', 'n', 'n', 'n', 'h'] as const

/** What can be wrong with a row: one in 200 has one of these done to it. */
const DAMAGES: readonly ((fields: string[]) => void)[] = [
  (fields) => void (fields[0] = '148.05962'),
  (fields) => void (fields[1] = ''),
  (fields) => void (fields[5] = '2026-06-31'),
  (fields) => void (fields[6] = '2471'),
  (fields) => void (fields[9] = 'maybe'),
  (fields) => void (fields[12] = '-5'),
  (fields) => void fields.pop(),
]

/** A FIRMS file of so many rows of our own making, ten passes a day, the same for the same seed; about 80 bytes a row. */
export function generateFirms(rows: number, seed: number): Uint8Array {
  const random = createRandom(seed)
  const parts: string[] = [`${HEADER}\n`]
  for (let k = 0; k < rows; k++) {
    const pass = Math.floor((k / rows) * 300)
    const minute = ((pass % 10) * 144 + Math.floor(random() * 6)) % 1440
    const fields = [
      (44 + random() * 9).toFixed(5),
      (22 + random() * 19).toFixed(5),
      (295 + random() * 72).toFixed(2),
      (0.32 + random() * 0.47).toFixed(2),
      (0.36 + random() * 0.42).toFixed(2),
      `2026-06-${`${1 + Math.floor(pass / 10)}`.padStart(2, '0')}`,
      `${Math.floor(minute / 60)}`.padStart(2, '0') + `${minute % 60}`.padStart(2, '0'),
      SATELLITES[pass % 3] as string,
      'VIIRS',
      CLASSES[Math.floor(random() * CLASSES.length)] as string,
      '2.0NRT',
      (270 + random() * 40).toFixed(2),
      (random() * random() * 60).toFixed(2),
      pass % 10 < 5 ? 'N' : 'D',
    ]
    if (random() < 0.005) DAMAGES[Math.floor(random() * DAMAGES.length)]?.(fields)
    parts.push(`${fields.join(',')}\n`)
  }
  return new TextEncoder().encode(parts.join(''))
}
