// SPDX-License-Identifier: Apache-2.0

const LONGEST_EXCERPT = 60

/** What of a value is quoted in a problem: the first 60 characters, with everything that is not Unicode text made visible as U+FFFD. */
export const excerpt = (text: string): string => toWellFormed(text.slice(0, LONGEST_EXCERPT))

/** Lone surrogates, which stand here for bytes that no text has, become U+FFFD. */
export const toWellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD')
