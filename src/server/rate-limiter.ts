// SPDX-License-Identifier: Apache-2.0
import type { Rate } from './settings.ts'

/** Keys remembered at once: above it the one that was quiet longest is forgotten, and begins again with a full bucket. */
const MOST_KEYS = 20_000

export interface RateLimiter {
  /** Takes one request of `key`; gives the seconds to wait where there is none left, else null. */
  take(key: string): number | null
}

/** A bucket of tokens for each key, filled at `perSecond` up to `burst`. `now` is in milliseconds and never goes back. */
export function createRateLimiter({ perSecond, burst }: Rate, now: () => number): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  return {
    take(key) {
      const atMs = now()
      const known = buckets.get(key)
      const filled = known === undefined ? burst : known.tokens + ((atMs - known.atMs) / 1_000) * perSecond
      const tokens = Math.min(burst, filled)
      // Set anew, so that the order of the map is that of the last request.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs })
      if (buckets.size > MOST_KEYS) {
        const oldest = buckets.keys().next()
        if (oldest.done !== true) buckets.delete(oldest.value)
      }
      return tokens >= 1 ? null : (1 - tokens) / perSecond
    },
  }
}

export interface SlotLimiter {
  /** Takes one of the slots of `key`; null where all are taken. What is given back must be called once. */
  take(key: string): (() => void) | null
}

/** How many things of one key may go on at the same time. */
export function createSlotLimiter(most: number): SlotLimiter {
  const taken = new Map<string, number>()
  return {
    take(key) {
      const count = taken.get(key) ?? 0
      if (count >= most) return null
      taken.set(key, count + 1)
      return () => {
        const left = (taken.get(key) ?? 1) - 1
        if (left === 0) taken.delete(key)
        else taken.set(key, left)
      }
    },
  }
}
