// SPDX-License-Identifier: Apache-2.0
import type { OriginalStore } from '#evidence'
import type { Digest, Instant } from '#kernel'

import type { Feeds } from '../database/index.ts'
import { IntakeError } from './intake-error.ts'

/** Originals that wait to be read at which nothing more is fetched: as many as uploads are let in for. */
const MOST_BACKLOG = 2_000

/** What fetches originals by itself needs of a mission. */
export interface IntakePorts {
  readonly originals: OriginalStore
  readonly feeds: Pick<Feeds, 'acknowledge' | 'backlog' | 'declare'>
  now(): Instant
  /** Says that something came. */
  wake(): void
}

/** Whether what came before is being worked on. */
export const hasRoom = async ({ feeds }: IntakePorts): Promise<boolean> =>
  (await feeds.backlog()) < MOST_BACKLOG

/** Takes an original in for a feed and gives its digest once it would survive a loss of power. Throws IntakeError 'feed-refused'. */
export async function deliver(
  { originals, feeds, now, wake }: IntakePorts,
  feed: string,
  source: string | null,
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Digest> {
  const declared = await feeds.declare(feed, source, now())
  if (!declared.ok) throw new IntakeError('feed-refused', `No feed can be called ${feed}.`)
  const { digest, bytes } = await originals.put(chunks)
  await feeds.acknowledge({ feed, original: digest, bytes, receivedAt: now(), name })
  wake()
  return digest
}
