// SPDX-License-Identifier: Apache-2.0

/**
 * Bytes that an encoding does not have are kept apart as lone surrogates U+DC80 to U+DCFF (byte plus U+DC00). No valid
 * text holds one, so a row that does is known to be undecodable, and a U+FFFD that the publisher wrote stays what it is.
 */
const escapeByte = (byte: number): string => String.fromCharCode(0xdc00 + byte)

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 to text; bytes that are not UTF-8 become lone surrogates. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return decodeByRuns(bytes)
  }
}

function decodeByRuns(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    let end = at
    let length = 0
    while (end < bytes.length && (length = sequenceLength(bytes, end)) > 0) end += length
    text += strict.decode(bytes.subarray(at, end))
    if (end < bytes.length) text += escapeByte(bytes[end] as number)
    at = end + 1
  }
  return text
}

/** Bytes of the valid UTF-8 sequence that starts here (Unicode 15, table 3-7), or 0. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  if (lead < 0x80) return 1
  const second = bytes[at + 1] ?? 0
  if (lead >= 0xc2 && lead <= 0xdf) return isTail(second) ? 2 : 0
  const third = bytes[at + 2] ?? 0
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80
    const high = lead === 0xed ? 0x9f : 0xbf
    return second >= low && second <= high && isTail(third) ? 3 : 0
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const low = lead === 0xf0 ? 0x90 : 0x80
    const high = lead === 0xf4 ? 0x8f : 0xbf
    return second >= low && second <= high && isTail(third) && isTail(bytes[at + 3] ?? 0) ? 4 : 0
  }
  return 0
}

const isTail = (byte: number): boolean => byte >= 0x80 && byte <= 0xbf

/** How many last bytes are the beginning of a sequence that the next piece may complete. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** Text of a single-byte encoding, given as its 128 upper characters; U+FFFD marks bytes that it does not have. */
export function decodeSingleByte(bytes: Uint8Array, upper: string): string {
  let text = ''
  for (const byte of bytes) {
    const character = byte < 0x80 ? String.fromCharCode(byte) : (upper[byte - 0x80] ?? '\uFFFD')
    text += character === '\uFFFD' ? escapeByte(byte) : character
  }
  return text
}
