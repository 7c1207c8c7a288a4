// SPDX-License-Identifier: Apache-2.0
import type { Instant, JsonValue } from '#kernel'

import type { OutgoingKind } from './outgoing.ts'
import type { ProceedingSummary } from './proceeding.ts'
import type { ProceedingName } from './registry.ts'

/** A row of a list. */
export interface ProceedingHead {
  readonly id: string
  readonly summary: ProceedingSummary
  /** Size of the public log from which on it reads so. */
  readonly since: number
}

export interface ProceedingRow extends ProceedingHead {
  /** The state as the fold over its records makes it. */
  readonly document: { readonly [key: string]: JsonValue }
}

export interface OutgoingRow {
  readonly id: string
  readonly since: number
  readonly visibleFrom: Instant
  readonly document: { readonly [key: string]: JsonValue }
}

export interface RowsQuery {
  /** Names of the reader's audiences. */
  readonly audiences: readonly string[]
  /** Of whoever looks at what this reader has: they see none of it that is not also for them. */
  readonly within?: readonly string[]
  readonly asOf: number | null
  /** Where the page before ended; null begins. */
  readonly after: string | null
  readonly limit: number
}

export interface RowsPage<Row> {
  readonly items: readonly Row[]
  readonly next: string | null
  /** Size of the public log that the page holds as of: asked for as of it, the next page goes on from this one. */
  readonly asOf: number
  readonly atLeast: number
}

/** What desks ask about proceedings and what goes out of them; every answer is cut to the audiences of the reader. */
export interface ProceedingQueries {
  /** The latest change first. `states` null is all of them. */
  list(
    name: ProceedingName,
    query: RowsQuery & { readonly states: readonly string[] | null },
  ): Promise<RowsPage<ProceedingHead>>
  /** All of them whole, each once as it stands when the first is asked for, whatever changes meanwhile. */
  stream(
    name: ProceedingName,
    query: Pick<RowsQuery, 'audiences'> & { readonly states: readonly string[] | null },
  ): AsyncGenerator<ProceedingRow>
  get(
    name: ProceedingName,
    id: string,
    audiences: readonly string[],
    asOf: number | null,
  ): Promise<ProceedingRow | null>
  /** Those of these ids that stand and that this reader may read. */
  getMany(
    name: ProceedingName,
    ids: readonly string[],
    audiences: readonly string[],
  ): Promise<ReadonlyMap<string, ProceedingRow>>
  /** Those with something due by then, soonest first. */
  due(at: Instant, limit: number): Promise<readonly { readonly name: ProceedingName; readonly id: string }[]>
  /** Messages or findings that this reader may have now, the latest first. */
  outgoing(kind: OutgoingKind, query: RowsQuery & { readonly now: Instant }): Promise<RowsPage<OutgoingRow>>
  getOutgoing(
    kind: OutgoingKind,
    id: string,
    audiences: readonly string[],
    now: Instant,
  ): Promise<OutgoingRow | null>
}
