// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, destination, HOUR_MS, type Instant, type Position, toInstant } from '#kernel'

import {
  chance,
  exponential,
  geometric,
  logNormal,
  pickWeighted,
  poisson,
  uniform,
  wholeBelow,
} from '../distributions.ts'
import type { Random } from '../random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { nearestSettlement, type Theatre } from '../theatre.ts'
import { type GroundEvent, minutesAfter } from './ground-event.ts'

/** Part of the violence: a hot spot or the rest of a sector. */
interface Origin {
  readonly sector: string
  readonly weight: number
  /** Share of the line's length at which one incident lies. */
  readonly at: (random: Random) => number
}

/** Median burning time and power after an impact that set something alight (assumed; evidence lifetimes of 1 to 6 hours). */
const BURNING_MINUTES = { median: 110, scatter: 0.8 }
const BURNING_MEGAWATTS = { median: 6, scatter: 1 }
/** How long the firing of one incident goes on (assumed). */
const FIRING_MINUTES = { median: 12, scatter: 1 }

/** A burst falls closer to the line, and burns this much longer and hotter than a single incident (assumed). */
const BURST_DEPTH_KILOMETRES = 3
const BURST_HEAT = 2

/** Fighting along the line, day by day, as the schedule raises and lowers it. */
export function makeHostilities(
  scenario: Scenario,
  theatre: Theatre,
  firstDay: Instant,
  random: Random,
): readonly GroundEvent[] {
  const { hostilities } = scenario
  const origins = listOrigins(scenario, theatre, random.fork('hot-spots'))
  const events: GroundEvent[] = []
  for (let day = 0; day < scenario.period.days; day += 1) {
    for (const [n, origin] of origins.entries()) {
      const stream = random.fork(`day-${day}-origin-${n}`)
      const effects = hostilities.effectsPerDay * origin.weight * factorOn(scenario, day, origin.sector)
      const incidents = poisson(stream, effects / hostilities.effectsPerIncident)
      for (let i = 0; i < incidents; i += 1) {
        events.push(makeIncident(scenario, theatre, origin, firstDay + day * DAY_MS, stream))
      }
    }
  }
  return [...events, ...makeBursts(scenario, theatre, firstDay, random.fork('bursts'))]
}

function makeBursts(
  scenario: Scenario,
  theatre: Theatre,
  firstDay: Instant,
  random: Random,
): readonly GroundEvent[] {
  return scenario.hostilities.bursts.map((burst) => {
    const sector = scenario.sectors.find(({ id }) => id === burst.sector)
    const start = toInstant(Math.round(firstDay + burst.day * DAY_MS + burst.hour * HOUR_MS))
    const share = uniform(random, sector?.from ?? 0, sector?.to ?? 1)
    const beside = besideLine(theatre, share, exponential(random, BURST_DEPTH_KILOMETRES), random)
    const nearest = burst.atSettlement ? nearestSettlement(theatre.settlements, beside) : null
    const burning = BURST_HEAT * logNormal(random, BURNING_MINUTES.median, BURNING_MINUTES.scatter)
    const megawatts = BURST_HEAT * logNormal(random, BURNING_MEGAWATTS.median, BURNING_MEGAWATTS.scatter)
    return {
      hypothesis: burst.hypothesis,
      start,
      end: minutesAfter(start, burst.minutes),
      position:
        nearest === null ? beside : somewhereWithin(nearest.settlement.position, SETTLEMENT_METERS, random),
      sector: burst.sector,
      effects: burst.effects,
      notifiedBy: null,
      heat: { start, end: minutesAfter(start, burst.minutes + burning), megawatts },
    }
  })
}

