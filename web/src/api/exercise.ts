// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react'

/** Whether every answer so far came marked as an exercise; null before the first. */
let marked: boolean | null = null
/** Milliseconds that the exercise's own time is ahead of the clock on the wall; null where it keeps none. */
let ahead: number | null = null
const listeners = new Set<() => void>()

/** What an answer takes on its way may not make the clock on the page jump about. */
const NOTICEABLE_MS = 2_000

/** An exercise marks every answer (src/server/gates/security-headers.ts); once marked, a page stays so. */
export function noteExercise(headers: Headers): void {
  const before = [marked, ahead]
  marked = marked === true || headers.get('x-marsad-exercise') === 'true'
  const own = headers.get('x-marsad-exercise-time')
  const found = own === null ? null : Date.parse(own) - Date.now()
  if (found !== null && (ahead === null || Math.abs(found - ahead) > NOTICEABLE_MS)) ahead = found
  if (marked === before[0] && ahead === before[1]) return
  for (const tell of listeners) tell()
}

/** What time it is for the mission, in milliseconds since 1970: that of an exercise where it keeps its own. */
export const missionNow = (): number => Date.now() + (ahead ?? 0)

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useExercise = (): boolean => useSyncExternalStore(subscribe, () => marked === true)

/** Whether this is an exercise that was started to be looked at: it alone keeps a time of its own while it is served. */
export const useOpenExercise = (): boolean => useSyncExternalStore(subscribe, () => ahead !== null)
