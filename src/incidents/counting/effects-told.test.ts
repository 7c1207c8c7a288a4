// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { COUNTABLE_EFFECTS, effectsAtLeast, sumOfEffects, type EffectTelling } from './effects-told.ts'

const told = (
  teller: string,
  lineage: string,
  count: number,
  effect: EffectTelling['effect'] = 'projectile',
) => ({
  teller,
  lineage,
  effect,
  count,
})
const atLeast = (...tellings: readonly EffectTelling[]): number => sumOfEffects(effectsAtLeast(tellings))

const anyTelling: fc.Arbitrary<EffectTelling> = fc.record({
  teller: fc.constantFrom('camera', 'patrol', 'array'),
  lineage: fc.constantFrom('a', 'b', 'c'),
  effect: fc.constantFrom(...COUNTABLE_EFFECTS),
  count: fc.integer({ min: 1, max: 50 }),
})

describe('effects of an incident', () => {
  test('[CT10] a lineage counts once, another of the same teller adds, another teller does not', () => {
    expect(atLeast()).toBe(0)
    expect(atLeast(told('camera', 'a', 5), told('camera', 'a', 3))).toBe(5)
    expect(atLeast(told('camera', 'a', 5), told('camera', 'b', 3))).toBe(8)
    expect(atLeast(told('camera', 'a', 5), told('camera', 'a', 3, 'explosion-impact'))).toBe(8)
    expect(atLeast(told('camera', 'a', 5), told('patrol', 'b', 9))).toBe(9)
  })

  test('[CT10] neither order nor repetition changes it, and more told is never less', () => {
    fc.assert(
      fc.property(fc.array(anyTelling), anyTelling, (tellings, more) => {
        const count = atLeast(...tellings)
        expect(atLeast(...tellings.toReversed(), ...tellings)).toBe(count)
        expect(atLeast(...tellings, more)).toBeGreaterThanOrEqual(count)
      }),
    )
  })
})
