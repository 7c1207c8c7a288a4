// SPDX-License-Identifier: Apache-2.0
import { useQuery, type UseQueryResult } from '@tanstack/react-query'

import { ask } from './ask.ts'

/** A feed as GET /api/v1/feeds has it. */
export interface Feed {
  readonly id: string
  readonly source: string
  readonly originals: number
  readonly lastReceivedAt: string | null
  /** Since anything came of it; null before the first. */
  readonly ageSeconds: number | null
  /** The longest its source lets pass while it works; null where nothing is expected. */
  readonly expectedEverySeconds: number | null
  /** Where its silence is on record. */
  readonly silentSince: string | null
}

interface FeedsAnswer {
  readonly items: readonly Feed[]
}

const CHECKED_EVERY_MS = 20_000

/** All feeds with how fresh they are. */
export const useFeeds = (): UseQueryResult<FeedsAnswer> =>
  useQuery({
    queryKey: ['feeds'],
    queryFn: ({ signal }) => ask<FeedsAnswer>('/api/v1/feeds', { signal }),
    refetchInterval: CHECKED_EVERY_MS,
  })

/** On record as silent, or longer without a word than its source ever is: the record follows. */
export const isSilent = ({ silentSince, ageSeconds, expectedEverySeconds }: Feed): boolean =>
  silentSince !== null ||
  (ageSeconds !== null && expectedEverySeconds !== null && ageSeconds > expectedEverySeconds)
