// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'

import { RECORD_SCHEMA, type Acknowledgement, type JournalRecord } from '#evidence'
import {
  digestOf,
  formatInstant,
  ok,
  problem,
  refuse,
  toInstant,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'
import { findSource, SOURCES } from '#sources'

import type { Database } from './database.ts'
import type { DatabaseLedger } from './ledger.ts'
import { openSilences } from './silences.ts'
import type { DatabaseTurn } from './turn.ts'

/** An original that a feed handed in, durable in the store already. */
export interface FeedDelivery {
  readonly feed: string
  readonly original: Digest
  readonly bytes: number
  readonly receivedAt: Instant
  /** For messages; the feed where nobody named it. */
  readonly name?: string
}

/** Feeds of a mission: who may deliver, and what was. */
export interface Feeds {
  /** The feed that the token was issued for, or null where it is none or was taken back. */
  feedOfToken(token: string): Promise<string | null>
  webhookKeysOf(feed: string): Promise<readonly Uint8Array[]>
  /** Puts the delivery on record, once: the same bytes of the same feed get their first acknowledgement again. */
  acknowledge(delivery: FeedDelivery): Promise<Acknowledgement & { readonly isFirst: boolean }>
  /** Deliveries that wait to be read. */
  backlog(): Promise<number>
  /** Since when each feed that is silent is; feeds that are not are absent. */
  silences(): Promise<ReadonlyMap<string, Instant>>
  /** Makes the feed where it is not there. Problems: as of `issueToken`. */
  declare(feed: string, source: string | null, now: Instant): Promise<Result<void>>
  /**
   * A new token, which is kept as its hash alone, and the feed where it was not there. Problems: `feed-id-unusable`,
   * `feed-source-unknown`, `feed-has-another-source`.
   */
  issueToken(feed: string, source: string | null, by: TokenKeeper): Promise<Result<IssuedToken>>
  /** Every token of a feed, the latest first; null where there is no such feed. */
  tokensOf(feed: string): Promise<readonly FeedToken[] | null>
  /** From now on the token opens nothing. Problems: `feed-token-unknown`, `feed-token-revoked-already`. */
  revokeToken(feed: string, id: string, by: TokenKeeper): Promise<Result<void>>
}

/** Who issues or takes back a token, and when; nobody by name on the machine itself. */
export interface TokenKeeper {
  readonly person: string | null
  readonly now: Instant
}

/** What a token is called: the beginning of its hash, which opens nothing. */
export interface FeedToken {
  readonly id: string
  /** RFC 3339. */
  readonly issuedAt: string
  readonly revokedAt: string | null
}

export interface IssuedToken {
  readonly id: string
  /** Shown this once. */
  readonly token: string
}

const FEED_ID = /^[a-z0-9][a-z0-9-]{0,62}$/
const TOKEN_BYTES = 32
const TOKEN_PREFIX = 'mfd_'
const TOKEN_ID_CHARACTERS = 16
/** Deliveries and tokens say when who watched what: for the Mechanism. */
const READERS = ['mechanism']

/** The key for bodies sent to the webhook of a feed: whoever has the token can work it out, whoever has the key has no token. */
export const webhookKeyOf = (token: string): Uint8Array =>
  Buffer.from(digestOf(`marsad webhook key\n${token}`), 'hex')

const idOfToken = (hash: string): string => hash.slice(0, TOKEN_ID_CHARACTERS)

export function createFeeds({ reader }: Pick<Database, 'reader'>, ledger: DatabaseLedger): Feeds {
  return {
    async feedOfToken(token) {
      const row = await reader
        .selectFrom('feed_tokens')
        .select('feed')
        .where('hash', '=', digestOf(token))
        .where('revoked_ms', 'is', null)
        .executeTakeFirst()
      return row?.feed ?? null
    },
    async webhookKeysOf(feed) {
      const rows = await reader
        .selectFrom('feed_tokens')
        .select('webhook_key')
        .where('feed', '=', feed)
        .where('revoked_ms', 'is', null)
        .execute()
      return rows.map(({ webhook_key }) => webhook_key)
    },
    acknowledge: (delivery) =>
      ledger.write(async (turn) => {
        const known = await turn.query((db) =>
          db
            .selectFrom('deliveries as d')
            .innerJoin('log_records as r', (join) =>
              join.onRef('r.idx', '=', 'd.idx').on('r.log', '=', 'public'),
            )
            .select(['d.idx', 'r.digest'])
            .where('d.original', '=', delivery.original)
            .where('d.feed', '=', delivery.feed)
            .orderBy('d.idx')
            .executeTakeFirst(),
        )
        if (known !== undefined) {
          return { log: 'public', index: known.idx, digest: known.digest as Digest, isFirst: false }
        }
        return { ...(await turn.append('public', receivedRecord(delivery))), isFirst: true }
      }),
    async backlog() {
      const { waiting } = await reader
        .selectFrom('deliveries')
        .select((eb) => eb.fn.countAll<number>().as('waiting'))
        .where('outcome', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(waiting)
    },
    silences: () => openSilences(reader),
    declare: (feed, source, now) => ledger.write((turn) => declareFeed(turn, feed, source, now)),
    issueToken: (feed, source, { person, now }) =>
      ledger.write(async (turn) => {
        const declared = await declareFeed(turn, feed, source, now)
        if (!declared.ok) return declared
        const token = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url')
        const tokenHash = digestOf(token)
        const webhookKey = Buffer.from(webhookKeyOf(token)).toString('hex')
        await turn.append(
          'internal',
          feedRecord('feed-token-issued', feed, now, { tokenHash, webhookKey, by: person }),
        )
        return ok({ id: idOfToken(tokenHash), token })
      }),
    async tokensOf(feed) {
      const known = await reader.selectFrom('feeds').select('id').where('id', '=', feed).executeTakeFirst()
      if (known === undefined) return null
      const rows = await reader
        .selectFrom('feed_tokens')
        .select(['hash', 'issued_ms', 'revoked_ms'])
        .where('feed', '=', feed)
        .orderBy('issued_ms', 'desc')
        .orderBy('hash')
        .execute()
      return rows.map(({ hash, issued_ms, revoked_ms }) => ({
        id: idOfToken(hash),
        issuedAt: formatInstant(toInstant(issued_ms)),
        revokedAt: revoked_ms === null ? null : formatInstant(toInstant(revoked_ms)),
      }))
    },
    revokeToken: (feed, id, { person, now }) =>
      ledger.write(async (turn) => {
        const rows = await turn.query((db) =>
          db.selectFrom('feed_tokens').select(['hash', 'revoked_ms']).where('feed', '=', feed).execute(),
        )
        const known = rows.find(({ hash }) => idOfToken(hash) === id)
        if (known === undefined) return refuse(problem('token', 'feed-token-unknown', { feed, token: id }))
        if (known.revoked_ms !== null) {
          return refuse(problem('token', 'feed-token-revoked-already', { feed, token: id }))
        }
        await turn.append(
          'internal',
          feedRecord('feed-token-revoked', feed, now, { tokenHash: known.hash, by: person }),
        )
        return ok(undefined)
      }),
  }
}

async function declareFeed(
  turn: DatabaseTurn,
  feed: string,
  source: string | null,
  now: Instant,
): Promise<Result<void>> {
  if (!FEED_ID.test(feed)) return refuse(problem('feed', 'feed-id-unusable', { feed }))
  const known = await turn.query((db) =>
    db.selectFrom('feeds').select('source').where('id', '=', feed).executeTakeFirst(),
  )
  const wanted = source ?? known?.source ?? sourceByName(feed)
  if (wanted === null || findSource(wanted) === null) {
    const sources = SOURCES.map(({ id }) => id).join(', ')
    return refuse(problem('source', 'feed-source-unknown', { source: wanted ?? feed, sources }))
  }
  if (known !== undefined && known.source !== wanted) {
    return refuse(problem('source', 'feed-has-another-source', { feed, source: known.source }))
  }
  if (known === undefined) {
    await turn.append('internal', feedRecord('feed-declared', feed, now, { source: wanted }))
  }
  return ok(undefined)
}

/** `firms-north` is taken for a feed of `firms` where nobody said otherwise. */
const sourceByName = (feed: string): string | null =>
  SOURCES.map(({ id }) => id)
    .filter((id) => feed === id || feed.startsWith(`${id}-`))
    .reduce<string | null>((longest, id) => (id.length > (longest?.length ?? 0) ? id : longest), null)

const receivedRecord = ({ feed, original, bytes, receivedAt, name = feed }: FeedDelivery): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind: 'received',
  time: formatInstant(receivedAt),
  audiences: READERS,
  body: { stream: `feed:${feed}`, feed, original, name, bytes },
})

const feedRecord = (
  kind: string,
  feed: string,
  now: Instant,
  more: { readonly [key: string]: string | null },
): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind,
  time: formatInstant(now),
  audiences: READERS,
  body: { stream: `feed:${feed}`, feed, ...more },
})
