// SPDX-License-Identifier: Apache-2.0
import { useSyncExternalStore } from 'react'

import { STORY_STEPS } from './story-steps.ts'

const STORED = 'marsad-story'
const CLOSED = -1
const listeners = new Set<() => void>()

/** Which step the story is at in this tab; closed where it was closed. Storage that is closed to us is the same as none. */
function stored(): number {
  try {
    const text = window.sessionStorage.getItem(STORED)
    const number = text === null ? 0 : Number(text)
    return Number.isInteger(number) && number < STORY_STEPS.length ? Math.max(CLOSED, number) : 0
  } catch {
    return 0
  }
}

let at = stored()

function keep(place: number): void {
  at = place
  try {
    window.sessionStorage.setItem(STORED, String(place))
  } catch {
    // Kept for this page only.
  }
  for (const tell of listeners) tell()
}

/** The step shown, counted from 0, or null where the story is closed. */
export const useStoryPlace = (): number | null => {
  const place = useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => at,
  )
  return place === CLOSED ? null : place
}

export const goToStep = (place: number): void => keep(place)
export const closeStory = (): void => keep(CLOSED)
