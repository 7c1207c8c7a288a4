// SPDX-License-Identifier: Apache-2.0
import { quantiseSeconds, SECOND_MS } from '#kernel'

const HOUR_MS = 3_600_000

/** When a step had to be taken, counted from the breach; all instants RFC 3339 in UTC. */
export interface ClockQuestion {
  readonly breach: string
  /** When the Mechanism first had anything of it. */
  readonly firstKnowledge: string
  readonly withinHours: number
  /** When it was done; null while it is not. */
  readonly doneAt: string | null
  readonly now: string
}

/**
 * `elapsed-before-knowledge`: the time was over before anyone could know, which nobody missed; `overdue` is another thing. `late` was
 * done after its time, `met` within it.
 */
export type ClockStanding = 'running' | 'met' | 'late' | 'overdue' | 'elapsed-before-knowledge'

export interface Clock {
  readonly dueAt: string
  readonly standing: ClockStanding
  /** From the breach to now, or to when it was done. */
  readonly sinceBreachSeconds: number
  readonly sinceKnowledgeSeconds: number
  /** Negative once the time is over. */
  readonly remainingSeconds: number
}

/** Both clocks of a step, from the breach and from first knowledge, and how it stands by them. */
export function readClock({ breach, firstKnowledge, withinHours, doneAt, now }: ClockQuestion): Clock {
  const due = Date.parse(breach) + withinHours * HOUR_MS
  const until = Date.parse(doneAt ?? now)
  const elapsedUnknown = due <= Date.parse(firstKnowledge)
  return {
    dueAt: new Date(due).toISOString(),
    standing: elapsedUnknown ? 'elapsed-before-knowledge' : standingOf(due, until, doneAt !== null),
    sinceBreachSeconds: quantiseSeconds((until - Date.parse(breach)) / SECOND_MS),
    sinceKnowledgeSeconds: quantiseSeconds((until - Date.parse(firstKnowledge)) / SECOND_MS),
    remainingSeconds: quantiseSeconds((due - until) / SECOND_MS),
  }
}

function standingOf(due: number, until: number, isDone: boolean): ClockStanding {
  if (isDone) return until <= due ? 'met' : 'late'
  return until < due ? 'running' : 'overdue'
}