function listOrigins(scenario: Scenario, theatre: Theatre, random: Random): readonly Origin[] {
  const { hotSpots } = scenario.hostilities
  const { sectors } = scenario
  const inHotSpots = hotSpots.count > 0 ? hotSpots.share : 0
  const covered = sectors.reduce((sum, sector) => sum + sector.to - sector.from, 0)
  const alongSectors = sectors.map((sector) => ({
    sector: sector.id,
    weight: ((1 - inHotSpots) * (sector.to - sector.from)) / covered,
    at: (stream: Random) => uniform(stream, sector.from, sector.to),
  }))
  const spots = Array.from({ length: hotSpots.count }, () => {
    const sector = pickWeighted(random, sectors, ({ from, to }) => to - from)
    const middle = uniform(random, sector.from, sector.to)
    const halfWidth = hotSpots.radiusKilometres / theatre.line.lengthKilometres
    return {
      sector: sector.id,
      weight: inHotSpots / hotSpots.count,
      at: (stream: Random) => uniform(stream, middle - halfWidth, middle + halfWidth),
    }
  })
  return [...alongSectors, ...spots]
}

/** What the schedule makes of one day in one sector: the factors of all pieces that hold then. */
export const factorOn = (scenario: Scenario, day: number, sector: string): number =>
  scenario.hostilities.schedule
    .filter((piece) => day >= piece.fromDay && day < piece.toDay)
    .filter((piece) => piece.sectors === undefined || piece.sectors.includes(sector))
    .reduce((factor, piece) => factor * piece.factor, 1)

function makeIncident(
  scenario: Scenario,
  theatre: Theatre,
  origin: Origin,
  dayStart: number,
  random: Random,
): GroundEvent {
  const { hostilities } = scenario
  const kind = pickWeighted(random, hostilities.kinds, ({ share }) => share)
  const start = toInstant(Math.floor(dayStart + random.next() * DAY_MS))
  const minutes = Math.min(600, logNormal(random, FIRING_MINUTES.median, FIRING_MINUTES.scatter))
  const beside = besideLine(theatre, origin.at(random), exponential(random, kind.depthKilometres), random)
  const position = targetOf(kind, theatre, beside, random)
  const effects = geometric(random, hostilities.effectsPerIncident)
  const burns = chance(random, kind.ignition)
  const burning = logNormal(random, BURNING_MINUTES.median, BURNING_MINUTES.scatter)
  const megawatts = logNormal(random, BURNING_MEGAWATTS.median, BURNING_MEGAWATTS.scatter)
  return {
    hypothesis: kind.hypothesis,
    start,
    end: minutesAfter(start, minutes),
    position,
    sector: origin.sector,
    effects,
    notifiedBy: null,
    heat: burns ? { start, end: minutesAfter(start, minutes + burning), megawatts } : null,
  }
}

/** How far from the middle of a settlement its houses still stand (assumed). */
const SETTLEMENT_METERS = 900

/** Where an impact falls: on a protected object, on the nearest settlement, or where it would have fallen anyway. */
function targetOf(
  kind: Scenario['hostilities']['kinds'][number],
  theatre: Theatre,
  otherwise: Position,
  random: Random,
): Position {
  const draw = random.next()
  const object = theatre.objects[wholeBelow(random, theatre.objects.length)]
  if (draw < kind.atObjects && object !== undefined) {
    return somewhereWithin(object.position, object.radiusKilometres * 500, random)
  }
  const nearest = nearestSettlement(theatre.settlements, otherwise)
  if (draw < kind.atObjects + kind.atSettlements && nearest !== null) {
    return somewhereWithin(nearest.settlement.position, SETTLEMENT_METERS, random)
  }
  return otherwise
}

const somewhereWithin = (center: Position, meters: number, random: Random): Position =>
  destination(center, uniform(random, 0, 360), Math.sqrt(random.next()) * meters)

/** A place so many kilometres from the line, on either side with equal chance: a simulation favours no party. */
function besideLine(theatre: Theatre, share: number, kilometres: number, random: Random): Position {
  const { position, bearing } = theatre.alongLine(share)
  const side = chance(random, 0.5) ? 90 : -90
  return destination(position, bearing + side, kilometres * 1_000)
}
