// SPDX-License-Identifier: Apache-2.0
import type { Account } from './account.ts'
import { oneMoreFailure } from './failures.ts'
import type { PersonEvent } from './person-event.ts'

const MINUTE_MS = 60_000

/** Failures in a row that lock an account; NIST SP 800-63B section 5.2.2 allows up to a hundred, guessing needs far fewer. */
export const FAILURES_UNTIL_LOCKED = 5
/** How long the first lock lasts; each further one before a sign-in lasts twice as long, up to sixteen times. */
export const FIRST_LOCK_MS = 15 * MINUTE_MS
const MOST_DOUBLINGS = 4

/** What an attempt to sign in finds. `may-again` is a lock whose time is over: an `unlocked` record comes first. */
export function standingOf(account: Account, atMs: number): 'may' | 'may-again' | 'may-not' {
  if (account.state === 'active') return 'may'
  const isOver = account.lockedUntilMs !== null && account.lockedUntilMs <= atMs
  return account.state === 'locked' && isOver ? 'may-again' : 'may-not'
}

/** The records of a failed attempt: that it failed, and the lock that follows from it. An account that nobody can enter counts no failures towards a lock. */
export function decideFailure(account: Account, atMs: number): readonly PersonEvent[] {
  const person = account.person.id
  const failed: PersonEvent = { kind: 'sign-in-failed', person }
  const standing = standingOf(account, atMs)
  if (standing === 'may-not') return [failed]
  if (standing === 'may-again') return [{ kind: 'unlocked', person, by: { kind: 'rule' } }, failed]
  if (oneMoreFailure(account.failures, atMs).count < FAILURES_UNTIL_LOCKED) return [failed]
  const lockMs = FIRST_LOCK_MS * (1 << Math.min(account.lockouts, MOST_DOUBLINGS))
  return [failed, { kind: 'locked', person, untilMs: atMs + lockMs, by: { kind: 'rule' } }]
}
