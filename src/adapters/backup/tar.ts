// SPDX-License-Identifier: Apache-2.0

/** One file of an archive: its path with `/`, how long it is, and its bytes in pieces. */
export interface ArchiveEntry {
  readonly path: string
  readonly bytes: number
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

export const ARCHIVE_ERRORS = [
  'archive-cut',
  'archive-damaged',
  'entry-length-wrong',
  'path-unusable',
] as const
export type ArchiveErrorCode = (typeof ARCHIVE_ERRORS)[number]

/** An archive that is not what it says: damaged on the way, or not ours. */
export class ArchiveError extends Error {
  readonly code: ArchiveErrorCode

  constructor(code: ArchiveErrorCode, message: string) {
    super(message)
    this.name = 'ArchiveError'
    this.code = code
  }
}

const BLOCK = 512
/** What eleven octal digits hold. */
const MOST_BYTES = 8 * 1024 * 1024 * 1024 - 1
const PATH = /^(?!.*\.\.)[a-z0-9][a-zA-Z0-9._-]*(\/[a-zA-Z0-9._-]+)*$/

/** A tape archive (POSIX ustar) of plain files, as any `tar` reads it; owner, group and times say nothing. */
export async function* writeArchive(entries: AsyncIterable<ArchiveEntry>): AsyncGenerator<Uint8Array> {
  for await (const { path, bytes, chunks } of entries) {
    yield header(path, bytes)
    let written = 0
    for await (const chunk of chunks) {
      written += chunk.length
      yield chunk
    }
    if (written !== bytes) {
      throw new ArchiveError('entry-length-wrong', `${path} has ${written} bytes instead of ${bytes}`)
    }
    yield new Uint8Array((BLOCK - (bytes % BLOCK)) % BLOCK)
  }
  yield new Uint8Array(2 * BLOCK)
}

/** The files of an archive in order; each must be read to its end before the next. Throws ArchiveError where it is cut or damaged. */
export async function* readArchive(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const reader = createExactReader(source)
  for (;;) {
    const block = await reader.exactly(BLOCK)
    if (block.every((byte) => byte === 0)) return
    const { path, bytes } = parseHeader(block)
    let left = bytes
    yield {
      path,
      bytes,
      chunks: (async function* () {
        while (left > 0) {
          const chunk = await reader.atMost(left)
          left -= chunk.length
          yield chunk
        }
      })(),
    }
    while (left > 0) left -= (await reader.atMost(left)).length
    await reader.exactly((BLOCK - (bytes % BLOCK)) % BLOCK)
  }
}

function header(path: string, bytes: number): Uint8Array {
  if (!PATH.test(path) || path.length > 100) throw new ArchiveError('path-unusable', `unusable path ${path}`)
  if (bytes > MOST_BYTES) throw new ArchiveError('entry-length-wrong', `${path} is longer than 8 GiB`)
  const block = Buffer.alloc(BLOCK)
  block.write(path, 0, 'latin1')
  block.write('0000600\0', 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write('00000000000\0', 136, 'latin1')
  block.write('0', 156, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function parseHeader(block: Uint8Array): { readonly path: string; readonly bytes: number } {
  const text = (start: number, length: number): string =>
    Buffer.from(block.subarray(start, start + length))
      .toString('latin1')
      .replace(/\0.*$/s, '')
  const path = text(0, 100)
  const size = text(124, 12).trim()
  const isSound =
    text(257, 5) === 'ustar' &&
    Number.parseInt(text(148, 8), 8) === checksum(block) &&
    text(156, 1) === '0' &&
    /^[0-7]{1,11}$/.test(size)
  if (!isSound) throw new ArchiveError('archive-damaged', 'a header of the archive cannot be read')
  // A path that leads out of the folder it is unpacked into is nobody's mistake.
  if (!PATH.test(path)) throw new ArchiveError('path-unusable', `unusable path ${path}`)
  return { path, bytes: Number.parseInt(size, 8) }
}

/** Sum of the bytes of a header, those of the sum itself taken as spaces. */
const checksum = (block: Uint8Array): number =>
  block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)

/** Reads from pieces of any length. Throws ArchiveError `archive-cut` where they end too early. */
export function createExactReader(source: AsyncIterable<Uint8Array>): {
  exactly(bytes: number): Promise<Uint8Array>
  /** At least one byte. */
  atMost(bytes: number): Promise<Uint8Array>
  isAtEnd(): Promise<boolean>
} {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  const isAtEnd = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const next = await iterator.next()
      if (next.done === true) return true
      rest = next.value
    }
    return false
  }
  const atMost = async (bytes: number): Promise<Uint8Array> => {
    if (await isAtEnd()) throw new ArchiveError('archive-cut', 'the archive ends too early')
    const taken = rest.subarray(0, bytes)
    rest = rest.subarray(taken.length)
    return taken
  }
  return {
    isAtEnd,
    atMost,
    async exactly(bytes) {
      const whole = new Uint8Array(bytes)
      for (let at = 0; at < bytes;) {
        const piece = await atMost(bytes - at)
        whole.set(piece, at)
        at += piece.length
      }
      return whole
    },
  }
}
