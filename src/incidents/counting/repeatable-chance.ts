// SPDX-License-Identifier: Apache-2.0

/** Numbers from 0 (inclusive) to 1 that are the same for the same seed on every machine (splitmix32: Steele, Lea and Flood 2014 in 32 bits). */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000
  }
}
