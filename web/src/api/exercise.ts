// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react'

/** Whether every answer so far came marked as an exercise; null before the first. */
let marked: boolean | null = null
const listeners = new Set<() => void>()

/** An exercise marks every answer (src/server/gates/security-headers.ts); once marked, a page stays so. */
export function noteExercise(headers: Headers): void {
  const now = marked === true || headers.get('x-marsad-exercise') === 'true'
  if (now === marked) return
  marked = now
  for (const tell of listeners) tell()
}

export const useExercise = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => marked === true,
  )
