// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod'

import {
  assertNever,
  lifecycleRow,
  nextState,
  ok,
  problem,
  refuse,
  type Actor,
  type Lifecycle,
  type Recorded,
  type Result,
} from '#kernel'

export const RECORD_STATES = ['standing', 'withdrawn'] as const
export type RecordState = (typeof RECORD_STATES)[number]

const EVENTS = ['corrected', 'withdrawn'] as const
type EventKind = (typeof EVENTS)[number]

/** The life of a record that is corrected, never edited. */
export const recordLifecycle = (name: string): Lifecycle<RecordState, EventKind> => ({
  name,
  initial: 'standing',
  states: RECORD_STATES,
  events: EVENTS,
  table: {
    standing: lifecycleRow<RecordState, EventKind>(EVENTS, 'standing', {
      corrected: 'standing',
      withdrawn: 'withdrawn',
    }),
    withdrawn: lifecycleRow<RecordState, EventKind>(EVENTS, 'record-withdrawn', {}),
  },
})

/** One version of a record. */
export interface RecordVersion<Value> {
  readonly version: number
  readonly value: Value
  readonly person: string
  readonly at: string
  /** What changed and why; null on the first. */
  readonly correction: string | null
}

/** A record with every version it had; the last one counts. */
export interface CorrectedRecord<Value> {
  readonly id: string
  readonly state: RecordState
  readonly versions: readonly RecordVersion<Value>[]
  readonly changedAt: string
  readonly withdrawn: { readonly reason: string; readonly person: string; readonly at: string } | null
}

export type RecordEvent<Value> =
  | { readonly kind: 'recorded'; readonly value: Value }
  | { readonly kind: 'corrected'; readonly value: Value; readonly correction: string }
  | { readonly kind: 'withdrawn'; readonly reason: string }

const text = z.string().trim().min(1).max(4_000)

/** The events of records with such values. */
export const recordEventSchema = <Value>(value: z.ZodType<Value>) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('recorded'), value }),
    z.strictObject({ kind: z.literal('corrected'), value, correction: text }),
    z.strictObject({ kind: z.literal('withdrawn'), reason: text }),
  ]) as unknown as z.ZodType<RecordEvent<Value>>

/** The record after one more event; `before` is null for the first, which must be `recorded`. */
export function applyToRecord<Value>(
  id: string,
  before: CorrectedRecord<Value> | null,
  { event, actor, at }: Recorded<RecordEvent<Value>>,
): CorrectedRecord<Value> {
  const { person } = actor
  if (event.kind === 'recorded') {
    if (before !== null) throw new RangeError(`record ${id} is there already`)
    const first = { version: 1, value: event.value, person, at, correction: null }
    return { id, state: 'standing', versions: [first], changedAt: at, withdrawn: null }
  }
  if (before === null) throw new RangeError(`record ${id} begins with ${event.kind}`)
  switch (event.kind) {
    case 'corrected': {
      const { value, correction } = event
      const version = { version: before.versions.length + 1, value, person, at, correction }
      return { ...before, versions: [...before.versions, version], changedAt: at }
    }
    case 'withdrawn':
      return { ...before, state: 'withdrawn', changedAt: at, withdrawn: { reason: event.reason, person, at } }
    default:
      return assertNever(event)
  }
}

/** Whether this may happen to the record now. */
export function decideRecord<Value>(
  lifecycle: Lifecycle<RecordState, EventKind>,
  before: CorrectedRecord<Value> | null,
  event: RecordEvent<Value>,
  { actor, at }: { readonly actor: Actor; readonly at: string },
): Result<Recorded<RecordEvent<Value>>> {
  if (event.kind === 'recorded') {
    return before === null ? ok({ event, actor, at }) : refuse(problem('', 'record-exists'))
  }
  if (before === null) return refuse(problem('', `no-such-${lifecycle.name}`))
  const next = nextState(lifecycle, before.state, event.kind)
  return next.ok ? ok({ event, actor, at }) : next
}
