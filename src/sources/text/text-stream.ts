// SPDX-License-Identifier: Apache-2.0
import { ok, problem, refuse, type Problem, type Result } from '#kernel'

import { LONGEST_MARK, readByteOrderMark } from './byte-order-mark.ts'
import { decodeSingleByte, decodeUtf8, unfinishedBytes } from './escape-bytes.ts'
import { guessEncoding, UPPER_CHARACTERS, type TextEncoding } from './guess-encoding.ts'
import { encodingUnsupported } from './header-problems.ts'
import { createUtf16Decoder } from './utf16.ts'

/** How much text from the first byte above 127 on is looked at before an encoding is chosen. */
const SAMPLE_BYTES = 65_536

/** Bytes in pieces to text in pieces; the same text however the bytes were cut. */
export interface TextStream {
  push(chunk: Uint8Array, sink: (text: string) => void): void
  /** The encoding that was found, or why there is none. */
  finish(sink: (text: string) => void): Result<string>
}

type Decode = (bytes: Uint8Array, last: boolean) => string

/**
 * UTF-8 with or without a byte order mark, UTF-16 with one, and where `legacy` is true windows-1251 and windows-1252.
 * Bytes that are no text come out as lone surrogates, never as other letters.
 */
export function createTextStream(legacy: boolean): TextStream {
  let held: Uint8Array = new Uint8Array(0)
  let state: 'mark' | 'ascii' | 'sample' | 'decoding' | 'refused' = 'mark'
  let encoding = 'utf-8'
  let decode: Decode = utf8Decoder()
  let problems: readonly Problem[] = []

  function hold(chunk: Uint8Array): Uint8Array {
    if (held.length === 0) return chunk
    const joined = new Uint8Array(held.length + chunk.length)
    joined.set(held)
    joined.set(chunk, held.length)
    return joined
  }

  function advance(bytes: Uint8Array, last: boolean, sink: (text: string) => void): void {
    let rest = bytes
    if (state === 'mark') {
      if (rest.length < LONGEST_MARK && !last) {
        held = rest.slice()
        return
      }
      rest = readMark(rest)
    }
    if (state === 'ascii') {
      const upper = rest.findIndex((byte) => byte > 127)
      sink(decodeUtf8(upper < 0 ? rest : rest.subarray(0, upper)))
      if (upper < 0) return
      rest = rest.subarray(upper)
      state = 'sample'
    }
    if (state === 'sample') {
      if (rest.length < SAMPLE_BYTES && !last) {
        held = rest.slice()
        return
      }
      const sample = rest.subarray(0, SAMPLE_BYTES)
      choose(sample.subarray(0, sample.length - (last ? 0 : unfinishedBytes(sample))))
    }
    if (state === 'decoding') sink(decode(rest, last))
  }

  function readMark(bytes: Uint8Array): Uint8Array {
    const mark = readByteOrderMark(bytes)
    state = mark === null && legacy ? 'ascii' : 'decoding'
    if (mark === null) return bytes
    encoding = mark.encoding
    if (mark.encoding === 'utf-32') {
      state = 'refused'
      problems = [encodingUnsupported('utf-32')]
    } else if (mark.encoding !== 'utf-8-bom') decode = utf16Decoder(mark.encoding === 'utf-16le')
    return bytes.subarray(mark.length)
  }

  function choose(sample: Uint8Array): void {
    const guessed = guessEncoding(sample)
    state = guessed === null ? 'refused' : 'decoding'
    if (guessed === null) problems = [problem('', 'encoding-not-recognised')]
    else {
      encoding = guessed
      decode = decoderOf(guessed)
    }
  }

  return {
    push(chunk, sink) {
      const bytes = hold(chunk)
      held = new Uint8Array(0)
      advance(bytes, false, sink)
    },
    finish(sink) {
      const bytes = held
      held = new Uint8Array(0)
      advance(bytes, true, sink)
      return problems.length > 0 ? refuse(...problems) : ok(encoding)
    },
  }
}

const decoderOf = (encoding: TextEncoding): Decode =>
  encoding === 'utf-8' ? utf8Decoder() : (bytes) => decodeSingleByte(bytes, UPPER_CHARACTERS[encoding])

function utf8Decoder(): Decode {
  let unfinished: Uint8Array = new Uint8Array(0)
  return (bytes, last) => {
    const joined = new Uint8Array(unfinished.length + bytes.length)
    joined.set(unfinished)
    joined.set(bytes, unfinished.length)
    const open = last ? 0 : unfinishedBytes(joined)
    unfinished = joined.slice(joined.length - open)
    return decodeUtf8(joined.subarray(0, joined.length - open))
  }
}

function utf16Decoder(littleEndian: boolean): Decode {
  const decoder = createUtf16Decoder(littleEndian)
  return (bytes, last) => decoder.push(bytes) + (last ? decoder.finish() : '')
}
