// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'react'

import type { Session } from '../api/session.tsx'
import { PAGES } from './pages.tsx'
import { goTo } from './router.tsx'

/** After `g`, the letter of a page is waited for this long. */
const SECOND_KEY_MS = 1_500

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** `?` for help, `g` and a letter for a page. Letters are told by where they lie, so that they work on every keyboard. */
export function useShortcuts(session: Session | null, openHelp: () => void): void {
  useEffect(() => {
    let goneBy = 0
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?' || event.key === '؟') return openHelp()
      if (event.code === 'KeyG') {
        goneBy = event.timeStamp + SECOND_KEY_MS
        return
      }
      const isSecond = event.timeStamp < goneBy
      goneBy = 0
      if (!isSecond || session === null) return
      const page = PAGES.find(
        ({ navigation }) =>
          navigation !== null &&
          navigation.isFor(session) &&
          event.code === `Key${navigation.key.toUpperCase()}`,
      )
      if (page === undefined) return
      event.preventDefault()
      goTo(page.path)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [session, openHelp])
}
