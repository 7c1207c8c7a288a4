// SPDX-License-Identifier: Apache-2.0
import type { Agreement } from '#agreement'
import type { Actor, Lifecycle, Recorded, Result } from '#kernel'
import type * as z from 'zod'

/** What a decision leans on beyond the proceeding itself. */
export interface ProceedingSetting {
  readonly actor: Actor
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly agreement: Agreement
  /** Whether this response ended with an outcome. */
  isResponseConcluded(response: string): boolean
}

/** What lists show and sort by. */
export interface ProceedingSummary {
  readonly state: string
  readonly openedAt: string
  readonly changedAt: string
  /** When it happened, for what has a place in time; else when it was opened. */
  readonly from: string
  readonly until: string
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  /** The next moment by which something must have happened; null where nothing must. */
  readonly dueAt: string | null
}

/** Something that people take from step to step: a case, an attribution, a response, a request. All of them work alike. */
export interface Proceeding<State, Event extends { readonly kind: string }> {
  /** Name in paths and streams, e.g. `cases`. */
  readonly name: string
  /** Kind of its records in the ledger. */
  readonly recordKind: string
  readonly lifecycle: Lifecycle<string, string>
  readonly eventSchema: z.ZodType<Event>
  /** Kind of the first event. */
  readonly begins: string
  decide(id: string, before: State | null, event: Event, setting: ProceedingSetting): Result<Recorded<Event>>
  apply(id: string, before: State | null, recorded: Recorded<Event>): State
  summarise(state: State): ProceedingSummary
  /** Those who may read all of it. */
  audiencesOf(state: State): readonly string[]
  /** What has become due by `at` (RFC 3339 in UTC) and is for the service itself to say; empty once it was said. */
  dueEvents(state: State, at: string): readonly Event[]
  /** What somebody must be allowed to do for this event; a clock's own events are nobody's to send. */
  actionFor(event: Event): string | null
}
