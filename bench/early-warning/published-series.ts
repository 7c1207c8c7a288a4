// SPDX-License-Identifier: Apache-2.0
import { drawCount } from '#incidents'
import type { Random } from '#simulation'

/**
 * Mean ceasefire violations a day along the line in Donbas, from figures of the OSCE Special Monitoring Mission: 134,767 in
 * the year 2020, of which 6,294 from 27 July 2020 to 17 January 2021 (36 a day), which leaves 621 a day up to 26 July (the
 * press wrote of 623 that fell to 33); 93,902 in the year 2021, which leaves 268 a day from 18 January on; 591, 870 and 1,566
 * on 16, 17 and 18 February 2022. Daily counts for the rest were not to be had: within each stretch the mean is even, and counts are drawn
 * about it from a negative binomial of shape 5.
 */
export const PUBLISHED_STRETCHES = [
  { from: '2020-01-01', until: '2020-07-27', perDay: (134_767 - 158 * (6_294 / 175)) / 208 },
  { from: '2020-07-27', until: '2021-01-18', perDay: 6_294 / 175 },
  { from: '2021-01-18', until: '2022-02-16', perDay: (93_902 - 17 * (6_294 / 175)) / 348 },
] as const

const LAST_DAYS = [591, 870, 1_566]

const DAY_MS = 86_400_000

/** The day of the series on which a date falls, from 0. */
export const dayNumber = (date: string): number =>
  Math.round((Date.parse(date) - Date.parse(PUBLISHED_STRETCHES[0].from)) / DAY_MS)

/** The date of a day of the series. */
export const dateOf = (day: number): string =>
  new Date(Date.parse(PUBLISHED_STRETCHES[0].from) + day * DAY_MS).toISOString().slice(0, 10)

/**
 * One course of daily counts that fits the published figures. `slow` lets the way back up after 17 January 2021 take 60 days
 * in equal steps, with the same sum by the end of 2021 left aside.
 */
export function drawPublishedSeries(random: Random, slow: boolean): readonly number[] {
  const drawn = PUBLISHED_STRETCHES.flatMap(({ from, until, perDay }, k) => {
    const before = PUBLISHED_STRETCHES[k - 1]?.perDay ?? perDay
    return Array.from({ length: dayNumber(until) - dayNumber(from) }, (_, day) => {
      const share = slow && k === 2 ? Math.min(1, (day + 1) / RAMP_DAYS) : 1
      return drawCount(before + share * (perDay - before), 5, random.next)
    })
  })
  return [...drawn, ...LAST_DAYS]
}

const RAMP_DAYS = 60
