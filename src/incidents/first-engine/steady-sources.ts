// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, quantiseMeters, quantisePosition, quantiseSeconds, type Reason } from '#kernel'
import type { ObservationTable } from '#observations'

import type { FusionContext } from '../engine.ts'
import type { SteadySource } from '../incident.ts'
import { collectHeat, logFrpOf, type Heat } from './heat.ts'
import type { FirstEngineParameters } from './parameters.ts'
import { seedsOf, steadySiteAt, type Site } from './steady-site.ts'

/** The steady sources and, for each entry of `rows`, what became of it. */
export interface SteadyMask {
  readonly sources: readonly SteadySource[]
  /** 1 where the observation belongs to a source. */
  readonly masked: Uint8Array
  /** How many scatters of ln FRP an observation lies above its source; NaN for all that lie at no source. */
  readonly sigmasAbove: Float64Array
}

/**
 * Finds places that are hot again and again: on most nights (never fewer than two), in several passes, mostly by night,
 * within the error of one pixel, denser than their surroundings and of even power (static mask after the long-term rule
 * of ten distinct days and a night share of 0.6, scaled down to the nights at hand). Near the line the full ten nights
 * are asked for, because shelling repeats there. A detection far above its source's own power is left to alarm.
 */
export function findSteadySources(
  table: ObservationTable,
  sorted: Uint32Array,
  context: FusionContext,
  parameters: FirstEngineParameters,
): SteadyMask {
  const heat = collectHeat(table, sorted, parameters)
  const claimed = new Uint8Array(heat.rows.length)
  const masked = new Uint8Array(sorted.length)
  const sigmasAbove = new Float64Array(sorted.length).fill(Number.NaN)
  const sources: SteadySource[] = []
  const { inOrder, hopeless } = seedsOf(heat, parameters)
  for (const seed of inOrder) {
    if (claimed[seed] === 1 || hopeless[seed] === 1) continue
    const site = steadySiteAt(heat, claimed, seed, context, parameters)
    if (site === null) continue
    const members = claimMembers(heat, site, claimed, masked, sigmasAbove, parameters)
    if (members.length === 0) continue
    sources.push(toSource(table, heat, site, members))
    // What was claimed lies within its reach; a seed asks within two discs, the second around a middle in the first.
    const asked = (parameters.steadyReachSpreads + 2) * parameters.steadyCaptureMeters
    heat.places.within(site.latitude, site.longitude, asked, (other) => (hopeless[other] = 0))
  }
  sources.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { sources, masked, sigmasAbove }
}

/**
 * Claims what the source accounts for: its members, and detections whose own error reaches into its area, unless their
 * power stands far above its level and no other night came near it.
 */
function claimMembers(
  heat: Heat,
  site: Site,
  claimed: Uint8Array,
  masked: Uint8Array,
  sigmasAbove: Float64Array,
  p: FirstEngineParameters,
): number[] {
  const scatter = Math.max(p.steadyFrpScatterFloor, site.frpScatter)
  const isMember = new Set(site.members)
  const members: number[] = []
  heat.places.within(
    site.latitude,
    site.longitude,
    p.steadyReachSpreads * p.steadyCaptureMeters,
    (other, meters) => {
      if (claimed[other] === 1) return
      const radius = heat.columns.radiusMeters[heat.rows[other]!]!
      if (!isMember.has(other) && meters > site.spreadMeters * p.steadyReachSpreads + radius) return
      members.push(other)
    },
  )
  members.sort((a, b) => a - b)
  const kept = members.filter((member) => {
    const sigmas = (logFrpOf(heat, member) - site.frpLevel) / scatter
    if (!(sigmas > p.steadyAlarmSigmas) || isRepeated(heat, members, member, p)) return true
    const rank = heat.ranks[member]!
    sigmasAbove[rank] = Math.max(sigmas, sigmasAbove[rank] || 0)
    return false
  })
  for (const member of kept) {
    claimed[member] = 1
    masked[heat.ranks[member]!] = 1
  }
  return kept
}

/** True where the place gave nearly that power at another time, half a day or more away: then it is its habit. */
function isRepeated(
  heat: Heat,
  members: readonly number[],
  member: number,
  p: FirstEngineParameters,
): boolean {
  const startMs = (k: number) => heat.columns.startMs[heat.rows[k]!]!
  return members.some(
    (other) =>
      Math.abs(startMs(other) - startMs(member)) >= DAY_MS / 2 &&
      logFrpOf(heat, other) >= logFrpOf(heat, member) - Math.log(p.steadyHabitFactor),
  )
}

function toSource(table: ObservationTable, heat: Heat, site: Site, members: readonly number[]): SteadySource {
  const ids = members.map((k) => table.idAt(heat.rows[k]!))
  return {
    id: ids[0]!,
    center: quantisePosition(site),
    // The 95 % circle of an even, round scatter: 2.448 standard deviations on each axis.
    radiusMeters: quantiseMeters((2.447746830680816 * site.spreadMeters) / Math.SQRT2),
    members: ids,
    reasons: reasonsOf(heat, site),
  }
}

function reasonsOf(heat: Heat, site: Site): readonly Reason[] {
  return [
    { code: 'steady-nights', params: { nights: site.nights, ofNights: heat.nights } },
    { code: 'steady-passes', params: { passes: site.passes } },
    { code: 'steady-night-share', params: { share: Math.round(site.nightShare * 100) / 100 } },
    { code: 'steady-spread', params: { meters: Math.round(site.spreadMeters) } },
    { code: 'steady-power', params: { frpMegawatts: quantiseSeconds(Math.exp(site.frpLevel)) } },
    { code: 'steady-concentration', params: { times: Math.round(site.concentration) } },
  ]
}
