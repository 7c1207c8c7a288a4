// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import type { Clock } from '#responses/clock'

import { ask } from '../api/ask.ts'

/** What people take from step to step, as the paths of the service name it. */
export type ProceedingName =
  | 'cases'
  | 'attributions'
  | 'responses'
  | 'requests'
  | 'notifications'
  | 'harms'
  | 'impediments'
  | 'stances'

export interface Summary {
  readonly state: string
  readonly openedAt: string
  readonly changedAt: string
  readonly from: string
  readonly until: string
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly dueAt: string | null
}

export interface Row {
  readonly id: string
  readonly since: number
  readonly summary: Summary
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly total: { readonly atLeast: number }
}

/** Whether an event is open to whoever asks, and why not where it is not. */
export interface OpenAction {
  readonly event: string
  readonly open: boolean
  readonly because: string | null
}

export interface Proceeding<Document> extends Row {
  readonly document: Document
  readonly actions: readonly OpenAction[]
  readonly notifications?: readonly {
    readonly notification: string
    readonly kind: string
    readonly noticeHours: number
  }[]
  /** Of a case: every span that any ladder knows, as it stands now. */
  readonly clocks?: readonly (Clock & { readonly withinHours: number })[]
  readonly exceptions?: readonly { readonly id: string; readonly kind: string }[]
}

/** A message or a finding, as it was made for whoever reads it. */
export interface Outgoing<Document> {
  readonly id: string
  readonly since: number
  readonly visibleFrom: string
  readonly document: Document
  /** Of a message: what the party that it went to did with it. */
  readonly answered?: {
    readonly receipt: { readonly at: string } | null
    readonly replies: readonly { readonly text: string; readonly at: string }[]
  }
}

/** Clocks run and others work: what is on the screen is asked for again this often. */
export const ASK_AGAIN_MS = 15_000

const query = (parts: Readonly<Record<string, string | null>>): string => {
  const given = Object.entries(parts).filter((part): part is [string, string] => part[1] !== null)
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

/** A page of one kind, the latest change first. `state` holds states with commas between; null is all of them. */
export const useProceedings = (
  name: ProceedingName,
  state: string | null = null,
  cursor: string | null = null,
) =>
  useQuery({
    queryKey: ['proceedings', name, state, cursor],
    queryFn: ({ signal }) => ask<Page<Row>>(`/api/v1/${name}${query({ state, cursor })}`, { signal }),
    refetchInterval: ASK_AGAIN_MS,
  })

export const proceedingQuery = <Document>(name: ProceedingName, id: string) => ({
  queryKey: ['proceeding', name, id],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    ask<Proceeding<Document>>(`/api/v1/${name}/${encodeURIComponent(id)}`, { signal }),
  refetchInterval: ASK_AGAIN_MS,
})

export const useProceeding = <Document>(name: ProceedingName, id: string) =>
  useQuery(proceedingQuery<Document>(name, id))

/** Messages to the parties or released findings, as far as whoever asks may have them. */
export const useOutgoing = <Document>(kind: 'messages' | 'findings') =>
  useQuery({
    queryKey: ['outgoing', kind],
    queryFn: ({ signal }) => ask<Page<Outgoing<Document>>>(`/api/v1/${kind}`, { signal }),
    refetchInterval: ASK_AGAIN_MS,
  })

/** Sends something that changes what stands, then asks for everything anew. Rejects with ApiProblem. */
export function useSend<Answer = { readonly id: string }>() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({
      path,
      body,
      method = 'POST',
    }: {
      readonly path: string
      readonly body?: unknown
      readonly method?: 'POST' | 'PATCH' | 'DELETE'
    }) => ask<Answer>(path, { method, ...(body === undefined ? {} : { body }) }),
    onSuccess: () => queries.invalidateQueries(),
  })
}

export interface NamedPerson {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly nation: string
}

/** Names to ids on records, as far as whoever asks may have them. */
export const usePeopleNames = (ids: readonly string[]) => {
  const wanted = [...new Set(ids)].filter((id) => /^[0-9a-f]{32}$/.test(id)).sort()
  return useQuery({
    queryKey: ['names', wanted],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly NamedPerson[] }>(`/api/v1/names?ids=${wanted.join(',')}`, { signal }),
    enabled: wanted.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
