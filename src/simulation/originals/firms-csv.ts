// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '#kernel'

import { normal } from '../distributions.ts'
import type { Random } from '../random.ts'
import type { HotPixel } from '../sensors/see-heat.ts'

/** Columns of a FIRMS near-real-time file of the VIIRS 375 m product. */
export const FIRMS_HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight'

/** The I4 channel of VIIRS saturates here. */
const SATURATION_KELVIN = 367

/** One hot pixel as FIRMS would print it; brightness follows power loosely, as it does in public files (assumed). */
export function firmsRow(pixel: HotPixel, random: Random): string {
  const text = formatInstant(pixel.time)
  const strength = Math.log(1 + pixel.megawatts)
  const ground = pixel.night ? 284 : 303
  const hot = (pixel.night ? 294 : 327) + strength * (pixel.night ? 11 : 7) + 3 * normal(random)
  return [
    decimals(pixel.position.latitude, 5),
    decimals(pixel.position.longitude, 5),
    decimals(Math.min(SATURATION_KELVIN, Math.max(295, hot)), 2),
    decimals(pixel.scanKilometres, 2),
    decimals(pixel.trackKilometres, 2),
    text.slice(0, 10),
    text.slice(11, 16).replace(':', ''),
    pixel.satellite,
    'VIIRS',
    pixel.confidence,
    '2.0NRT',
    decimals(ground + 4 * normal(random), 2),
    decimals(Math.max(0.1, pixel.megawatts), 2),
    pixel.night ? 'N' : 'D',
  ].join(',')
}

/** At most so many decimals, without trailing zeros: as the real files print numbers. */
const decimals = (value: number, digits: number): string => String(Number(value.toFixed(digits)))
