// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { geometric, normal, pickWeighted, poisson, studentT } from './distributions.ts'
import { createRandom, createWords } from './random.ts'

/** The published recurrence once more, in big integers. */
function* slowWords(state: readonly bigint[]): Generator<bigint> {
  const mask = 0xffffffffn
  const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask
  let [s0 = 0n, s1 = 0n, s2 = 0n, s3 = 0n] = state
  for (;;) {
    yield (rotate((s1 * 5n) & mask, 7n) * 9n) & mask
    const t = (s1 << 9n) & mask
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = rotate(s3, 11n)
  }
}

describe('random', () => {
  test.each([[[1, 2, 3, 4]], [[0xffffffff, 0, 0x9e3779b9, 7]]])(
    '[SIM6] words of %j are those of xoshiro128**',
    (state) => {
      const fast = createWords(state)
      const slow = slowWords(state.map(BigInt))
      for (let i = 0; i < 2_000; i += 1) expect(BigInt(fast())).toBe(slow.next().value)
    },
  )

  test('[SIM6] the first words from 1, 2, 3, 4 by hand', () => {
    const next = createWords([1, 2, 3, 4])
    expect([next(), next()]).toEqual([11_520, 0])
  })

  test('[SIM6] a fork depends on its label, not on what was drawn before', () => {
    const [a, b] = [createRandom(7), createRandom(7)]
    a.next()
    a.next()
    expect(a.fork('x').next()).toBe(b.fork('x').next())
    expect(b.fork('x').next()).not.toBe(b.fork('y').next())
    expect(b.fork('x').fork('y').next()).not.toBe(b.fork('y').fork('x').next())
  })
})

describe('distributions', () => {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
  const draw = (
    label: string,
    make: (random: ReturnType<typeof createRandom>) => number,
  ): readonly number[] => {
    const random = createRandom(1).fork(label)
    return Array.from({ length: 20_000 }, () => make(random))
  }

  test('means and spreads are those asked for', () => {
    const z = draw('normal', normal)
    expect(mean(z)).toBeCloseTo(0, 1)
    expect(mean(z.map((v) => v * v))).toBeCloseTo(1, 1)
    for (const asked of [0.3, 5, 80]) {
      const counts = draw(`poisson-${asked}`, (r) => poisson(r, asked))
      expect(Math.abs(mean(counts) / asked - 1)).toBeLessThan(0.03)
      expect(Math.abs(mean(counts.map((c) => (c - asked) * (c - asked))) / asked - 1)).toBeLessThan(0.06)
    }
    expect(Math.abs(mean(draw('geometric', (r) => geometric(r, 6))) / 6 - 1)).toBeLessThan(0.03)
    expect(geometric(createRandom(1), 1)).toBe(1)
  })

  test('Student tails are heavier than normal ones', () => {
    const far = (values: readonly number[]): number => values.filter((v) => Math.abs(v) > 4).length
    expect(far(draw('t', (r) => studentT(r, 2)))).toBeGreaterThan(20 * Math.max(1, far(draw('n', normal))))
  })

  test('weights decide what is picked, and nothing cannot be picked from', () => {
    const random = createRandom(3)
    const picked = Array.from({ length: 8_000 }, () =>
      pickWeighted(random, ['a', 'b'], (x) => (x === 'a' ? 3 : 1)),
    )
    expect(picked.filter((x) => x === 'a').length / 8_000).toBeCloseTo(0.75, 1)
    expect(() => pickWeighted(random, [], () => 1)).toThrow(RangeError)
  })
})
