// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely'

import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { formatInstant, toInstant, type Instant, type JsonValue } from '#kernel'
import { MECHANISM_AUDIENCE } from '#releasability'
import { expectedIntervalMs } from '#sources'

import type { DatabaseLedger } from './ledger.ts'
import type { Projections } from './projection.ts'
import type { Tables } from './tables.ts'

/** What silence of a feed does to the tables. */
export const SILENCE_PROJECTIONS: Projections = {
  'feed-silent'({ record: { body }, knownAt }, tables) {
    tables.insert('feed_silences', {
      feed: textOf(body['feed']),
      since_ms: Date.parse(textOf(body['since'])),
      noted_ms: knownAt,
      ended_ms: null,
    })
  },
  async 'feed-heard'({ record: { body } }, tables) {
    await tables.run((db) =>
      db
        .updateTable('feed_silences')
        .set({ ended_ms: Date.parse(textOf(body['heardAt'])) })
        .where('feed', '=', textOf(body['feed']))
        .where('ended_ms', 'is', null)
        .execute(),
    )
  },
}

/** Throws TypeError where a record is not what its kind says, since only our own code makes one. */
function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('a record of silence lacks a text')
  return value
}

/**
 * Puts on record which feeds fell silent and which were heard again, each silence once: nothing coming of a source that delivers is
 * itself something observed. A feed that never delivered is silent since it was declared. Gives how many records that made.
 */
export const noteSilences = (ledger: DatabaseLedger, now: Instant): Promise<number> =>
  ledger.write(async (turn) => {
    let records = 0
    for (const feed of await turn.query(readFeeds)) {
      const { id, openSince, lastMs, source } = feed
      if (openSince !== null && lastMs > openSince) {
        const [since, heardAt] = [toInstant(openSince), toInstant(lastMs)].map(formatInstant) as [
          string,
          string,
        ]
        await turn.append('public', silenceRecord('feed-heard', id, now, { since, heardAt }))
        records += 1
      }
      const expectedMs = expectedIntervalMs(source)
      const isOpen = openSince !== null && lastMs <= openSince
      if (isOpen || expectedMs === null || now - lastMs <= expectedMs) continue
      await turn.append(
        'public',
        silenceRecord('feed-silent', id, now, {
          since: formatInstant(toInstant(lastMs)),
          expectedSeconds: expectedMs / 1_000,
        }),
      )
      records += 1
    }
    return records
  })

/** Since when each feed that is silent is; feeds that are not are absent. */
export async function openSilences(db: Kysely<Tables>): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db
    .selectFrom('feed_silences')
    .select(['feed', 'since_ms'])
    .where('ended_ms', 'is', null)
    .execute()
  return new Map(rows.map(({ feed, since_ms }) => [feed, toInstant(since_ms)]))
}

interface FeedState {
  readonly id: string
  readonly source: string
  /** When something last came, or when it was declared. */
  readonly lastMs: number
  /** Beginning of the silence that is on record and not ended. */
  readonly openSince: number | null
}

async function readFeeds(db: Kysely<Tables>): Promise<readonly FeedState[]> {
  const silences = await openSilences(db)
  const rows = await db
    .selectFrom('feeds as f')
    .leftJoin('deliveries as d', 'd.feed', 'f.id')
    .select((eb) => ['f.id', 'f.source', 'f.declared_ms', eb.fn.max('d.received_ms').as('last_ms')])
    .groupBy(['f.id', 'f.source', 'f.declared_ms'])
    .orderBy('f.id')
    .execute()
  return rows.map(({ id, source, declared_ms, last_ms }) => ({
    id,
    source,
    lastMs: Number(last_ms ?? declared_ms),
    openSince: silences.get(id) ?? null,
  }))
}

const silenceRecord = (
  kind: 'feed-silent' | 'feed-heard',
  feed: string,
  now: Instant,
  more: { readonly [key: string]: string | number },
): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  time: formatInstant(now),
  audiences: [MECHANISM_AUDIENCE],
  body: { stream: `feed:${feed}`, feed, ...more },
})
