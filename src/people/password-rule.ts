// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from '#kernel'

import { GUESSED_FIRST } from './guessed-first.ts'

/** Length, not composition, makes a password hard to guess (NIST SP 800-63B section 5.1.1.2). */
export const FEWEST_PASSWORD_CHARACTERS = 12
/** Enough for any phrase; a bound on the work that a stranger can ask for. */
export const MOST_PASSWORD_CHARACTERS = 256

/** What is wrong with a password: too short, too long, made out of the person's own names, or among the commonest. */
export function checkPassword(
  password: string,
  { login, name }: { readonly login: string; readonly name: string },
): readonly Problem[] {
  const characters = Array.from(password).length
  if (characters < FEWEST_PASSWORD_CHARACTERS) {
    return [problem('password', 'password-too-short', { fewest: FEWEST_PASSWORD_CHARACTERS })]
  }
  if (characters > MOST_PASSWORD_CHARACTERS) {
    return [problem('password', 'password-too-long', { most: MOST_PASSWORD_CHARACTERS })]
  }
  const plain = lettersOf(password)
  const own = [login, name, ...name.split(/\s+/)].map(lettersOf)
  if (own.some((word) => word.length >= 3 && isMadeOf(plain, word))) {
    return [problem('password', 'password-names-person')]
  }
  return GUESSED_FIRST.some((common) => isMadeOf(plain, common))
    ? [problem('password', 'password-common')]
    : []
}

/** Letters and digits in lower case, with the replacements undone that guessing programs know first. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('!', 'i')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** True where repeating the word, with digits before or after it, gives the whole text. */
function isMadeOf(text: string, word: string): boolean {
  const rest = text.replaceAll(word, '')
  return rest !== text && /^\p{N}{0,6}$/u.test(rest)
}
