// SPDX-License-Identifier: Apache-2.0
import type { SpoolKey } from '../ports.ts'

export interface SpoolEntry {
  readonly key: SpoolKey
  readonly bytes: Uint8Array
}

/** By phase, time and digest, and by the bytes where all three are equal, so that the order of arrival never shows. */
export function compareSpoolEntries(a: SpoolEntry, b: SpoolEntry): number {
  const byKey = a.key.phase - b.key.phase || a.key.timeMs - b.key.timeMs
  if (byKey !== 0) return byKey
  if (a.key.digest !== b.key.digest) return a.key.digest < b.key.digest ? -1 : 1
  return compareBytes(a.bytes, b.bytes)
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
