// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

import { equalBytes, fromUtf8, joinBytes, toHex, toUtf8 } from '../bytes.ts'
import type { BundleFiles, Cryptography } from '../ports.ts'
import { firstJsonDifference } from './json-difference.ts'
import type { MismatchCode } from './outcome.ts'
import { readWhole } from './verification.ts'

export interface FileDifference {
  readonly code: Extract<MismatchCode, 'figure-differs' | 'file-ends-early' | 'file-goes-on'>
  readonly figure: string
  readonly expected?: string
  readonly found?: string
}

/** What a file should be, and where the one at hand first differs. */
export interface ComparedFile {
  readonly digest: Digest
  readonly bytes: number
  readonly difference: FileDifference | null
}

/** JSON up to this size is kept, so that a difference can be named by its figure and not only by its line. */
const MOST_KEPT_CHARACTERS = 32 * 1024 * 1024
/** Bytes shown on each side of a difference. */
const EXCERPT_BYTES = 24

/** Holds a text that arrives in pieces against a file that is read in pieces; without `files` it only works out the digest. */
export function createFileComparison(
  file: string,
  files: BundleFiles | null,
  cryptography: Pick<Cryptography, 'createSha256'>,
): {
  expect(text: string): void
  compare(): Promise<void>
  finish(): Promise<ComparedFile>
} {
  const digest = cryptography.createSha256()
  const kept = /\.(geo)?json$/.test(file) ? createKeptText() : null
  const reader = files === null ? null : createReader(files.read(file))
  let pieces: string[] = []
  let bytes = 0
  let line = 1
  let character = 1
  let difference: FileDifference | null = null

  const compare = async (): Promise<void> => {
    if (pieces.length === 0) return
    const expected = toUtf8(pieces.join(''))
    pieces = []
    digest.update(expected)
    bytes += expected.length
    if (reader === null || difference !== null) return
    const found = await reader.take(expected.length)
    const at = firstDifference(expected, found)
    for (const byte of expected.subarray(0, at)) {
      character += 1
      if (byte === 10) [line, character] = [line + 1, 1]
    }
    if (at === expected.length) return
    const figure = `line ${line}, character ${character}`
    difference =
      at === found.length
        ? { code: 'file-ends-early', figure, expected: excerpt(expected, at) }
        : { code: 'figure-differs', figure, expected: excerpt(expected, at), found: excerpt(found, at) }
  }

  return {
    expect(text) {
      pieces.push(text)
      kept?.add(text)
    },
    compare,
    async finish() {
      await compare()
      if (reader !== null && difference === null && (await reader.take(1)).length > 0) {
        difference = { code: 'file-goes-on', figure: `line ${line}, character ${character}` }
      }
      await reader?.close()
      const text = kept?.text() ?? null
      if (files !== null && difference?.code === 'figure-differs' && text !== null) {
        const stored = fromUtf8(await readWhole(files, file))
        const named = stored === null ? null : firstJsonDifference(text, stored)
        if (named !== null) difference = { code: 'figure-differs', ...named }
      }
      return { digest: toHex(digest.finish()) as Digest, bytes, difference }
    },
  }
}

function createKeptText(): { add(text: string): void; text(): string | null } {
  let pieces: string[] | null = []
  let length = 0
  return {
    add(text) {
      length += text.length
      if (length > MOST_KEPT_CHARACTERS) pieces = null
      pieces?.push(text)
    },
    text: () => pieces?.join('') ?? null,
  }
}

/** Takes as many bytes as asked from a stream, fewer only at its end. */
function createReader(chunks: AsyncIterable<Uint8Array>): {
  take(count: number): Promise<Uint8Array>
  close(): Promise<void>
} {
  const iterator = chunks[Symbol.asyncIterator]()
  let left = new Uint8Array(0)
  return {
    async take(count) {
      const taken: Uint8Array[] = []
      let missing = count
      while (missing > 0) {
        if (left.length === 0) {
          const next = await iterator.next()
          if (next.done === true) break
          left = new Uint8Array(next.value)
        }
        const piece = left.subarray(0, missing)
        left = left.subarray(piece.length)
        taken.push(piece)
        missing -= piece.length
      }
      return taken.length === 1 ? taken[0]! : joinBytes(...taken)
    },
    async close() {
      await iterator.return?.()
    },
  }
}

function firstDifference(expected: Uint8Array, found: Uint8Array): number {
  if (equalBytes(expected, found)) return expected.length
  const shared = Math.min(expected.length, found.length)
  let at = 0
  while (at < shared && expected[at] === found[at]) at += 1
  return at
}

/** The text around a place on one line, cut between characters; bytes that are no text show as replacement characters. */
function excerpt(bytes: Uint8Array, at: number): string {
  const start = nextCharacter(bytes, Math.max(0, at - EXCERPT_BYTES))
  const end = nextCharacter(bytes, Math.min(bytes.length, at + EXCERPT_BYTES))
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end))
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')
}

/** The first place from here on where a character of UTF-8 begins. */
function nextCharacter(bytes: Uint8Array, place: number): number {
  let start = place
  while (start < bytes.length && (bytes[start]! & 0xc0) === 0x80) start += 1
  return start
}
