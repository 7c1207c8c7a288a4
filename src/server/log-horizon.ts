// SPDX-License-Identifier: Apache-2.0
import type { Acknowledgement } from '#evidence'
import { isInside, type Reader } from '#releasability'

import type { ServerPorts } from './ports.ts'

/**
 * The public log as far as somebody may know of its growth. Inside the Mechanism that is every record as it comes. To everybody else
 * the log grows as it is published, padded and at a fixed cadence: they are answered as of what is published, and every size in
 * an answer is one that stands in a checkpoint, so that none of them counts what others did (docs/decisions/0008).
 */
export interface LogHorizon {
  /** Size that the log has for them. */
  readonly reached: number
  /** The size to answer for; null, which is now, for those inside alone. */
  asOf(asked: number | null): number | null
  /** The size from which on they are told that something holds: null where it is not published yet. */
  since(size: number): number | null
}

export async function horizonOf(
  { ledger, publishedSizes }: Pick<ServerPorts, 'ledger' | 'publishedSizes'>,
  reader: Reader,
): Promise<LogHorizon> {
  if (isInside(reader)) {
    return { reached: await ledger.sizeOf('public'), asOf: (asked) => asked, since: (size) => size }
  }
  const published = await publishedSizes()
  const reached = published.at(-1) ?? 0
  return {
    reached,
    asOf: (asked) => (asked === null ? reached : (published[countUpTo(published, asked) - 1] ?? 0)),
    since: (size) => published[countUpTo(published, size - 1)] ?? null,
  }
}

/** How many of the rising numbers are not greater. */
function countUpTo(rising: readonly number[], most: number): number {
  let [low, high] = [0, rising.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rising[middle]! <= most) low = middle + 1
    else high = middle
  }
  return low
}

/** Where what somebody did stands in the log; which number it has counts what everybody did before, so that it is for those inside. */
export const placeFor = (
  reader: Reader,
  { log, index }: Acknowledgement,
): { readonly name: string; readonly index: number | null } => ({
  name: log,
  index: isInside(reader) ? index : null,
})
