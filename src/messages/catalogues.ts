// SPDX-License-Identifier: Apache-2.0
import ar from './ar.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import ru from './ru.json' with { type: 'json' }
import uk from './uk.json' with { type: 'json' }

import type { Language } from './language.ts'

/** Keys known when the program is built; English is the list. */
export type MessageKey = keyof typeof en

type Catalogue = Readonly<Record<string, string>>

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { ar, en, fr, uk, ru }

/** Every message of a language by key, in ICU MessageFormat. */
export const catalogueOf = (language: Language): Catalogue => CATALOGUES[language]

/** True where the language has the message. */
export const hasMessage = (language: Language, key: string): boolean =>
  Object.hasOwn(CATALOGUES[language], key)
