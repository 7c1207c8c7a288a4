// SPDX-License-Identifier: Apache-2.0
import type { JournalRecord } from '#evidence'

import type { Projections } from './projection.ts'

/** Feeds, their tokens and what they delivered. */
export const FEED_PROJECTIONS: Projections = {
  'feed-declared'({ record, knownAt }, tables) {
    tables.insert('feeds', {
      id: textOf(record, 'feed'),
      source: textOf(record, 'source'),
      declared_ms: knownAt,
    })
  },
  'feed-token-issued'({ record, knownAt }, tables) {
    tables.insert('feed_tokens', {
      hash: textOf(record, 'tokenHash'),
      feed: textOf(record, 'feed'),
      webhook_key: Buffer.from(textOf(record, 'webhookKey'), 'hex'),
      issued_ms: knownAt,
      revoked_ms: null,
    })
  },
  async 'feed-token-revoked'({ record, knownAt }, tables) {
    await tables.run((db) =>
      db
        .updateTable('feed_tokens')
        .set({ revoked_ms: knownAt })
        .where('hash', '=', textOf(record, 'tokenHash'))
        .execute(),
    )
  },
  received({ record, index, knownAt }, tables) {
    tables.insert('deliveries', {
      idx: index,
      feed: textOf(record, 'feed'),
      original: textOf(record, 'original'),
      name: textOf(record, 'name'),
      bytes: Number(record.body['bytes']),
      received_ms: knownAt,
      outcome: null,
    })
  },
  async parsed({ record }, tables) {
    await tables.run((db) =>
      db
        .updateTable('deliveries')
        .set({ outcome: textOf(record, 'outcome') })
        .where('idx', '=', Number(record.body['received']))
        .execute(),
    )
  },
}

/** Throws TypeError where a record is not what its kind says, since only our own code makes one. */
function textOf({ kind, body }: JournalRecord, name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new TypeError(`a record of kind ${kind} has no ${name}`)
  return value
}
