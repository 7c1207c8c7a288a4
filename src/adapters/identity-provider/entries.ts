// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '#kernel'

/** How long somebody may take at the provider. */
export const ENTRY_MS = 300_000
/** Entries waited for at once; beyond that the oldest is let go. */
const MOST_ENTRIES = 10_000

/** What was begun and is waited for, by a token that only the browser which began it holds; each is taken once. */
export interface Entries<T> {
  hold(token: string, begun: T): void
  take(token: string): T | null
}

export function createEntries<T>(nowMs: () => number): Entries<T> {
  const held = new Map<string, { readonly begun: T; readonly untilMs: number }>()
  return {
    hold(token, begun) {
      const [oldest] = held.keys()
      if (held.size >= MOST_ENTRIES && oldest !== undefined) held.delete(oldest)
      held.set(digestOf(token), { begun, untilMs: nowMs() + ENTRY_MS })
    },
    take(token) {
      const key = digestOf(token)
      const found = held.get(key)
      held.delete(key)
      return found !== undefined && found.untilMs >= nowMs() ? found.begun : null
    },
  }
}
