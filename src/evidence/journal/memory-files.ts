// SPDX-License-Identifier: Apache-2.0
import { joinBytes } from '../bytes.ts'
import { EvidenceError } from '../evidence-error.ts'
import type { JournalFiles } from '../ports.ts'

/** Journal files that live as long as the process; `all` shows each whole. */
export function createMemoryJournalFiles(): JournalFiles & { all(): ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array[]>()
  return {
    append(path, bytes) {
      const pieces = files.get(path)
      if (pieces === undefined) files.set(path, [bytes])
      else pieces.push(bytes)
    },
    write(path, bytes) {
      if (files.has(path)) throw new EvidenceError('file-exists', `${path} is written already`)
      files.set(path, [bytes])
    },
    async *read(path) {
      const pieces = files.get(path)
      if (pieces === undefined) throw new EvidenceError('file-missing', `there is no ${path}`)
      yield* pieces
    },
    settle: () => Promise.resolve(),
    all: () => new Map([...files].map(([path, pieces]) => [path, joinBytes(...pieces)])),
  }
}
