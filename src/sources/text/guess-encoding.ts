// SPDX-License-Identifier: Apache-2.0
import iconv from 'iconv-lite'

import { sequenceLength } from './escape-bytes.ts'

export type TextEncoding = 'utf-8' | 'windows-1251' | 'windows-1252'

/** Fewer bytes above 127 than this prove nothing: then it is UTF-8, and what is not is refused row by row. */
const ENOUGH_EVIDENCE = 8

const ALL_UPPER_BYTES = Uint8Array.from({ length: 128 }, (_, k) => 0x80 + k)

/** The 128 upper characters of the two encodings that old exports use; U+FFFD where there is none. */
export const UPPER_CHARACTERS: Readonly<Record<'windows-1251' | 'windows-1252', string>> = {
  'windows-1251': iconv.decode(ALL_UPPER_BYTES, 'windows-1251'),
  'windows-1252': iconv.decode(ALL_UPPER_BYTES, 'windows-1252'),
}

/**
 * The encoding of a sample without a byte order mark, or null where none fits: a guess among letters is worse than a refusal.
 * UTF-8 where nine in ten upper bytes stand in valid sequences; windows-1251 where they run on as Cyrillic words, mostly
 * lower case (which KOI8-U, its letters' cases the other way round, fails); windows-1252 where they stand alone among ASCII letters.
 */
export function guessEncoding(sample: Uint8Array): TextEncoding | null {
  const { upper, inSequences } = countSequences(sample)
  if (upper < ENOUGH_EVIDENCE || inSequences >= upper * 0.9) return 'utf-8'
  let beside = 0
  let lower = 0
  let capital = 0
  let alone = 0
  for (let k = 0; k < sample.length; k++) {
    const byte = sample[k] as number
    if (byte < 0x80) continue
    const isRun = (sample[k - 1] ?? 0) >= 0xc0 || (sample[k + 1] ?? 0) >= 0xc0
    if (isRun) beside++
    else if (isAsciiLetter(sample[k - 1] ?? 0) || isAsciiLetter(sample[k + 1] ?? 0)) alone++
    if (byte >= 0xe0) lower++
    else if (byte >= 0xc0) capital++
  }
  if (beside >= upper * 0.7 && lower > capital) return 'windows-1251'
  if (alone >= upper * 0.7) return 'windows-1252'
  return null
}

const isAsciiLetter = (byte: number): boolean => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)

function countSequences(sample: Uint8Array): { readonly upper: number; readonly inSequences: number } {
  let upper = 0
  let inSequences = 0
  for (let k = 0; k < sample.length;) {
    const length = sequenceLength(sample, k)
    if (length > 1) inSequences += length
    if (length !== 1) upper += Math.max(1, length)
    k += Math.max(1, length)
  }
  return { upper, inSequences }
}
