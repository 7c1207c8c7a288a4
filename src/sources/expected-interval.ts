// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, HOUR_MS } from '#kernel'

/**
 * The longest time that a source lets pass between deliveries while it works; null where nothing can be expected of it, since somebody
 * delivers it by hand.
 * firms: at middle latitudes the three VIIRS satellites pass in two groups a day, about twelve hours apart, and near real time comes
 * within three hours of a pass (NASA LANCE). viina: once a day. ucdp: candidate events once a month (Hegre et al. 2020).
 */
const EXPECTED_INTERVALS_MS: Readonly<Record<string, number>> = {
  firms: 15 * HOUR_MS,
  viina: 36 * HOUR_MS,
  ucdp: 40 * DAY_MS,
}

/** Milliseconds after which a feed of this source is silent; null where nothing is expected of it. */
export const expectedIntervalMs = (source: string): number | null =>
  (Object.hasOwn(EXPECTED_INTERVALS_MS, source) ? EXPECTED_INTERVALS_MS[source] : null) ?? null
