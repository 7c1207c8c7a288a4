// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext, useMemo, type ReactNode } from 'react'

import {
  directionOf,
  formatKey,
  formatMessage,
  formatNumber,
  hasMessage,
  isolateLeftToRight,
  isolateName,
  wordKey,
  type Language,
  type MessageKey,
  type MessageParams,
} from '#messages'

/** Everything a page says, in one language. */
export interface Text {
  readonly language: Language
  readonly direction: 'rtl' | 'ltr'
  /** A sentence of the catalogues. */
  t(key: MessageKey, params?: MessageParams): string
  /** A sentence whose key is put together at run time; the key itself, isolated, where the catalogues have none. */
  maybe(key: string, params?: MessageParams): string
  /** A word of a vocabulary, such as ('hypothesis', 'shelling'). */
  word(group: string, word: string): string
  number(value: number): string
  /** Coordinates, times, ids, codes: always left to right. */
  code(text: string): string
  /** Names, whose direction is their own. */
  name(text: string): string
}

const textOf = (language: Language): Text => ({
  language,
  direction: directionOf(language),
  t: (key, params) => formatMessage(language, key, params),
  maybe: (key, params) =>
    hasMessage(language, key) ? formatKey(language, key, params) : isolateLeftToRight(language, key),
  word(group, word) {
    const key = wordKey(group, word)
    return hasMessage(language, key) ? formatKey(language, key) : isolateLeftToRight(language, word)
  },
  number: (value) => isolateLeftToRight(language, formatNumber(language, value)),
  code: (text) => isolateLeftToRight(language, text),
  name: (text) => isolateName(language, text),
})

const TextContext = createContext<Text>(textOf('ar'))

export function TextProvider({
  language,
  children,
}: {
  readonly language: Language
  readonly children: ReactNode
}) {
  const text = useMemo(() => textOf(language), [language])
  return <TextContext value={text}>{children}</TextContext>
}

export const useText = (): Text => useContext(TextContext)
