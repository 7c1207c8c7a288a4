// SPDX-License-Identifier: Apache-2.0
import { HOUR_MS, toInstant, type Instant } from '#kernel'

/** The exercise's own time: it stands while a story is told, which turns it forward, and may then be let run. */
export interface StoryClock {
  now(): Instant
  wait(hours: number): void
  /** Counts the turns, so that whoever comes back after one signs in again. */
  sitting(): number
  /** From here on it goes as fast as the clock on the wall. */
  run(): void
}

export function createStoryClock(start: Instant): StoryClock {
  let at = start
  let turns = 0
  let ranFrom: number | null = null
  return {
    now: () => (ranFrom === null ? at : toInstant(at + Math.floor(performance.now() - ranFrom))),
    wait(hours) {
      at = toInstant(at + hours * HOUR_MS)
      turns += 1
    },
    sitting: () => turns,
    run() {
      ranFrom ??= performance.now()
    },
  }
}
