// SPDX-License-Identifier: Apache-2.0
import type { Acknowledgement, Ledger, OriginalStore } from '#evidence'
import type { Digest, Instant, Position } from '#kernel'
import type { DeskQueries } from '#reports'
import type { Logger } from 'pino'

import type { Authenticate, MayDo } from './identity.ts'
import type { ServerSettings } from './settings.ts'

/** An original that a feed handed in, durable in the store before it is acknowledged. */
export interface Delivery {
  readonly feed: string
  readonly original: Digest
  readonly bytes: number
  readonly receivedAt: Instant
}

export interface Receipt extends Acknowledgement {
  /** False where this feed had handed in the same bytes before: the acknowledgement is the first one. */
  readonly isFirst: boolean
}

/** Feeds as the doors for their bytes know them. */
export interface FeedDoors {
  /** The feed that this token was issued for; null where it is none or was taken back. */
  feedOfToken(token: string): Promise<string | null>
  /** Keys with which bodies sent to the webhook of the feed may be signed; none where the feed takes no webhook. */
  webhookKeysOf(feed: string): Promise<readonly Uint8Array[]>
  /** Puts the delivery on record; resolves when that would survive a loss of power. */
  acknowledge(delivery: Delivery): Promise<Receipt>
  /** Originals acknowledged and not yet worked on. */
  backlog(): Promise<number>
  /** Since when each feed that is silent is; feeds that are not are absent. */
  silences(): Promise<ReadonlyMap<string, Instant>>
}

/** Somewhere that a search by name may mean. */
export interface NamedPlace {
  readonly name: string
  readonly position: Position
}

/** What opens and signs the public log. A salt goes to nobody but who may read the record whose commitment it opens. */
export interface LogProofs {
  /** Salt and commitment of the record with this digest, in hexadecimal. */
  commitmentOf(record: Digest): { readonly salt: string; readonly commitment: string }
  /** Verifier key of the public log, as a line of text. */
  readonly key: string
}

/** Everything the HTTP surface needs of the rest; it holds no state of the mission itself. */
export interface ServerPorts {
  readonly queries: DeskQueries
  readonly ledger: Ledger
  /** Sizes at which the public log was published, in rising order. */
  publishedSizes(): Promise<readonly number[]>
  readonly originals: OriginalStore
  readonly feeds: FeedDoors
  readonly proofs: LogProofs
  readonly authenticate: Authenticate
  readonly mayDo: MayDo
  /** Settlements whose name begins with the text, the largest first; empty without a gazetteer. */
  findPlaces(text: string, limit: number): Promise<readonly NamedPlace[]>
  /** Codes of what keeps the service from answering; none when it is ready. */
  notReady(): Promise<readonly string[]>
  /** Codes of what somebody must look at while the service goes on answering, such as a clock that is wrong. */
  alarms(): Promise<readonly string[]>
  now(): Instant
  /** Fires when the service is asked to end: live streams end then, since they would never by themselves. */
  readonly stopping: AbortSignal
  readonly logger: Logger
  readonly settings: ServerSettings
}
