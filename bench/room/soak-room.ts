// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'

import { heapAfterCollection, type PageHeap } from './page-heap.ts'
import { visitRoom } from './room-visit.ts'
import type { BusyRoom } from './served-room.ts'

/** What an open page may hold at any time after it has warmed up, as a multiple of what it held then. */
export const MOST_GROWTH = 1.5

export interface SoakSample extends PageHeap {
  readonly seconds: number
  /** Incidents that were changed so far. */
  readonly updates: number
}

export interface Soak {
  readonly samples: readonly SoakSample[]
  /** The largest heap of all samples as a multiple of the first one. */
  readonly growth: number
  readonly faults: readonly string[]
}

interface SoakWish {
  readonly incidents: number
  readonly updatesPerSecond: number
  readonly warmUpSeconds: number
  readonly seconds: number
  readonly everySeconds: number
  onSample?(sample: SoakSample): void
}

/** Leaves the situation open while incidents go on changing, and looks from time to time at what the page holds. */
export async function soakRoom(browser: Browser, room: BusyRoom, wish: SoakWish): Promise<Soak> {
  const visit = await visitRoom(browser, room, wish.incidents)
  const { page } = visit
  const before = await room.updates()
  room.setRate(wish.updatesPerSecond)
  await page.waitForTimeout(wish.warmUpSeconds * 1_000)
  const began = performance.now()
  const samples: SoakSample[] = []
  const sample = async (): Promise<void> => {
    const one = {
      ...(await heapAfterCollection(page)),
      seconds: (performance.now() - began) / 1_000,
      updates: (await room.updates()) - before,
    }
    samples.push(one)
    wish.onSample?.(one)
  }
  await sample()
  for (let n = 1; n <= Math.ceil(wish.seconds / wish.everySeconds); n += 1) {
    const due = Math.min(wish.seconds, n * wish.everySeconds) * 1_000
    await page.waitForTimeout(Math.max(0, began + due - performance.now()))
    await sample()
  }
  room.setRate(0)
  await page.context().close()
  const [first] = samples
  const most = Math.max(...samples.map(({ usedMegabytes }) => usedMegabytes))
  return { samples, growth: most / (first?.usedMegabytes ?? 0), faults: visit.faults }
}

/** One sample in a line, for people. */
export const saySample = ({ seconds, usedMegabytes, nodes, listeners, updates }: SoakSample): string =>
  `${seconds.toFixed(0).padStart(6)} s  heap ${usedMegabytes.toFixed(2)} MB  ${nodes} nodes  ${listeners} listeners  ${updates} updates`
