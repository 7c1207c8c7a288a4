// SPDX-License-Identifier: Apache-2.0
import { useDirection } from '@mantine/core'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { directionOf, isLanguage, type Language } from '#messages'

import { TextProvider } from '../text/use-text.tsx'

const STORED = 'marsad-language'
/** The reference language of the mission, for whoever has not chosen. */
const FIRST: Language = 'ar'

interface LanguageChoice {
  readonly language: Language
  choose(language: Language): void
}

const LanguageContext = createContext<LanguageChoice>({ language: FIRST, choose: () => {} })

/** What was chosen in this browser; storage that is closed to us is the same as no choice. */
function storedLanguage(): Language {
  try {
    const text = window.localStorage.getItem(STORED) ?? ''
    return isLanguage(text) ? text : FIRST
  } catch {
    return FIRST
  }
}

function storeLanguage(language: Language): void {
  try {
    window.localStorage.setItem(STORED, language)
  } catch {
    // Chosen for this page only.
  }
}

/** The language of the page and with it its direction. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(storedLanguage)
  const { setDirection } = useDirection()
  useEffect(() => {
    document.documentElement.lang = language
    setDirection(directionOf(language))
  }, [language, setDirection])
  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      choose(chosen) {
        storeLanguage(chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return (
    <LanguageContext value={choice}>
      <TextProvider language={language}>{children}</TextProvider>
    </LanguageContext>
  )
}

export const useLanguageChoice = (): LanguageChoice => useContext(LanguageContext)
