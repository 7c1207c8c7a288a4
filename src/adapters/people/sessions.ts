// SPDX-License-Identifier: Apache-2.0
import { randomBytes, timingSafeEqual } from 'node:crypto'

import { digestOf } from '#kernel'
import { standingOfSession, type Assurance, type Session } from '#people'

/** A session with the token that a page must show before it may write. */
export interface OpenSession extends Session {
  /** Digest of the token that the cookie holds: the session's name, of no use to enter it. */
  readonly key: string
  readonly csrfToken: string
}

export type SessionEnd = 'person' | 'idle' | 'absolute' | 'account-changed' | 'stopped'

/**
 * Sessions live in the memory of the process: a copy of the disk opens none, and whoever restarts the service signs in again.
 * `onEnd` hears of every session that ends, in any way but the death of the process.
 */
export interface Sessions {
  /** The token is for the cookie; it is kept nowhere. */
  begin(person: string, assurance: Assurance): { readonly token: string; readonly session: OpenSession }
  /** The session of the token, seen now; null where there is none any more. */
  find(token: string): OpenSession | null
  /** The sessions of a person that still stand. */
  of(person: string): readonly OpenSession[]
  end(key: string, reason: SessionEnd): void
  /** Whether the session of that name goes on; asking does not keep it awake. */
  isOpen(key: string): boolean
  /** All sessions of a person, but one to keep. */
  endAllOf(person: string, reason: SessionEnd, except?: string): void
  /** The session shown a second factor; other sessions of the person stay as they are. */
  raise(key: string): void
  isCsrfToken(session: OpenSession, shown: string): boolean
  endAll(reason: SessionEnd): void
}

const TOKEN_BYTES = 32
/** Sessions of one person at a time; a further one ends the oldest. */
const MOST_SESSIONS_OF_A_PERSON = 10

export function createSessions(
  nowMs: () => number,
  onEnd: (session: OpenSession, reason: SessionEnd) => void,
): Sessions {
  const open = new Map<string, OpenSession>()
  const end = (key: string, reason: SessionEnd): void => {
    const session = open.get(key)
    if (session === undefined) return
    open.delete(key)
    onEnd(session, reason)
  }
  const endOver = (): void => {
    for (const session of open.values()) {
      const standing = standingOfSession(session, nowMs())
      if (standing !== 'live') end(session.key, standing)
    }
  }
  const of = (person: string): readonly OpenSession[] =>
    [...open.values()].filter((session) => session.person === person)
  return {
    begin(person, assurance) {
      endOver()
      const [oldest, ...others] = of(person)
      if (oldest !== undefined && others.length + 1 >= MOST_SESSIONS_OF_A_PERSON)
        end(oldest.key, 'account-changed')
      const token = randomBytes(TOKEN_BYTES).toString('base64url')
      const session: OpenSession = {
        key: digestOf(token),
        csrfToken: randomBytes(TOKEN_BYTES).toString('base64url'),
        person,
        assurance,
        beganMs: nowMs(),
        seenMs: nowMs(),
      }
      open.set(session.key, session)
      return { token, session }
    },
    find(token) {
      const session = open.get(digestOf(token))
      if (session === undefined) return null
      const standing = standingOfSession(session, nowMs())
      if (standing !== 'live') {
        end(session.key, standing)
        return null
      }
      const seen = { ...session, seenMs: nowMs() }
      open.set(session.key, seen)
      return seen
    },
    of(person) {
      endOver()
      return of(person)
    },
    end,
    isOpen(key) {
      const session = open.get(key)
      return session !== undefined && standingOfSession(session, nowMs()) === 'live'
    },
    endAllOf(person, reason, except) {
      for (const { key } of of(person)) if (key !== except) end(key, reason)
    },
    raise(key) {
      const session = open.get(key)
      if (session !== undefined) open.set(key, { ...session, assurance: 'two-factor' })
    },
    isCsrfToken({ csrfToken }, shown) {
      const [held, given] = [Buffer.from(csrfToken), Buffer.from(shown)]
      return held.length === given.length && timingSafeEqual(held, given)
    },
    endAll(reason) {
      for (const key of open.keys()) end(key, reason)
    },
  }
}
