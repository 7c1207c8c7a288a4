// SPDX-License-Identifier: Apache-2.0
import { EvidenceError } from '../evidence-error.ts'
import type { RecordSpool } from '../ports.ts'
import { compareSpoolEntries, type SpoolEntry } from './spool-order.ts'

/** A spool for as many records as memory holds. */
export function createMemorySpool(): RecordSpool {
  let entries: SpoolEntry[] | null = []
  const open = (): SpoolEntry[] => {
    if (entries === null) throw new EvidenceError('spool-closed', 'the spool is closed')
    return entries
  }
  return {
    add: (key, bytes) => void open().push({ key, bytes: bytes.slice() }),
    get size() {
      return open().length
    },
    async *entries() {
      yield* open().sort(compareSpoolEntries)
    },
    close() {
      entries = null
      return Promise.resolve()
    },
  }
}
