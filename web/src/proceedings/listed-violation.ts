// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { ask } from '../api/ask.ts'
import { ASK_AGAIN_MS } from './proceeding-api.ts'

/** What the machine listed: a possible violation, or an indication where one kind of means tells of it alone. */
export interface ListedViolation {
  readonly id: string
  readonly start: string
  readonly document: {
    readonly incident?: string
    readonly provision?: string
    readonly standing?: string
    readonly likelihood?: { readonly probability: number }
  }
}

interface ListedPage {
  readonly items: readonly ListedViolation[]
  readonly next: string | null
  readonly total: { readonly atLeast: number }
}

/** A page of what is listed within an interval (RFC 3339 or null for all), from a cursor on. */
export const useListedViolations = ({
  from = null,
  to = null,
  cursor = null,
  asOf = null,
  limit,
}: {
  readonly from?: string | null
  readonly to?: string | null
  readonly cursor?: string | null
  /** A size of the public log; null for now. */
  readonly asOf?: number | null
  readonly limit: number
}) =>
  useQuery({
    queryKey: ['violations', from, to, cursor, asOf, limit],
    queryFn: ({ signal }) => {
      const size = asOf === null ? null : String(asOf)
      const given = Object.entries({ from, to, cursor, asOf: size }).filter(
        (one): one is [string, string] => one[1] !== null,
      )
      const query = new URLSearchParams([...given, ['limit', String(limit)]])
      return ask<ListedPage>(`/api/v1/violations?${query.toString()}`, { signal })
    },
    refetchInterval: asOf === null ? ASK_AGAIN_MS : false,
  })

/** Where a case of it is opened; a person does that, never the machine. */
export const hrefToOpenCase = ({ id, document }: ListedViolation): string =>
  `/cases?${new URLSearchParams({
    violation: id,
    incident: document.incident ?? '',
    standing: document.standing ?? '',
  }).toString()}`
