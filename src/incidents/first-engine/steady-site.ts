// SPDX-License-Identifier: Apache-2.0
import { toInstant } from '#kernel'

import type { FusionContext } from '../engine.ts'
import { logFrpOf, type Heat } from './heat.ts'
import type { FirstEngineParameters } from './parameters.ts'
import { medianOf, robustScatterOf } from './robust-statistics.ts'

/** What speaks for a steady source at one place. */
export interface Site {
  readonly members: readonly number[]
  readonly latitude: number
  readonly longitude: number
  readonly nights: number
  readonly passes: number
  readonly nightShare: number
  readonly spreadMeters: number
  readonly concentration: number
  readonly frpLevel: number
  readonly frpScatter: number
}

/** Nights asked for: most of those in the data, at least two, and no more than the long-term rule asks. */
function nightsAsked(nights: number, p: FirstEngineParameters): number {
  return Math.max(
    p.steadyFewestNights,
    Math.min(p.steadyEnoughNights, Math.ceil(p.steadyShareOfNights * nights)),
  )
}

/** Detections that have enough nights and passes around them, the best first. */
export function seedsOf(heat: Heat, p: FirstEngineParameters): number[] {
  const asked = nightsAsked(heat.nights, p)
  const found: {
    readonly seed: number
    readonly nights: number
    readonly passes: number
    readonly members: number
  }[] = []
  // Each stamp holds the last seed that saw this night or this pass, so that nothing is allocated per seed.
  const nightStamp = new Int32Array(greatestOf(heat.night) + 1).fill(-1)
  const passStamp = new Int32Array(greatestOf(heat.columns.lineage) + 1).fill(-1)
  for (let seed = 0; seed < heat.rows.length; seed++) {
    if (heat.night[seed]! < 0) continue
    let nights = 0
    let passes = 0
    let members = 0
    heat.places.within(heat.latitude[seed]!, heat.longitude[seed]!, p.steadyCaptureMeters, (other) => {
      members++
      const night = heat.night[other]!
      if (night < 0) return
      if (nightStamp[night] !== seed) nights++
      nightStamp[night] = seed
      const pass = heat.columns.lineage[heat.rows[other]!]!
      if (passStamp[pass] !== seed) passes++
      passStamp[pass] = seed
    })
    if (nights >= asked && passes >= p.steadyFewestPasses) found.push({ seed, nights, passes, members })
  }
  found.sort((a, b) => b.nights - a.nights || b.passes - a.passes || b.members - a.members || a.seed - b.seed)
  return found.map((item) => item.seed)
}

/** The unclaimed detections around a seed, taken again around their own middle. */
export function siteAround(
  heat: Heat,
  claimed: Uint8Array,
  seed: number,
  p: FirstEngineParameters,
): Site | null {
  const near = (latitude: number, longitude: number): number[] => {
    const members: number[] = []
    heat.places.within(latitude, longitude, p.steadyCaptureMeters, (other) => {
      if (claimed[other] === 0) members.push(other)
    })
    return members.sort((a, b) => a - b)
  }
  const middle = (members: readonly number[]) => ({
    latitude: meanOf(members.map((k) => heat.latitude[k]!)),
    longitude: meanOf(members.map((k) => heat.longitude[k]!)),
  })
  const start = middle(near(heat.latitude[seed]!, heat.longitude[seed]!))
  const members = near(start.latitude, start.longitude)
  if (members.length === 0) return null
  const center = middle(members)
  const byNight = members.filter((k) => heat.night[k]! >= 0)
  let squares = 0
  let inside = 0
  let around = 0
  const isMember = new Set(members)
  heat.places.within(center.latitude, center.longitude, p.steadyRingMeters, (other, meters) => {
    if (isMember.has(other)) squares += meters * meters
    if (meters <= p.steadyCaptureMeters) inside++
    else around++
  })
  const disc = p.steadyCaptureMeters * p.steadyCaptureMeters
  const ring = p.steadyRingMeters * p.steadyRingMeters - disc
  const logFrp = members.map((k) => logFrpOf(heat, k)).filter(Number.isFinite)
  return {
    members,
    ...center,
    nights: new Set(byNight.map((k) => heat.night[k]!)).size,
    passes: new Set(byNight.map((k) => heat.columns.lineage[heat.rows[k]!]!)).size,
    nightShare: byNight.length / members.length,
    spreadMeters: Math.sqrt(squares / members.length),
    concentration: (inside / disc / Math.max(1, around)) * ring,
    frpLevel: medianOf(logFrp),
    frpScatter: robustScatterOf(logFrp),
  }
}

/**
 * The widest root mean square distance of one source: that of a pixel's error, and clearly below that of as many
 * detections spread evenly over the disc, whose mean square is half of R^2 with a standard error of R^2 / sqrt(12 n).
 */
function spreadAllowed(members: number, p: FirstEngineParameters): number {
  const even = 0.5 - p.steadySpreadSigmas / Math.sqrt(12 * members)
  return Math.min(p.steadySpreadMeters, p.steadyCaptureMeters * Math.sqrt(Math.max(0, even)))
}

/** True where a place meets every condition of a steady source; near the line the conditions are harder. */
export function isSteady(heat: Heat, site: Site, context: FusionContext, p: FirstEngineParameters): boolean {
  const even =
    site.passes >= p.steadyFewestPasses &&
    site.nightShare >= p.steadyNightShare &&
    site.spreadMeters <= spreadAllowed(site.members.length, p) &&
    site.frpScatter <= p.steadyFrpScatter
  if (!even) return false
  const last = heat.rows[site.members.at(-1) ?? 0]!
  const line = context.distanceToLine(site, toInstant(heat.columns.startMs[last]!))
  const atFront = line !== null && line.meters <= p.frontMeters + line.uncertaintyMeters
  return atFront
    ? site.nights >= p.steadyEnoughNights && site.concentration >= p.frontConcentration
    : site.nights >= nightsAsked(heat.nights, p) && site.concentration >= p.steadyConcentration
}

const greatestOf = (values: Int32Array | Uint32Array): number => {
  let most = -1
  for (const value of values) if (value > most) most = value
  return most
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
