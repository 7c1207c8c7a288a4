// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, destination, type Instant, type Position, toInstant } from '#kernel'

import { chance, logNormal, normal, poisson, studentT, uniform, wholeBelow } from '../distributions.ts'
import type { GroundEvent, SteadySite } from '../ground/ground-event.ts'
import type { Random } from '../random.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Theatre } from '../theatre.ts'
import type { CloudField } from '../weather/cloud-field.ts'
import { headingDegrees, listPasses, type Pass, type View, viewFrom } from './sun-synchronous.ts'
import { VIIRS_SATELLITES, type ViirsFigures } from './viirs-model.ts'

/** Why a row exists: the event or site behind it, or none. */
export type Cause =
  | { readonly kind: 'event'; readonly event: GroundEvent }
  | { readonly kind: 'steady-site'; readonly site: SteadySite }
  | { readonly kind: 'false-alarm' }
  | { readonly kind: 'unrelated' }
  | { readonly kind: 'announcement' }
  | { readonly kind: 'invented' }

/** One hot pixel as a satellite would report it. */
export interface HotPixel {
  readonly satellite: string
  readonly time: Instant
  readonly night: boolean
  readonly position: Position
  readonly scanKilometres: number
  readonly trackKilometres: number
  readonly megawatts: number
  readonly confidence: 'l' | 'n' | 'h'
  readonly cause: Cause
}

/** What there is to look at, and through which sky. */
export interface Scene {
  readonly scenario: Scenario
  readonly theatre: Theatre
  readonly firstDay: Instant
  readonly events: readonly GroundEvent[]
  readonly sites: readonly SteadySite[]
  readonly clouds: CloudField
}

/** Everything the VIIRS satellites report over the scenario, in order of passes. */
export function seeHeat(scene: Scene, figures: ViirsFigures, random: Random): readonly HotPixel[] {
  const { scenario, theatre, firstDay } = scene
  const end = toInstant(firstDay + scenario.period.days * DAY_MS)
  const burning = scene.events.filter((event) => event.heat !== null)
  const flying = VIIRS_SATELLITES.filter(({ name }) => scenario.satellites.includes(name))
  return flying.flatMap((satellite) =>
    listPasses(satellite, theatre.center, firstDay, end, figures)
      .filter((pass) => !isOut(scenario, satellite.name, (pass.time - firstDay) / DAY_MS))
      .flatMap((pass) => look(scene, burning, pass, figures, random.fork(`${satellite.name}-${pass.time}`)))
      .filter((pixel) => pixel.time >= firstDay && pixel.time < end),
  )
}

export const isOut = (scenario: Scenario, sensor: string, day: number): boolean =>
  scenario.outages.some((outage) => outage.sensor === sensor && day >= outage.fromDay && day < outage.toDay)

function look(
  scene: Scene,
  burning: readonly GroundEvent[],
  pass: Pass,
  figures: ViirsFigures,
  random: Random,
): readonly HotPixel[] {
  const seen: HotPixel[] = []
  const lookAt = (position: Position, megawatts: number, cause: Cause): void => {
    const view = viewFrom(pass, position, figures)
    if (view === null || scene.clouds.isCloudy(position, view.time)) return
    const power = logNormal(random, megawatts, figures.powerScatter)
    if (!chance(random, detectionChance(power, view, pass.night, figures))) return
    seen.push(...pixelsOf(position, power, view, pass, cause, figures, random))
  }
  for (const event of burning) {
    if (event.heat === null || pass.time < event.heat.start || pass.time > event.heat.end) continue
    lookAt(event.position, event.heat.megawatts, { kind: 'event', event })
  }
  for (const site of scene.sites) {
    if (chance(random, site.runningShare))
      lookAt(site.position, site.megawatts, { kind: 'steady-site', site })
  }
  const falseAlarms = poisson(random, seen.length * figures.falseAlarmShare)
  for (let i = 0; i < falseAlarms; i += 1) {
    const { bounds } = scene.theatre
    const position = {
      latitude: uniform(random, bounds.south, bounds.north),
      longitude: uniform(random, bounds.west, bounds.east),
    }
    const view = viewFrom(pass, position, figures)
    const cause: Cause = { kind: 'false-alarm' }
    if (view !== null)
      seen.push(...pixelsOf(position, uniform(random, 0.5, 3), view, pass, cause, figures, random))
  }
  return seen
}

/** Logistic in the logarithm of power; a larger pixel dilutes the heat in it. */
function detectionChance(megawatts: number, view: View, night: boolean, figures: ViirsFigures): number {
  const half = night ? figures.halfDetectedNightMegawatts : figures.halfDetectedDayMegawatts
  const nadirArea = figures.nadirPixelKilometres * figures.nadirPixelKilometres
  const dilution = (view.scanKilometres * view.trackKilometres) / nadirArea
  const seen = 1 / (1 + Math.exp(-figures.detectionSlope * Math.log(megawatts / (half * dilution))))
  return Math.min(1, figures.detectionFactor * seen)
}

function pixelsOf(
  position: Position,
  megawatts: number,
  view: View,
  pass: Pass,
  cause: Cause,
  figures: ViirsFigures,
  random: Random,
): readonly HotPixel[] {
  const count = 1 + Math.min(11, poisson(random, megawatts / figures.megawattsPerPixel))
  const heading = headingDegrees(pass)
  // The pixel's centre is reported: the fire lies anywhere inside it, and the grid itself is a little off.
  const acrossMeters =
    uniform(random, -0.5, 0.5) * view.scanKilometres * 1_000 + locationError(figures, random)
  const alongMeters =
    uniform(random, -0.5, 0.5) * view.trackKilometres * 1_000 + locationError(figures, random)
  return Array.from({ length: count }, (_, n) => {
    const [stepAcross, stepAlong] = n === 0 ? [0, 0] : [wholeBelow(random, 3) - 1, wholeBelow(random, 3) - 1]
    const across = acrossMeters + stepAcross * view.scanKilometres * 1_000
    const along = alongMeters + stepAlong * view.trackKilometres * 1_000
    return {
      satellite: pass.satellite,
      time: view.time,
      night: pass.night,
      position: destination(destination(position, heading, along), heading + 90, across),
      scanKilometres: view.scanKilometres,
      trackKilometres: view.trackKilometres,
      megawatts: megawatts / count,
      confidence: confidenceOf(megawatts / count, pass.night, figures, random),
      cause,
    }
  })
}

function locationError(figures: ViirsFigures, random: Random): number {
  const degrees = figures.locationTailDegrees
  const error = degrees > 0 ? studentT(random, degrees) : normal(random)
  return error * figures.geolocationErrorMeters * figures.locationErrorFactor
}

function confidenceOf(
  megawatts: number,
  night: boolean,
  figures: ViirsFigures,
  random: Random,
): 'l' | 'n' | 'h' {
  if (!night && chance(random, figures.lowConfidenceDayShare)) return 'l'
  return megawatts > 30 && chance(random, 0.6) ? 'h' : 'n'
}
