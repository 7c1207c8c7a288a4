// SPDX-License-Identifier: Apache-2.0
import type { Language } from '#messages'

/** One text in the five languages, as the terms of an agreement have it. */
export type Names = Readonly<Record<Language, string>>

/** The name in a language, of what has one for each or one for all. */
export const nameIn = (named: Names | string, language: Language): string =>
  typeof named === 'string' ? named : named[language]
