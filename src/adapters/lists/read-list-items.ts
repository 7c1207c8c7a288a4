// SPDX-License-Identifier: Apache-2.0
import { MECHANISM_AUDIENCE } from '#releasability'
import type { DeskItem, DeskQueries, ListWindow } from '#reports'

/** Whole incidents and possible violations that touch the window, as the Mechanism reads them as of a size. */
export async function readListItems(
  queries: Pick<DeskQueries, 'stream'>,
  window: ListWindow,
  size: number,
): Promise<{ readonly incidents: readonly DeskItem[]; readonly violations: readonly DeskItem[] }> {
  const read = async (kind: 'incident' | 'violation'): Promise<readonly DeskItem[]> => {
    const found: DeskItem[] = []
    const query = {
      // Whole items are open to the Mechanism from the first moment on: what hour it is decides nothing.
      reader: {
        kind: 'somebody' as const,
        audiences: [MECHANISM_AUDIENCE],
        doors: { doors: ['open', 'mechanism'] as const, now: window.end },
      },
      interval: { from: window.start, to: window.end },
      area: null,
      asOf: size,
    }
    for await (const item of queries.stream(kind, query)) found.push(item)
    return found
  }
  return { incidents: await read('incident'), violations: await read('violation') }
}
