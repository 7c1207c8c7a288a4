// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, destination, HOUR_MS, type Instant, type Position, toInstant } from '#kernel'

import { geometric, logNormal, poisson, uniform, wholeBelow } from '../distributions.ts'
import type { Random } from '../random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Theatre } from '../theatre.ts'
import { type GroundEvent, minutesAfter, type SteadySite } from './ground-event.ts'

/** Burning of fields and scrub (assumed): hours and power of one fire. */
const FIRE_MINUTES = { median: 200, scatter: 0.7 }
const FIRE_MEGAWATTS = { median: 14, scatter: 0.9 }
/** Fields are lit and scrub dries out towards the early afternoon; in UTC hours for eastern Europe (assumed). */
const FIRE_HOURS = { from: 7, to: 16 }
const BLAST_HOURS = { from: 8, to: 13 }

/** Fires that mean nothing for the agreement: farm burning and scrub, by season. */
export function makeVegetationFires(
  scenario: Scenario,
  theatre: Theatre,
  firstDay: Instant,
  random: Random,
): readonly GroundEvent[] {
  const { perDay, peakDayOfYear, seasonDays } = scenario.vegetationFires
  return eachDay(scenario, (day) => {
    const stream = random.fork(day)
    const dayStart = firstDay + day * DAY_MS
    const count = poisson(stream, perDay * seasonFactor(dayOfYear(dayStart), peakDayOfYear, seasonDays))
    return Array.from({ length: count }, () => {
      const start = timeOfDay(dayStart, FIRE_HOURS, stream)
      const end = minutesAfter(start, logNormal(stream, FIRE_MINUTES.median, FIRE_MINUTES.scatter))
      const megawatts = logNormal(stream, FIRE_MEGAWATTS.median, FIRE_MEGAWATTS.scatter)
      const position = anywhere(theatre, stream)
      return { ...quietEvent('vegetation-fire', start, end, position), heat: { start, end, megawatts } }
    })
  })
}

/** Works, flares and furnaces: hot on most days, at the same places for good. */
export function placeIndustry(scenario: Scenario, theatre: Theatre, random: Random): readonly SteadySite[] {
  const { sites, megawatts, runningShare } = scenario.industry
  return Array.from({ length: sites }, (_, n) => ({
    id: `industry-${n + 1}`,
    position: nearSettlement(theatre, random),
    megawatts: logNormal(random, megawatts, 0.5),
    runningShare,
  }))
}

/** Quarry blasts on working days: loud, harmless and seldom announced. */
export function makeQuarryBlasts(
  scenario: Scenario,
  theatre: Theatre,
  firstDay: Instant,
  random: Random,
): readonly GroundEvent[] {
  const places = Array.from({ length: scenario.quarries.sites }, () => nearSettlement(theatre, random))
  return eachDay(scenario, (day) => {
    const dayStart = firstDay + day * DAY_MS
    // 1970-01-01 was a Thursday: day 4 of a week that begins on Sunday.
    const weekday = (Math.floor(dayStart / DAY_MS) + 4) % 7
    if (weekday === 0 || weekday === 6) return []
    return places.flatMap((position, n) => {
      const stream = random.fork(`${day}-${n}`)
      return Array.from({ length: poisson(stream, scenario.quarries.blastsPerWeek / 5) }, () => {
        const start = timeOfDay(dayStart, BLAST_HOURS, stream)
        return { ...quietEvent('controlled-demolition-or-exercise', start, start, position), effects: 1 }
      })
    })
  })
}

/** Demining and exercises that were announced beforehand. */
export function makeNotifiedEffects(
  scenario: Scenario,
  firstDay: Instant,
  random: Random,
): readonly GroundEvent[] {
  return scenario.notified.flatMap((notification) =>
    eachDay(scenario, (day) => {
      if (day < notification.fromDay || day >= notification.toDay) return []
      const stream = random.fork(`${notification.id}-${day}`)
      return Array.from({ length: poisson(stream, notification.effectsPerDay / 2) }, () => {
        const start = timeOfDay(firstDay + day * DAY_MS, BLAST_HOURS, stream)
        const away = Math.sqrt(stream.next()) * notification.radiusKilometres * 1_000
        const position = destination(notification.place, uniform(stream, 0, 360), away)
        return {
          ...quietEvent('controlled-demolition-or-exercise', start, minutesAfter(start, 10), position),
          effects: geometric(stream, 2),
          notifiedBy: notification.id,
        }
      })
    }),
  )
}

const quietEvent = (
  hypothesis: GroundEvent['hypothesis'],
  start: Instant,
  end: Instant,
  position: Position,
): GroundEvent => ({
  hypothesis,
  start,
  end,
  position,
  sector: null,
  effects: 0,
  notifiedBy: null,
  heat: null,
})

const eachDay = <T>(scenario: Scenario, make: (day: number) => readonly T[]): readonly T[] =>
  Array.from({ length: scenario.period.days }, (_, day) => make(day)).flat()

const timeOfDay = (
  dayStart: number,
  hours: { readonly from: number; readonly to: number },
  random: Random,
): Instant => toInstant(Math.floor(dayStart + uniform(random, hours.from, hours.to) * HOUR_MS))

const anywhere = ({ bounds }: Theatre, random: Random): Position => ({
  latitude: uniform(random, bounds.south, bounds.north),
  longitude: uniform(random, bounds.west, bounds.east),
})

function nearSettlement(theatre: Theatre, random: Random): Position {
  const settlement = theatre.settlements[wholeBelow(random, theatre.settlements.length)]
  const position = settlement?.position ?? theatre.center
  return destination(position, uniform(random, 0, 360), uniform(random, 500, 6_000))
}

/** 1 at the height of the season, falling off as a bell on both sides of it, over the turn of the year too. */
function seasonFactor(day: number, peak: number, width: number): number {
  const apart = Math.abs(day - peak)
  const shortest = Math.min(apart, 365 - apart)
  return Math.exp(-(shortest * shortest) / (2 * width * width))
}

function dayOfYear(dayStart: number): number {
  const year = new Date(dayStart).getUTCFullYear()
  return Math.floor((dayStart - Date.UTC(year, 0, 1)) / DAY_MS) + 1
}
