// SPDX-License-Identifier: Apache-2.0
import { formatKey, LANGUAGES, type Language, type MessageParams } from '#messages'

/** One sentence in every language of the mission. */
export type TextsInAll = Readonly<Record<Language, string>>

/** What a language's own text is, for every language. */
export const mapLanguages = (textOf: (language: Language) => string): TextsInAll =>
  Object.fromEntries(LANGUAGES.map((language) => [language, textOf(language)])) as TextsInAll

/** The same message in every language; parameters that differ by language are worked out for each. */
export const inAllLanguages = (
  key: string,
  params: MessageParams | ((language: Language) => MessageParams) = {},
): TextsInAll =>
  mapLanguages((language) =>
    formatKey(language, key, typeof params === 'function' ? params(language) : params),
  )
