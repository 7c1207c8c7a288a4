// SPDX-License-Identifier: Apache-2.0

/** A repeatable stream of chance. `fork` gives a stream of its own to each part, so that one part drawing more leaves the others as they were. */
export interface Random {
  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number
  fork(label: string | number): Random
}

/** FNV-1a over UTF-16 code units: spreads a label over 32 bits. */
function hashLabel(label: string, from: number): number {
  let hash = from
  for (let i = 0; i < label.length; i += 1) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Steps of splitmix32 (Steele, Lea and Flood 2014, 32-bit form): turns one number into the four words of a state. */
function stateFrom(seed: number): Uint32Array {
  const state = new Uint32Array(4)
  let s = seed >>> 0
  for (let i = 0; i < 4; i += 1) {
    s = (s + 0x9e3779b9) >>> 0
    let z = s
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    state[i] = (z ^ (z >>> 16)) >>> 0
  }
  if (state.every((word) => word === 0)) state[0] = 1
  return state
}

/** xoshiro128** (Blackman and Vigna 2018): same seed and labels, same numbers, on every machine. */
export function createRandom(seed: number): Random {
  const origin = hashLabel(String(seed), 0x811c9dc5)
  return streamOf(origin)
}

function streamOf(origin: number): Random {
  const nextWord = createWords(stateFrom(origin))
  return {
    next: () => nextWord() / 4_294_967_296,
    fork: (label) => streamOf(hashLabel(`/${label}`, origin)),
  }
}

/** The generator itself: 32-bit words from a state of four, which must not all be zero. */
export function createWords(state: ArrayLike<number>): () => number {
  let [s0, s1, s2, s3] = [state[0] ?? 0, state[1] ?? 0, state[2] ?? 0, state[3] ?? 0]
  return () => {
    const x = Math.imul(s1, 5)
    const word = Math.imul((x << 7) | (x >>> 25), 9) >>> 0
    const t = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 11) | (s3 >>> 21)
    return word
  }
}
