// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { ask } from './ask.ts'

interface WaysIn {
  readonly passkeys: boolean
  readonly identityProvider: { readonly name: string } | null
}

/** What the identity provider is called by which people may sign in; null where there is none, or as long as that is not known. */
export function useProviderName(): string | null {
  const { data } = useQuery({
    queryKey: ['ways-in'],
    queryFn: ({ signal }) => ask<WaysIn>('/api/v1/session/ways', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.identityProvider?.name ?? null
}

/** Leaves the pages for the provider, which sends the browser back; rejects with ApiProblem where it cannot be begun. */
export async function goToProvider(path: string): Promise<void> {
  const { address } = await ask<{ readonly address: string }>(path, { method: 'POST' })
  window.location.assign(address)
}

/** How coming back ended, from the address of the page. */
export const entryOutcome = (): string | null => new URLSearchParams(window.location.search).get('entry')
