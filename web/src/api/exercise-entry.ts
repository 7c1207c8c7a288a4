// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'

import { useOpenExercise } from './exercise.ts'

/** As GET /api/v1/exercise answers whoever sits at the machine. */
export interface ExerciseEntry {
  readonly chairs: readonly { readonly login: string; readonly role: string; readonly compartment: string }[]
  readonly story: { readonly case: string; readonly incident: string } | null
}

/** First word of the query's key. */
export const EXERCISE_ENTRY = 'exercise-entry'

/** Asked without `ask`: to whoever may not know it answers as if nobody were signed in, which must sign nobody out. */
async function readEntry(signal: AbortSignal): Promise<ExerciseEntry | null> {
  const response = await fetch('/api/v1/exercise', { signal, credentials: 'same-origin' })
  return response.ok ? ((await response.json()) as ExerciseEntry) : null
}

/** The ways into an exercise that was started to be looked at; null in everything else. */
export function useExerciseEntry(): ExerciseEntry | null {
  const isOpen = useOpenExercise()
  const entry = useQuery({
    queryKey: [EXERCISE_ENTRY],
    queryFn: ({ signal }) => readEntry(signal),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return entry.data ?? null
}
