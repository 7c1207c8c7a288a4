// SPDX-License-Identifier: Apache-2.0

/** The first `capacity` of any number of items in a stated order, with how many there were; holds no more than twice that many. */
export interface TopList<T> {
  add(item: T): void
  readonly total: number
  items(): readonly T[]
}

/** `compare` must never answer 0 for two different items, so that the list does not depend on the order they came in. */
export function createTopList<T>(capacity: number, compare: (a: T, b: T) => number): TopList<T> {
  let kept: T[] = []
  let total = 0
  const trim = (): void => {
    kept = kept.sort(compare).slice(0, capacity)
  }
  return {
    add(item) {
      total++
      kept.push(item)
      if (kept.length >= capacity * 2) trim()
    },
    get total() {
      return total
    },
    items() {
      trim()
      return kept
    },
  }
}
