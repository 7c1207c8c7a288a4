// SPDX-License-Identifier: Apache-2.0
import { radixOrder, toInstant } from '#kernel'

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

/** Detections around which a steady source may be. */
export interface Seeds {
  /** Those that have enough nights and passes around them, the best first: by nights, passes, members, then order. */
  readonly inOrder: Uint32Array
  /** 1 where no source is so long as none around it has claimed anything: looked at side by side, which is quick. */
  readonly hopeless: Uint8Array
}

/** Finds the seeds. */
export function seedsOf(heat: Heat, p: FirstEngineParameters): Seeds {
  const asked = nightsAsked(heat.nights, p)
  const size = heat.rows.length
  const nights = new Uint32Array(size)
  const passes = new Uint32Array(size)
  const members = new Uint32Array(size)
  const { scratch, placed } = heat
  // Each stamp holds the last seed that saw this night or this pass, so that nothing is allocated per seed.
  const nightStamp = new Int32Array(greatestOf(heat.night) + 1).fill(-1)
  const passStamp = new Int32Array(greatestOf(heat.columns.lineage) + 1).fill(-1)
  const hopeless = new Uint8Array(size)
  const none = new Uint8Array(size)
  heat.places.order.forEach((seed, place) => {
    if (placed.night[place]! < 0) return
    const start = collect(heat, none, placed.latitude[place]!, placed.longitude[place]!, p)
    const { count } = start
    members[seed] = count
    for (let m = 0; m < count; m++) {
      const other = scratch[m]!
      const night = placed.night[other]!
      if (night < 0) continue
      if (nightStamp[night] !== seed) nights[seed]!++
      nightStamp[night] = seed
      const pass = placed.lineage[other]!
      if (passStamp[pass] !== seed) passes[seed]!++
      passStamp[pass] = seed
    }
    if (nights[seed]! < asked || passes[seed]! < p.steadyFewestPasses) return
    if (discAround(heat, none, start, p) === null) hopeless[seed] = 1
  })
  const seeds = Uint32Array.from(heat.rows.keys()).filter(
    (k) => nights[k]! >= asked && passes[k]! >= p.steadyFewestPasses,
  )
  // A stable order by each in turn, the weightiest last.
  const room = new Uint32Array(seeds.length)
  for (const counts of [members, passes, nights]) {
    const most = greatestOf(counts)
    const fewer = counts.map((count) => most - count)
    radixOrder(seeds, room, fewer, 32 - Math.clz32(most))
  }
  return { inOrder: seeds, hopeless }
}

/** The unclaimed detections around the middle of those around a seed; null where they are no source by their hours or spread. */
function discAround(
  heat: Heat,
  claimed: Uint8Array,
  start: Disc,
  p: FirstEngineParameters,
): PlacedDisc | null {
  const disc = collect(heat, claimed, start.latitude, start.longitude, p)
  if (!(disc.byNight / disc.count >= p.steadyNightShare)) return null
  const spreadMeters = spreadOf(heat, disc)
  return spreadMeters > spreadAllowed(disc.count, p) ? null : { ...disc, spreadMeters }
}

/**
 * The steady source at a seed, or null where a condition fails: the unclaimed detections around it, taken again around
 * their own middle. The cheap conditions come first, since a front has a seed in every detection.
 */
export function steadySiteAt(
  heat: Heat,
  claimed: Uint8Array,
  seed: number,
  context: FusionContext,
  p: FirstEngineParameters,
): Site | null {
  const start = collect(heat, claimed, heat.latitude[seed]!, heat.longitude[seed]!, p)
  const disc = discAround(heat, claimed, start, p)
  if (disc === null) return null
  const { spreadMeters } = disc
  const members = heat.scratch
    .subarray(0, disc.count)
    .map((place) => heat.places.order[place]!)
    .sort()
  const logFrp = Array.from(members, (k) => logFrpOf(heat, k)).filter(Number.isFinite)
  const frpScatter = robustScatterOf(logFrp)
  if (!(frpScatter <= p.steadyFrpScatter)) return null
  const byNight = members.filter((k) => heat.night[k]! >= 0)
  const site: Site = {
    members: [...members],
    latitude: disc.latitude,
    longitude: disc.longitude,
    nights: new Set(byNight.map((k) => heat.night[k]!)).size,
    passes: new Set(byNight.map((k) => heat.columns.lineage[heat.rows[k]!]!)).size,
    nightShare: disc.byNight / disc.count,
    spreadMeters,
    concentration: concentrationAt(heat, disc, p),
    frpLevel: medianOf(logFrp),
    frpScatter,
  }
  return standsOut(heat, site, context, p) ? site : null
}

