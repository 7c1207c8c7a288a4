// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Result } from './result.ts'

/** Why a state does not take an event: a code that the catalogues turn into a sentence. */
export interface Refusal {
  readonly refused: string
}

/** What each state makes of each event, every pair of them: the next state, or why not. */
export type LifecycleTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Record<Event, State | Refusal>>>
>

/** A life in states, published as data so that anyone can hold a decision against it. */
export interface Lifecycle<State extends string, Event extends string> {
  readonly name: string
  readonly initial: State
  readonly states: readonly State[]
  readonly events: readonly Event[]
  readonly table: LifecycleTable<State, Event>
}

/** One row of a table: what `allowed` names leads on, everything else is refused for one reason. */
export function lifecycleRow<State extends string, Event extends string>(
  events: readonly Event[],
  refused: string,
  allowed: Partial<Record<Event, State | Refusal>>,
): Readonly<Record<Event, State | Refusal>> {
  const row = Object.fromEntries(events.map((event) => [event, allowed[event] ?? { refused }]))
  return row as Record<Event, State | Refusal>
}

/** The state after `event`; refuses with the row of the table that says no (code `illegal-event`). */
export function nextState<State extends string, Event extends string>(
  lifecycle: Lifecycle<State, Event>,
  state: State,
  event: Event,
): Result<State> {
  const next: State | Refusal = lifecycle.table[state][event]
  return typeof next === 'object'
    ? refuse(problem('', 'illegal-event', { lifecycle: lifecycle.name, state, event, refused: next.refused }))
    : ok(next)
}
