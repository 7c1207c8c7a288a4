// SPDX-License-Identifier: Apache-2.0

/** What a reading can be at all, inclusive; outside it the row is damaged. Wide on purpose: rare is not wrong. */
export interface Range {
  readonly minimum: number
  readonly maximum: number
}

/** Kelvin. Saturated VIIRS pixels fold over to about 207 K; MODIS reaches about 507 K. */
export const BRIGHTNESS_RANGE: Range = { minimum: 150, maximum: 700 }
/** Kilometres: VIIRS 0.32 to 0.8, MODIS 1 to 4.8 along the scan. */
export const PIXEL_RANGE: Range = { minimum: 0.1, maximum: 6 }
/** Megawatts of one pixel; feeds have shown some 15,000 and exactly 0. */
export const FRP_RANGE: Range = { minimum: 0, maximum: 100_000 }
/** First year of the record (Terra, 2000) and the last that a two-line date can mean. */
export const YEAR_RANGE: Range = { minimum: 2000, maximum: 2099 }
