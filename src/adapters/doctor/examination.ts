// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '#kernel'

/** One thing that was looked at. `fault`: do something now. `warning`: do something soon. */
export interface Finding {
  readonly state: 'fine' | 'warning' | 'fault'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

const finding = (
  state: Finding['state'],
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): Finding => ({ state, code, params })

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const GIBIBYTE = 1024 * 1024 * 1024

/** Below this a day of a busy mission might not fit any more. */
const LEAST_FREE_BYTES = 2 * GIBIBYTE
const LITTLE_FREE_BYTES = 10 * GIBIBYTE

export function examineSpace(freeBytes: number): Finding {
  const params = { gibibytes: Math.round((freeBytes / GIBIBYTE) * 10) / 10 }
  if (freeBytes < LEAST_FREE_BYTES) return finding('fault', 'space-short', params)
  return freeBytes < LITTLE_FREE_BYTES
    ? finding('warning', 'space-little', params)
    : finding('fine', 'space-enough', params)
}

/** A checkpoint comes at a fixed cadence while the mission is served; a day without one means that nobody outside can check. */
export function examineCheckpoint(latest: Instant | null, now: Instant, isServed: boolean): Finding {
  if (latest === null) return finding(isServed ? 'warning' : 'fine', 'checkpoint-none')
  const hours = Math.max(0, Math.round((now - latest) / HOUR_MS))
  return isServed && now - latest > 2 * HOUR_MS
    ? finding('fault', 'checkpoint-old', { hours })
    : finding('fine', 'checkpoint-recent', { hours })
}

export function examineQueue(waiting: number, oldest: Instant | null, now: Instant): Finding {
  const minutes = oldest === null ? 0 : Math.max(0, Math.round((now - oldest) / MINUTE_MS))
  return oldest !== null && now - oldest > 15 * MINUTE_MS
    ? finding('fault', 'queue-stuck', { waiting, minutes })
    : finding('fine', 'queue-moving', { waiting })
}

/** A live mission without a recent backup is one broken disk away from its end. */
export function examineBackup(latest: Instant | null, now: Instant, exercise: boolean): Finding {
  const serious = exercise ? 'warning' : 'fault'
  if (latest === null) return finding(serious, 'backup-none')
  const hours = Math.round((now - latest) / HOUR_MS)
  return now - latest > 26 * HOUR_MS
    ? finding(serious, 'backup-old', { hours })
    : finding('fine', 'backup-recent', { hours })
}

/** What a clock may be off by before times in the log and those of feeds contradict each other. */
const MOST_SKEW_MS = 2 * MINUTE_MS

/**
 * Holds this machine's clock against the log, which never goes back, and against feeds: an observation cannot have been made after it
 * was received. `feedAheadMs` is by how much the newest observations seem to come from the future; null without any.
 */
export function examineClock(now: Instant, lastKnown: Instant | null, feedAheadMs: number | null): Finding {
  if (lastKnown !== null && lastKnown - now > MOST_SKEW_MS) {
    return finding('fault', 'clock-behind-the-log', { seconds: Math.round((lastKnown - now) / 1_000) })
  }
  if (feedAheadMs !== null && feedAheadMs > MOST_SKEW_MS) {
    return finding('fault', 'clock-behind-a-feed', { seconds: Math.round(feedAheadMs / 1_000) })
  }
  return finding('fine', 'clock-agrees')
}

export function examineSteps(applied: number, known: number): Finding {
  if (applied > known) return finding('fault', 'tables-later', { applied, known })
  return applied < known
    ? finding('warning', 'tables-earlier', { applied, known })
    : finding('fine', 'tables-current', { applied })
}

const DAY_MS = 24 * HOUR_MS
const MOST_KEY_DAYS = 400

/** `created` is null for a mission whose keys come from the environment. */
export function examineKeys(
  state: 'exercise' | 'environment' | 'keyring' | 'keyring-locked' | 'unreadable',
  created: Instant | null,
  now: Instant,
): Finding {
  const days = created === null ? 0 : Math.floor((now - created) / DAY_MS)
  switch (state) {
    case 'exercise':
      return finding('fine', 'keys-of-exercise')
    case 'environment':
      return finding('warning', 'keys-in-environment')
    case 'unreadable':
      return finding('fault', 'keys-unreadable')
    case 'keyring-locked':
      return finding('warning', 'keys-not-opened')
    case 'keyring':
      return days > MOST_KEY_DAYS
        ? finding('warning', 'keys-old', { days })
        : finding('fine', 'keys-open', { days })
  }
}
