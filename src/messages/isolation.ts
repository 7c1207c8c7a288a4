// SPDX-License-Identifier: Apache-2.0
import { directionOf, type Language } from './language.ts'

/** Unicode isolates (UAX 9): what stands inside keeps its own order and does not disturb the text around it. */
const LEFT_TO_RIGHT_ISOLATE = '\u2066'
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/
/** A run that begins and ends with a Latin letter or a digit, with the marks between them that belong to it. */
const LATIN_RUN = /[A-Za-z0-9](?:[A-Za-z0-9 .,:;/_@+%#=<>()-]*[A-Za-z0-9%])?/g
const ISOLATED = /[\u2066-\u2069]/

/** Numbers, times, coordinates and ids: always left to right; only a right-to-left text needs the marks. */
export const isolateLeftToRight = (language: Language, text: string): string =>
  directionOf(language) === 'rtl' ? `${LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}` : text

/** Names and words from elsewhere, whose direction is their own. */
export function isolateName(language: Language, text: string): string {
  if (ISOLATED.test(text)) return text
  const foreign = directionOf(language) === 'rtl' ? text !== '' : RIGHT_TO_LEFT_LETTER.test(text)
  return foreign ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text
}

/** Latin runs written out in a catalogue's own right-to-left sentence, such as the name of a feed or a command. */
export const isolateLatinRuns = (language: Language, text: string): string =>
  directionOf(language) === 'rtl' ? text.replace(LATIN_RUN, (run) => isolateLeftToRight(language, run)) : text

/** The text without isolates, for comparing and for tests. */
export const withoutIsolates = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')
