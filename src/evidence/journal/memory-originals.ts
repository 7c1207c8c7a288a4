// SPDX-License-Identifier: Apache-2.0
import type { Digest } from '#kernel'

import { joinBytes, toHex } from '../bytes.ts'
import { EvidenceError } from '../evidence-error.ts'
import type { Cryptography, OriginalStore } from '../ports.ts'

/** Originals that live as long as the process. */
export function createMemoryOriginalStore({ sha256 }: Pick<Cryptography, 'sha256'>): OriginalStore {
  const originals = new Map<Digest, Uint8Array>()
  return {
    async put(chunks) {
      const pieces: Uint8Array[] = []
      for await (const chunk of chunks) pieces.push(chunk.slice())
      const bytes = joinBytes(...pieces)
      const digest = toHex(sha256(bytes)) as Digest
      originals.set(digest, bytes)
      return { digest, bytes: bytes.length }
    },
    async *read(digest) {
      const bytes = originals.get(digest)
      if (bytes === undefined) throw new EvidenceError('original-missing', `there is no original ${digest}`)
      yield bytes
    },
    has: (digest) => Promise.resolve(originals.has(digest)),
    list: () => Promise.resolve([...originals.keys()].sort()),
    withhold(digest) {
      originals.delete(digest)
      return Promise.resolve()
    },
  }
}
