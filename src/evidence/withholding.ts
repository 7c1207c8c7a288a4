// SPDX-License-Identifier: Apache-2.0
import { isDigest, type Digest } from '#kernel'
import { editionReader, mayRead } from '#releasability'

import type { OriginalStore } from './ports.ts'
import type { JournalRecord } from './record.ts'

/** Finds the originals that an edition must leave out, while its records go by. */
export interface Withholding {
  add(record: JournalRecord): void
  /** Takes them out of the store and says which the `published` record must name, sorted. */
  carryOut(originals: Pick<OriginalStore, 'withhold'>): Promise<readonly Digest[]>
}

/**
 * A file is left out as a whole when one record made from it may not be read: its bytes would say what the record withholds.
 * Named are only those that a readable record speaks of; of the others not even the digest is anybody's business.
 */
export function createWithholding(audience: string | null): Withholding {
  const reader = editionReader(audience)
  const withheld = new Set<Digest>()
  const spokenOf = new Set<Digest>()
  return {
    add({ audiences, body }) {
      const original = body['original']
      if (typeof original !== 'string' || !isDigest(original)) return
      if (mayRead({ audiences }, reader)) spokenOf.add(original)
      else withheld.add(original)
    },
    async carryOut(originals) {
      for (const digest of withheld) await originals.withhold(digest)
      return [...withheld].filter((digest) => spokenOf.has(digest)).sort()
    },
  }
}