interface Disc {
  /** Mean of the members, which stand in the first `count` entries of `heat.scratch` by their places. */
  readonly latitude: number
  readonly longitude: number
  readonly count: number
  readonly byNight: number
}

interface PlacedDisc extends Disc {
  readonly spreadMeters: number
}

function collect(
  heat: Heat,
  claimed: Uint8Array,
  latitude: number,
  longitude: number,
  p: FirstEngineParameters,
): Disc {
  const { scratch, placed, places } = heat
  const found = places.gather(latitude, longitude, p.steadyCaptureMeters, scratch)
  let count = 0
  let byNight = 0
  let north = 0
  let east = 0
  for (let m = 0; m < found; m++) {
    const other = scratch[m]!
    if (claimed[places.order[other]!] === 1) continue
    scratch[count++] = other
    if (placed.night[other]! >= 0) byNight++
    north += placed.latitude[other]! - latitude
    east += placed.longitude[other]! - longitude
  }
  return { latitude: latitude + north / count, longitude: longitude + east / count, count, byNight }
}

/** Root mean square distance in metres of the members from their middle, on the plane that touches there. */
function spreadOf(heat: Heat, disc: Disc): number {
  const metersPerDegree = 111_195.0797
  const eastward = metersPerDegree * Math.cos((disc.latitude * Math.PI) / 180)
  let squares = 0
  for (let k = 0; k < disc.count; k++) {
    const other = heat.scratch[k]!
    const north = (heat.placed.latitude[other]! - disc.latitude) * metersPerDegree
    const east = (heat.placed.longitude[other]! - disc.longitude) * eastward
    squares += north * north + east * east
  }
  return Math.sqrt(squares / disc.count)
}

/**
 * The widest root mean square distance of one source: that of a pixel's error, and clearly below that of as many
 * detections spread evenly over the disc, whose mean square is half of R^2 with a standard error of R^2 / sqrt(12 n).
 */
function spreadAllowed(members: number, p: FirstEngineParameters): number {
  const even = 0.5 - p.steadySpreadSigmas / Math.sqrt(12 * members)
  return Math.min(p.steadySpreadMeters, p.steadyCaptureMeters * Math.sqrt(Math.max(0, even)))
}

/** How many times denser with heat the disc is than the ring around it; an empty ring counts as one detection. */
function concentrationAt(heat: Heat, disc: Disc, p: FirstEngineParameters): number {
  let inside = 0
  let around = 0
  heat.places.within(disc.latitude, disc.longitude, p.steadyRingMeters, (_, meters) => {
    if (meters <= p.steadyCaptureMeters) inside++
    else around++
  })
  const area = p.steadyCaptureMeters * p.steadyCaptureMeters
  return (inside / area / Math.max(1, around)) * (p.steadyRingMeters * p.steadyRingMeters - area)
}

/** True where a place is hot on enough nights and denser than its surroundings; near the line more is asked. */
function standsOut(heat: Heat, site: Site, context: FusionContext, p: FirstEngineParameters): boolean {
  if (site.passes < p.steadyFewestPasses) return false
  const last = heat.rows[site.members.at(-1) ?? 0]!
  const line = context.distanceToLine(site, toInstant(heat.columns.startMs[last]!))
  const atFront = line !== null && line.meters <= p.frontMeters + line.uncertaintyMeters
  return atFront
    ? hasFrontNights(site, p) && site.concentration >= p.frontConcentration
    : site.nights >= nightsAsked(heat.nights, p) && site.concentration >= p.steadyConcentration
}

/** Nights enough, or so many passes in a few nights that clouds alone can have hidden the others. */
const hasFrontNights = (site: Site, p: FirstEngineParameters): boolean =>
  site.nights >= p.frontNights || (site.nights >= p.frontFewestNights && site.passes >= p.frontPasses)

const greatestOf = (values: Int32Array | Uint32Array): number => {
  let most = -1
  for (const value of values) if (value > most) most = value
  return most
}
