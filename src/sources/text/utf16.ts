// SPDX-License-Identifier: Apache-2.0

/** Decodes UTF-16 whose pieces may be cut inside a unit or a pair; a lone surrogate stays one, for the reader to refuse the row. */
export interface Utf16Decoder {
  push(chunk: Uint8Array): string
  /** What is left over: half a pair, or U+DC80 plus the value of a single last byte above 127. */
  finish(): string
}

export function createUtf16Decoder(littleEndian: boolean): Utf16Decoder {
  let oddByte = -1
  let high = ''
  return {
    push(chunk) {
      const units: string[] = []
      let text = high
      high = ''
      let batch: number[] = []
      let first = oddByte
      for (const byte of chunk) {
        if (first < 0) {
          first = byte
          continue
        }
        batch.push(littleEndian ? byte * 256 + first : first * 256 + byte)
        first = -1
        if (batch.length === 8_192) {
          units.push(String.fromCharCode(...batch))
          batch = []
        }
      }
      oddByte = first
      text += units.join('') + String.fromCharCode(...batch)
      const last = text.charCodeAt(text.length - 1)
      if (last >= 0xd800 && last < 0xdc00) {
        high = text.slice(-1)
        text = text.slice(0, -1)
      }
      return text
    },
    finish: () => high + (oddByte < 0 ? '' : '\uDC80'),
  }
}
