// SPDX-License-Identifier: Apache-2.0
import type { Ledger, LedgerEntry } from '#evidence'
import { DESK_ITEM_KINDS, type DeskItemKind } from '#reports'

/** An item that changed, or an incident that is none any more. */
export type LiveKind = DeskItemKind | 'incident-ended'

/** A record of the public log that changed what desks show. */
export interface LiveChange {
  /** Size of the log from which on it holds: one more than the record's place. */
  readonly size: number
  readonly kind: LiveKind
  readonly id: string
  readonly audiences: readonly string[]
}

/** Changes kept for those who are close behind; whoever is further back reads the log itself. */
const MOST_KEPT = 4_096

export interface LogFollower {
  /** Size up to which the log was looked at. */
  readonly size: number
  /** Changes after this size, in order; ends at what is there now. */
  changesAfter(size: number): AsyncIterable<LiveChange>
  /** Resolves when the log has grown past `size`, or after `patienceMs`, or when the signal says so. */
  grown(size: number, patienceMs: number, signal: AbortSignal): Promise<void>
  /** Looks at the log while somebody follows; calls must be paired. */
  join(): Promise<void>
  leave(): void
}

/** One look at the log for all live streams: memory does not grow with their number, nor with how slow they are. */
export function createLogFollower(
  ledger: Ledger,
  everyMs: number,
  onFailure: (error: unknown) => void,
): LogFollower {
  let size = 0
  let kept: LiveChange[] = []
  /** Every change after this size is among those kept. */
  let keptFrom = 0
  let followers = 0
  let timer: NodeJS.Timeout | null = null
  let waiting: (() => void)[] = []
  let begun: Promise<void> = Promise.resolve()

  const begin = async (): Promise<void> => {
    size = await ledger.sizeOf('public')
    kept = []
    keptFrom = size
    if (followers > 0 && timer === null) lookAgain()
  }

  const look = async (): Promise<void> => {
    const grownTo = await ledger.sizeOf('public')
    if (grownTo <= size) return
    for await (const entry of ledger.entries('public', {
      from: size,
      to: grownTo,
      kinds: LIVE_KINDS,
    })) {
      const change = changeOf(entry)
      if (change !== null) kept.push(change)
      if (kept.length > 2 * MOST_KEPT) {
        keptFrom = kept[MOST_KEPT - 1]!.size
        kept = kept.slice(MOST_KEPT)
      }
    }
    size = grownTo
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }

  const lookAgain = (): void => {
    timer = setTimeout(() => {
      look()
        .catch(onFailure)
        .finally(() => (followers > 0 ? lookAgain() : (timer = null)))
    }, everyMs)
  }

  return {
    get size() {
      return size
    },
    async *changesAfter(from) {
      let position = from
      if (position < keptFrom) {
        const to = keptFrom
        for await (const entry of ledger.entries('public', {
          from: position,
          to,
          kinds: LIVE_KINDS,
        })) {
          const change = changeOf(entry)
          if (change !== null) yield change
        }
        position = to
      }
      // What is kept may move on while a slow reader takes one; a copy of the references stays as it was.
      const current = kept
      for (const change of current.slice(firstAfter(current, position))) yield change
    },
    grown: (from, patienceMs, signal) =>
      new Promise((resolve) => {
        if (size > from || signal.aborted) return resolve()
        const timeout = setTimeout(end, patienceMs)
        signal.addEventListener('abort', end, { once: true })
        waiting.push(end)
        function end(): void {
          clearTimeout(timeout)
          signal.removeEventListener('abort', end)
          waiting = waiting.filter((one) => one !== end)
          resolve()
        }
      }),
    join() {
      followers += 1
      if (followers === 1 && timer === null) begun = begin()
      return begun
    },
    leave() {
      followers -= 1
      if (followers > 0 || timer === null) return
      clearTimeout(timer)
      timer = null
    },
  }
}

function firstAfter(changes: readonly LiveChange[], size: number): number {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (changes[middle]!.size > size) high = middle
    else low = middle + 1
  }
  return low
}

/** Kinds of records that change what desks show; each is named like its item. */
const LIVE_KINDS: readonly LiveKind[] = [...DESK_ITEM_KINDS, 'incident-ended']

function changeOf({ index, content }: LedgerEntry): LiveChange | null {
  if (content.kind === 'tombstone') return null
  const kind = LIVE_KINDS.find((one) => one === content.record.kind)
  const id = content.record.body['id']
  if (kind === undefined || typeof id !== 'string') return null
  return { size: index + 1, kind, id, audiences: content.record.audiences }
}
