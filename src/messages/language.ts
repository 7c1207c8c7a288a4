// SPDX-License-Identifier: Apache-2.0

/** The five languages of every text for people, Arabic first. */
export const LANGUAGES = ['ar', 'en', 'fr', 'uk', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text)

/** Direction of a paragraph in the language, as HTML names it. */
export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr')
