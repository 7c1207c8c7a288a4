// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv } from 'node:crypto'

import { ArchiveError, createExactReader } from '../backup/tar.ts'

export const CHUNK_BYTES = 65_536
const TAG_BYTES = 16

/**
 * Encrypts in chunks of 64 KiB with AES-256-GCM; the nonce counts the chunks and its last byte marks the last one, so that chunks can be
 * neither cut off, swapped nor repeated (STREAM of Hoang, Reyhanitabar, Rogaway and Vizár 2015). One key is used for one stream only.
 */
export async function* sealStream(
  key: Uint8Array,
  context: Uint8Array,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = createExactReader(source)
  for (let number = 0, last = false; !last; number += 1) {
    const pieces: Uint8Array[] = []
    let bytes = 0
    while (bytes < CHUNK_BYTES && !(await reader.isAtEnd())) {
      const piece = await reader.atMost(CHUNK_BYTES - bytes)
      pieces.push(piece)
      bytes += piece.length
    }
    last = await reader.isAtEnd()
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last))
    cipher.setAAD(context)
    const body = pieces.map((piece) => cipher.update(piece))
    yield Buffer.concat([...body, cipher.final(), cipher.getAuthTag()])
  }
}

/** Opens what `sealStream` sealed; nothing of a chunk is given out before it is known to be whole. Throws ArchiveError `archive-damaged` or `archive-cut`. */
export async function* openStream(
  key: Uint8Array,
  context: Uint8Array,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = createExactReader(source)
  for (let number = 0, last = false; !last; number += 1) {
    const pieces: Uint8Array[] = []
    let bytes = 0
    while (bytes < CHUNK_BYTES + TAG_BYTES && !(await reader.isAtEnd())) {
      const piece = await reader.atMost(CHUNK_BYTES + TAG_BYTES - bytes)
      pieces.push(piece)
      bytes += piece.length
    }
    if (bytes < TAG_BYTES) throw new ArchiveError('archive-cut', 'the sealed file ends too early')
    last = await reader.isAtEnd()
    const chunk = Buffer.concat(pieces)
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, last))
    decipher.setAAD(context)
    decipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES))
    try {
      yield Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES)), decipher.final()])
    } catch {
      throw new ArchiveError('archive-damaged', `chunk ${number} of the sealed file does not open`)
    }
  }
}

function nonceOf(number: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}
