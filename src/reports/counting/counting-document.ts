// SPDX-License-Identifier: Apache-2.0
import { COUNTABLE_EFFECTS, INCIDENT_STATES, SETTLE_AFTER_MS, type IncidentState } from '#incidents'
import { DAY_MS, formatDay, HOUR_MS, toInstant } from '#kernel'

import type { AgreementView } from '../agreement-view.ts'
import type { Publication } from '../publication.ts'
import { ReportError } from '../report-error.ts'
import type { CountingTally, ThreeCounts } from './counting-tally.ts'
import { inAllLanguages, type TextsInAll } from './texts.ts'

/** Effects, incidents and findings: three counts, each of its own. */
export interface CountingDocument {
  readonly effects: {
    readonly atLeast: number
    /** Incidents of which anything told countable effects. */
    readonly incidents: number
    readonly byEffect: readonly { readonly effect: string; readonly atLeast: number }[]
  }
  readonly incidents: number
  readonly findings: number
  readonly units: Readonly<Record<keyof ThreeCounts, TextsInAll>>
  readonly notes: { readonly apart: TextsInAll; readonly findings: TextsInAll }
  /** By the UTC day on which an incident began; sums to the totals. */
  readonly byDay: readonly (Readonly<ThreeCounts> & { readonly day: string })[]
  /** By the side of the line of contact on which an incident lies; sums to the totals. Null where the audience gets no figures per side. */
  readonly bySide:
    | readonly (Readonly<ThreeCounts> & { readonly line: string | null; readonly side: string | null })[]
    | null
  /** How many incidents are in which state of their history. */
  readonly states: {
    readonly incidents: readonly { readonly state: IncidentState; readonly incidents: number }[]
    readonly note: TextsInAll
  }
}

/** The three counts with their units. Throws ReportError where days or sides do not sum to the totals. */
export function toCountingDocument(
  tally: CountingTally,
  publication: Publication,
  view: AgreementView,
): CountingDocument {
  const { total } = tally
  const byDay = [...tally.byDay]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]) => ({ day: formatDay(toInstant(day * DAY_MS)), ...counts }))
  const bySide = sidesOf(tally, view)
  reconcile(total, byDay, 'counting.byDay')
  reconcile(total, bySide, 'counting.bySide')
  return {
    effects: {
      atLeast: total.effects,
      incidents: tally.incidentsWithEffects,
      byEffect: COUNTABLE_EFFECTS.flatMap((effect) => {
        const atLeast = tally.byEffect.get(effect)
        return atLeast === undefined ? [] : [{ effect, atLeast }]
      }),
    },
    incidents: total.incidents,
    findings: total.findings,
    units: {
      effects: inAllLanguages('unit.effects'),
      incidents: inAllLanguages('unit.incidents'),
      findings: inAllLanguages('unit.findings'),
    },
    notes: {
      apart: inAllLanguages('counting.apart'),
      findings: inAllLanguages('counting.no-findings'),
    },
    byDay,
    bySide: publication.showsSides ? bySide : null,
    states: {
      incidents: INCIDENT_STATES.flatMap((state) => {
        const incidents = tally.byState.get(state)
        return incidents === undefined ? [] : [{ state, incidents }]
      }),
      note: inAllLanguages('counting.states-note', { hours: SETTLE_AFTER_MS / HOUR_MS }),
    },
  }
}

/** Parties as the agreement lists them, then places on no side, then places without a line. */
function sidesOf(tally: CountingTally, { parties }: AgreementView) {
  const rank = ({ line, side }: { readonly line: string | null; readonly side: string | null }): number => {
    if (line === null) return parties.length + 1
    const at = side === null ? -1 : parties.indexOf(side)
    return at === -1 ? parties.length : at
  }
  return [...tally.bySide]
    .map(([key, counts]) => {
      const [line, side] = JSON.parse(key) as [string | null, string | null]
      return { line, side, ...counts }
    })
    .sort((a, b) => rank(a) - rank(b))
}

function reconcile(total: ThreeCounts, rows: readonly Readonly<ThreeCounts>[], path: string): void {
  for (const name of ['effects', 'incidents', 'findings'] as const) {
    const counted = rows.reduce((sum, row) => sum + row[name], 0)
    if (counted === total[name]) continue
    throw new ReportError('counts-disagree', [
      { path: `${path}.${name}`, code: 'rows-disagree', params: { counted, received: total[name] } },
    ])
  }
}
