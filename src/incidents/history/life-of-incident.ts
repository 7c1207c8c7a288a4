// SPDX-License-Identifier: Apache-2.0
import { DAY_MS, toInstant, type Digest, type Instant } from '#kernel'

import { createHistoryFold, presentOf } from './incident-history.ts'
import type { IncidentEvent, IncidentState } from './transitions.ts'

/** How an incident came to what it is now. */
export interface IncidentPast {
  readonly state: IncidentState
  readonly steps: readonly PastStep[]
  /** Steps left out between the first and the latest where there were very many. */
  readonly omitted: number
}

/** One step; `id` is the name that the incident bore then. */
export interface PastStep {
  readonly id: Digest
  readonly event: IncidentEvent
  readonly to: IncidentState
  readonly knownAt: Instant
}

/** Nothing has changed an incident for so long: it is settled. */
export const SETTLE_AFTER_MS = 2 * DAY_MS

const FIRST_STEPS_KEPT = 8
const LAST_STEPS_KEPT = 16

/**
 * The past of one incident as its members became known, day by day up to `asOf`, grouped as they are grouped in the end:
 * under another name while its earliest member was not known yet. `members` are in the order that names it; the past
 * depends on them and the days alone, not on the order in which they were delivered.
 */
export function pastOfIncident(
  members: readonly { readonly id: Digest; readonly knownAt: Instant }[],
  asOf: Instant,
): IncidentPast {
  const fold = createHistoryFold(SETTLE_AFTER_MS)
  const days = [...new Set(members.map(({ knownAt }) => dayOf(knownAt)))].sort((a, b) => a - b)
  for (const day of days) {
    const known = members.filter(({ knownAt }) => dayOf(knownAt) <= day).map(({ id }) => id)
    fold.apply({
      journalSize: known.length,
      knownAt: toInstant(Math.min((day + 1) * DAY_MS, asOf)),
      incidents: [{ id: known[0]!, members: known }],
      withdrawn: [],
    })
  }
  fold.apply({ journalSize: members.length, knownAt: asOf, incidents: [], withdrawn: [] })
  const history = fold.history()
  const steps = history.steps.map(({ id, event, to, knownAt }) => ({ id, event, to, knownAt }))
  const omitted = Math.max(0, steps.length - FIRST_STEPS_KEPT - LAST_STEPS_KEPT)
  const [present] = presentOf(history, members[0]!.id)
  return {
    state: history.lives.get(present ?? members[0]!.id)!.state,
    steps:
      omitted === 0
        ? steps
        : [...steps.slice(0, FIRST_STEPS_KEPT), ...steps.slice(FIRST_STEPS_KEPT + omitted)],
    omitted,
  }
}

const dayOf = (instant: Instant): number => Math.floor(instant / DAY_MS)
