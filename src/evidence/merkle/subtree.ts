// SPDX-License-Identifier: Apache-2.0

/** Sizes and indexes a double can count without loss; anything beyond is refused before arithmetic. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

export const halve = (value: number): number => Math.floor(value / 2)
export const isOdd = (value: number): boolean => value % 2 === 1

/** The largest power of two below `size`, where a tree of `size` leaves (two or more) is split. */
export function splitPoint(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** True where leaves `start` up to `end` form one subtree in every larger tree: the start is a multiple of the next power of two. */
export function isSubtree(start: number, end: number): boolean {
  if (!isCount(start) || !isCount(end) || start > end) return false
  let power = 1
  while (power < end - start) power *= 2
  return start % power === 0
}

/** Height of a complete tree of `size` leaves, or null where the size is no power of two. */
export function heightOf(size: number): number | null {
  let height = 0
  let power = 1
  for (; power < size; power *= 2) height += 1
  return power === size ? height : null
}
