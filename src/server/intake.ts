// SPDX-License-Identifier: Apache-2.0
import type { ServerPorts, Receipt } from './ports.ts'

/** Stores the bytes as they come and puts them on record; nothing is acknowledged that would not survive a loss of power. */
export async function takeIn(
  { originals, feeds, now }: Pick<ServerPorts, 'originals' | 'feeds' | 'now'>,
  feed: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Receipt & { readonly original: string; readonly bytes: number }> {
  const { digest, bytes } = await originals.put(chunks)
  const receipt = await feeds.acknowledge({ feed, original: digest, bytes, receivedAt: now() })
  return { ...receipt, original: digest, bytes }
}
