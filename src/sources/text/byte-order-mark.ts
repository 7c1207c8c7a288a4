// SPDX-License-Identifier: Apache-2.0

export type MarkedEncoding = 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'utf-32'

/** Longest mark, in bytes: what has to be there before one can tell. */
export const LONGEST_MARK = 4

/** The byte order mark that a file begins with, and its length; null where it has none. */
export function readByteOrderMark(
  head: Uint8Array,
): { readonly encoding: MarkedEncoding; readonly length: number } | null {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8-bom', length: 3 }
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32', length: 4 }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32', length: 4 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 }
  return null
}
