// SPDX-License-Identifier: Apache-2.0
import { useDirection } from '@mantine/core'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { loadCatalogue } from 'virtual:catalogues'

import { directionOf, type Language } from '#messages'

import { TextProvider } from '../text/use-text.tsx'
import { FIRST_LANGUAGE, storedLanguage, storeLanguage } from './stored-language.ts'

interface LanguageChoice {
  readonly language: Language
  choose(language: Language): void
}

const LanguageContext = createContext<LanguageChoice>({ language: FIRST_LANGUAGE, choose: () => {} })

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
        // Where its texts cannot be had, the page stays in the language that it is in.
        loadCatalogue(chosen).then(() => setLanguage(chosen), window.reportError)
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
