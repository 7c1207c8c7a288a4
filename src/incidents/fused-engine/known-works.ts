// SPDX-License-Identifier: Apache-2.0
import type { Background, KnownWorks } from '#background'
import { MEANS } from '#agreement'
import { DAY_MS, quantiseMeters, quantisePosition, toInstant } from '#kernel'
import type { ObservationTable } from '#observations'

import type { FusionContext } from '../engine.ts'
import { medianOf, robustScatterOf } from '../first-engine/robust-statistics.ts'
import type { FirstEngineParameters } from '../first-engine/parameters.ts'
import type { SteadyMask } from '../first-engine/steady-sources.ts'
import type { SteadySource } from '../incident.ts'

const THERMAL = MEANS.indexOf('satellite-thermal')

/** Share of the days of quiet years with heat that the usual number of detections covers. */
const USUAL_SHARE = 0.99
/** Powers needed before a level of the works can be told. */
const FEWEST_POWERS = 5
/** Detections reach this far around the middle of a works, as the background found it. */
const RADIUS_METERS = 1_000

/**
 * Gives the heat of known works to them: places that were hot through the seasons of quiet years. What a works cannot
 * explain stays free: more detections in a day than on 99 % of its hot days, a power three scatters above its level, or
 * heat near the line, where works are targets. The mask that is handed in is extended, not changed.
 */
export function claimKnownWorks(
  table: ObservationTable,
  sorted: Uint32Array,
  mask: SteadyMask,
  background: Background,
  context: FusionContext,
  p: FirstEngineParameters,
): SteadyMask {
  if (background.works.all.length === 0) return mask
  const columns = table.columns()
  const ranksOf = new Map<KnownWorks, number[]>()
  for (let rank = 0; rank < sorted.length; rank++) {
    const row = sorted[rank]!
    if (mask.masked[rank] === 1 || columns.means[row] !== THERMAL) continue
    const works = background.works.at({
      latitude: columns.latitude[row]!,
      longitude: columns.longitude[row]!,
    })
    if (works === null) continue
    const list = ranksOf.get(works)
    if (list === undefined) ranksOf.set(works, [rank])
    else list.push(rank)
  }
  const masked = mask.masked.slice()
  const sigmasAbove = mask.sigmasAbove.slice()
  const sources: SteadySource[] = [...mask.sources]
  for (const [works, ranks] of ranksOf) {
    const line = context.distanceToLine(works.center, toInstant(columns.startMs[sorted[ranks.at(-1)!]!]!))
    if (line !== null && line.meters <= p.frontMeters + line.uncertaintyMeters) continue
    const usual = works.dailyCounts[Math.ceil(USUAL_SHARE * works.dailyCounts.length) - 1] ?? 0
    const byDay = new Map<number, number[]>()
    for (const rank of ranks) {
      const day = Math.floor(columns.startMs[sorted[rank]!]! / DAY_MS)
      byDay.set(day, [...(byDay.get(day) ?? []), rank])
    }
    const powers = ranks.map((rank) => Math.log(columns.frpMegawatts[sorted[rank]!]!)).filter(Number.isFinite)
    const level = medianOf(powers)
    const scatter = Math.max(p.steadyFrpScatterFloor, robustScatterOf(powers))
    const kept = [...byDay.values()].flatMap((ofDay) =>
      ofDay.length > usual
        ? []
        : ofDay.filter((rank) => {
            if (powers.length < FEWEST_POWERS) return true
            const sigmas = (Math.log(columns.frpMegawatts[sorted[rank]!]!) - level) / scatter
            if (!(sigmas > p.steadyAlarmSigmas)) return true
            sigmasAbove[rank] = Math.max(sigmas, sigmasAbove[rank] || 0)
            return false
          }),
    )
    if (kept.length === 0) continue
    kept.sort((a, b) => a - b)
    for (const rank of kept) masked[rank] = 1
    sources.push(
      toSource(
        table,
        works,
        kept.map((rank) => sorted[rank]!),
      ),
    )
  }
  sources.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { sources, masked, sigmasAbove }
}

function toSource(table: ObservationTable, works: KnownWorks, rows: readonly number[]): SteadySource {
  const ids = rows.map((row) => table.idAt(row))
  return {
    id: ids[0]!,
    center: quantisePosition(works.center),
    radiusMeters: quantiseMeters(RADIUS_METERS),
    members: ids,
    reasons: [
      { code: 'works-days', params: { days: works.days, years: works.years } },
      { code: 'works-months', params: { months: works.months } },
    ],
  }
}
