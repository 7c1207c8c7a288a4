// SPDX-License-Identifier: Apache-2.0
import type { Digest, Instant } from '#kernel'

import { IMPOSSIBLE, INCIDENT_TRANSITIONS, type IncidentEvent, type IncidentState } from './transitions.ts'

/** What a partition says after one more record of the journal; incidents that it leaves alone need not be given. */
export interface PartitionChange {
  /** Records of the journal so far: what was known. */
  readonly journalSize: number
  /** When it was known, by the journal. */
  readonly knownAt: Instant
  readonly incidents: readonly { readonly id: Digest; readonly members: readonly Digest[] }[]
  /** Observations that belong to no incident any more: superseded, or found to be of a steady source. */
  readonly withdrawn: readonly Digest[]
}

/** One step in the life of an incident. */
export interface HistoryStep {
  readonly id: Digest
  readonly event: IncidentEvent
  readonly from: IncidentState | null
  readonly to: IncidentState
  /** Incidents that now hold its members, most first, then by id; the id itself where it lives on. */
  readonly successors: readonly Digest[]
  readonly journalSize: number
  readonly knownAt: Instant
}

export interface IncidentLife {
  readonly state: IncidentState
  /** Whether the present partition has an incident of this id. */
  readonly present: boolean
  readonly members: ReadonlySet<Digest>
  readonly successors: readonly Digest[]
  readonly changedAt: Instant
}

/** The life of every incident that ever was, and every step of it in order. */
export interface IncidentHistory {
  readonly lives: ReadonlyMap<Digest, IncidentLife>
  readonly steps: readonly HistoryStep[]
  /** The incident that holds each observation now. */
  readonly holder: ReadonlyMap<Digest, Digest>
}

/** The history that a fold keeps while it reads; `apply` takes time in proportion to the incidents touched. */
export interface HistoryFold {
  apply(change: PartitionChange): void
  history(): IncidentHistory
}

interface Life {
  state: IncidentState
  present: boolean
  members: Set<Digest>
  successors: readonly Digest[]
  changedAt: Instant
}

/**
 * Folds the journal into the history of incidents. An incident settles when nothing has changed it for `settleAfterMs` of
 * the journal's time. A pure fold: equal changes in equal order give an equal history.
 */
export function createHistoryFold(settleAfterMs: number): HistoryFold {
  const lives = new Map<Digest, Life>()
  const holder = new Map<Digest, Digest>()
  const steps: HistoryStep[] = []
  /** Present incidents that have not settled, in order of their last change. */
  const unsettled = new Map<Digest, Life>()

  const step = (
    id: Digest,
    event: IncidentEvent,
    successors: readonly Digest[],
    { journalSize, knownAt }: PartitionChange,
  ): void => {
    const life = lives.get(id)
    const from = life?.state ?? null
    const to = life === undefined ? 'open' : INCIDENT_TRANSITIONS[life.state][event]
    if (to === IMPOSSIBLE) throw new RangeError(`an incident that is ${from} cannot have ${event}`)
    steps.push({ id, event, from, to, successors, journalSize, knownAt })
    const next = life ?? { state: to, present: true, members: new Set(), successors, changedAt: knownAt }
    next.state = to
    next.successors = successors
    next.present = successors.includes(id)
    if (event !== 'quiet') next.changedAt = knownAt
    lives.set(id, next)
    unsettled.delete(id)
    if (next.present && to !== 'settled') unsettled.set(id, next)
  }

  const settleQuiet = (change: PartitionChange): void => {
    for (const [id, life] of unsettled) {
      if (change.knownAt - life.changedAt < settleAfterMs) break
      step(id, 'quiet', [id], change)
    }
  }

  return {
    apply(change) {
      settleQuiet(change)
      const before = membersBefore(change, lives, holder)
      const now = new Map(change.incidents.map(({ id, members }) => [id, members]))
      for (const [, members] of before) for (const member of members) holder.delete(member)
      for (const [id, members] of now) for (const member of members) holder.set(member, id)
      const joined = contributorsOf(before, holder)
      for (const [id, members] of [...before].sort(byId)) {
        const successors = successorsOf(members, holder)
        const event = eventOf(id, members, successors, now.get(id), joined)
        if (event !== null) step(id, event, successors, change)
        lives.get(id)!.members = new Set(now.get(id) ?? [])
      }
      for (const [id, members] of [...now].sort(byId)) {
        if (before.has(id)) continue
        step(id, 'appeared', [id], change)
        lives.get(id)!.members = new Set(members)
      }
    },
    history: () => ({ lives, steps, holder }),
  }
}

const byId = ([a]: readonly [Digest, unknown], [b]: readonly [Digest, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

/** The incidents that held any of the observations concerned, with what they held. */
function membersBefore(
  change: PartitionChange,
  lives: ReadonlyMap<Digest, Life>,
  holder: ReadonlyMap<Digest, Digest>,
): Map<Digest, ReadonlySet<Digest>> {
  const before = new Map<Digest, ReadonlySet<Digest>>()
  const take = (member: Digest): void => {
    const id = holder.get(member)
    if (id !== undefined) before.set(id, lives.get(id)!.members)
  }
  for (const { members } of change.incidents) members.forEach(take)
  change.withdrawn.forEach(take)
  return before
}

/** For each incident of now, how many earlier ones gave it members. */
function contributorsOf(
  before: ReadonlyMap<Digest, ReadonlySet<Digest>>,
  holder: ReadonlyMap<Digest, Digest>,
): ReadonlyMap<Digest, number> {
  const joined = new Map<Digest, number>()
  for (const [, members] of before) {
    for (const id of successorsOf(members, holder)) joined.set(id, (joined.get(id) ?? 0) + 1)
  }
  return joined
}

function successorsOf(members: ReadonlySet<Digest>, holder: ReadonlyMap<Digest, Digest>): readonly Digest[] {
  const counts = new Map<Digest, number>()
  for (const member of members) {
    const id = holder.get(member)
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || byId(a, b)).map(([id]) => id)
}

function eventOf(
  id: Digest,
  members: ReadonlySet<Digest>,
  successors: readonly Digest[],
  now: readonly Digest[] | undefined,
  joined: ReadonlyMap<Digest, number>,
): IncidentEvent | null {
  const [only, ...others] = successors
  if (only === undefined) return 'withdrawn'
  if (others.length > 0) return 'parted'
  if (only !== id) return (joined.get(only) ?? 0) > 1 ? 'absorbed' : 'renamed'
  const kept = now?.filter((member) => members.has(member)).length ?? 0
  if ((now?.length ?? 0) > kept) return 'gained'
  return kept < members.size ? 'lost' : null
}

/** The present incidents that an id, old or new, stands for today; none where all its members were withdrawn. */
export function presentOf(history: IncidentHistory, id: Digest): readonly Digest[] {
  const seen = new Set<Digest>()
  const found = new Set<Digest>()
  const waiting = [id]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const life = history.lives.get(next)
    if (life === undefined) continue
    if (life.present) found.add(next)
    waiting.push(...life.successors)
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1))
}
