// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'

import { ApiProblem } from './api-problem.ts'
import { EXERCISE_ENTRY } from './exercise-entry.ts'
import { ask, keepCsrfToken, whenSignedOut } from './ask.ts'

/** As GET /api/v1/session answers. */
export interface Session {
  readonly person: {
    readonly id: string
    readonly login: string
    readonly name: string
    readonly organisation: string
    readonly nation: string
    readonly compartment: string
    readonly roles: readonly string[]
  }
  readonly actions: readonly string[]
  readonly afterSecondFactor: readonly string[]
  readonly assurance: 'one-factor' | 'two-factor'
  readonly csrfToken: string
  readonly endsAt: string
}

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'unreachable' }

interface SessionDesk {
  readonly state: SessionState
  /** Rejects with ApiProblem where it is refused. */
  signIn(entry: { readonly login: string; readonly password: string; readonly code?: string }): Promise<void>
  /** Takes an account of an exercise that was started to be looked at; who was signed in before is so no longer here. */
  enterAs(login: string): Promise<void>
  signOut(): Promise<void>
}

/** Who signs in or out in one tab does so in all of them: the cookie is one. */
const SESSIONS = 'marsad-session'

const SessionContext = createContext<SessionDesk | null>(null)

/** Who is signed in, for everything below it. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'asking' })
  const queries = useQueryClient()

  /** Whose this tab is; null while it is nobody's. */
  const owner = useRef<string | null>(null)
  const tabs = useRef<BroadcastChannel | null>(null)

  const enter = useCallback((session: Session) => {
    keepCsrfToken(session.csrfToken)
    owner.current = session.person.id
    setState({ kind: 'signed-in', session })
  }, [])
  const leave = useCallback(() => {
    keepCsrfToken(null)
    owner.current = null
    queries.clear()
    setState({ kind: 'signed-out' })
  }, [queries])
  /** What the last one saw is not for the next; the chairs are the same for all. */
  const forget = useCallback(
    () => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== EXERCISE_ENTRY }),
    [queries],
  )
  const tellTabs = useCallback(() => tabs.current?.postMessage(owner.current), [])
  const findOut = useCallback(async (): Promise<void> => {
    try {
      enter(await ask<Session>('/api/v1/session'))
    } catch (error) {
      if (error instanceof ApiProblem && error.code !== 'unreachable') leave()
      else setState({ kind: 'unreachable' })
    }
  }, [enter, leave])

  useEffect(() => {
    const channel = new BroadcastChannel(SESSIONS)
    tabs.current = channel
    channel.addEventListener('message', ({ data }: MessageEvent<string | null>) => {
      if (data !== owner.current) {
        // Nothing of one person's may stand under another's name, nor be sent in it.
        keepCsrfToken(null)
        forget()
        setState({ kind: 'asking' })
      }
      // Of the same person it is another session, whose changes carry another token.
      void findOut()
    })
    return () => channel.close()
  }, [findOut, forget])
  useEffect(() => {
    whenSignedOut(leave)
    void findOut().then(() => {
      if (owner.current !== null) tellTabs()
    })
  }, [findOut, leave, tellTabs])

  const desk = useMemo<SessionDesk>(
    () => ({
      state,
      signIn: async (entry) => {
        enter(await ask<Session>('/api/v1/session', { method: 'POST', body: entry }))
        tellTabs()
      },
      enterAs: async (login) => {
        const session = await ask<Session>('/api/v1/exercise/session', { method: 'POST', body: { login } })
        forget()
        enter(session)
        tellTabs()
      },
      signOut: async () => {
        await ask('/api/v1/session', { method: 'DELETE' })
        leave()
        tellTabs()
      },
    }),
    [state, enter, leave, forget, tellTabs],
  )
  return <SessionContext value={desk}>{children}</SessionContext>
}

export function useSessionDesk(): SessionDesk {
  const desk = useContext(SessionContext)
  if (desk === null) throw new TypeError('used outside SessionProvider')
  return desk
}

/** The session of whoever is signed in; only for pages behind the sign-in. */
export function useSession(): Session {
  const { state } = useSessionDesk()
  if (state.kind !== 'signed-in') throw new TypeError('nobody is signed in')
  return state.session
}

export const mayDo = (session: Session, action: string): boolean => session.actions.includes(action)
