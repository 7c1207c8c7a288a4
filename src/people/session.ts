// SPDX-License-Identifier: Apache-2.0
import type { Assurance } from './permission/index.ts'

/** A session ends this long after it began, whatever happened in it (NIST SP 800-63B section 4.2.3: 12 hours). */
export const SESSION_ABSOLUTE_MS = 12 * 3_600_000
/** A session ends when nothing was asked in it for this long. */
export const SESSION_IDLE_MS = 30 * 60_000

export interface Session {
  readonly person: string
  readonly assurance: Assurance
  readonly beganMs: number
  readonly seenMs: number
}

/** Whether a session still stands, or which of the two spans ended it; the ends themselves no longer belong to it. */
export function standingOfSession(
  { beganMs, seenMs }: Pick<Session, 'beganMs' | 'seenMs'>,
  nowMs: number,
): 'live' | 'idle' | 'absolute' {
  if (nowMs - beganMs >= SESSION_ABSOLUTE_MS) return 'absolute'
  return nowMs - seenMs >= SESSION_IDLE_MS ? 'idle' : 'live'
}
