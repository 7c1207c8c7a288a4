// SPDX-License-Identifier: Apache-2.0
import { isLanguage, type Language } from '#messages'

const STORED = 'marsad-language'
/** The reference language of the mission, for whoever has not chosen. */
export const FIRST_LANGUAGE: Language = 'ar'

/** What was chosen in this browser; storage that is closed to us is the same as no choice. */
export function storedLanguage(): Language {
  try {
    const text = window.localStorage.getItem(STORED) ?? ''
    return isLanguage(text) ? text : FIRST_LANGUAGE
  } catch {
    return FIRST_LANGUAGE
  }
}

export function storeLanguage(language: Language): void {
  try {
    window.localStorage.setItem(STORED, language)
  } catch {
    // Chosen for this page only.
  }
}
