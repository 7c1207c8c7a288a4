// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core'

export interface PageHeap {
  readonly usedMegabytes: number
  readonly nodes: number
  readonly listeners: number
}

/** What a page holds once everything that nobody holds any more was let go. */
export async function heapAfterCollection(page: Page): Promise<PageHeap> {
  const session = await page.context().newCDPSession(page)
  try {
    // Twice: what the first collection lets go may hold what only the second one can take.
    await session.send('HeapProfiler.enable')
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    return { usedMegabytes: usedSize / 1e6, nodes, listeners: jsEventListeners }
  } finally {
    await session.detach()
  }
}
