// SPDX-License-Identifier: Apache-2.0
import type { Hypothesis } from '#agreement'
import { type Instant, type Position, toInstant } from '#kernel'

/** Something that burns: when, and how strongly at its height. */
export interface Heat {
  readonly start: Instant
  readonly end: Instant
  readonly megawatts: number
}

/** What really happened at one place: the truth that observations are held against. */
export interface GroundEvent {
  readonly hypothesis: Hypothesis
  readonly start: Instant
  readonly end: Instant
  readonly position: Position
  readonly sector: string | null
  /** Countable effects: explosions and the like; 0 for a mere fire. */
  readonly effects: number
  /** Id of the notification that announced it; null where nobody did. */
  readonly notifiedBy: string | null
  readonly heat: Heat | null
}

/** A place that is hot on most days of the year. */
export interface SteadySite {
  readonly id: string
  readonly position: Position
  readonly megawatts: number
  /** Chance that it is hot when looked at. */
  readonly runningShare: number
}

export const minutesAfter = (start: Instant, minutes: number): Instant =>
  toInstant(start + Math.round(minutes * 60_000))
