// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { LANGUAGES } from './language.ts'
import { pluralCategoriesOf, pluralCategory } from './plural-rules.ts'

describe('pluralCategory', () => {
  test.each([
    ['ar', 'zero', [0]],
    ['ar', 'one', [1]],
    ['ar', 'two', [2]],
    ['ar', 'few', [3, 10, 103, 1_106]],
    ['ar', 'many', [11, 26, 99, 111, 1_011]],
    ['ar', 'other', [100, 101, 102, 200, 1_000, 0.1, 3.5]],
    ['en', 'one', [1]],
    ['en', 'other', [0, 2, 11, 101]],
    ['fr', 'one', [0, 1, 1.5]],
    ['fr', 'many', [1_000_000, 2_000_000]],
    ['fr', 'other', [2, 17, 1_000_001]],
    ['uk', 'one', [1, 21, 101, 1_001]],
    ['uk', 'few', [2, 4, 22, 104]],
    ['uk', 'many', [0, 5, 11, 12, 14, 19, 100, 111]],
    ['ru', 'one', [1, 21, 61]],
    ['ru', 'few', [2, 3, 24]],
    ['ru', 'many', [0, 11, 13, 20, 112]],
  ] as const)('[R4] %s has %s for %j', (language, category, values) => {
    for (const value of values) {
      const decimals = String(value).split('.')[1]?.length ?? 0
      expect([value, pluralCategory(language, value, decimals)]).toEqual([value, category])
    }
  })

  test('[R4] decimals that can be seen change the form', () => {
    expect(pluralCategory('en', 1, 1)).toBe('other')
    expect(pluralCategory('ru', 1, 1)).toBe('other')
    expect(pluralCategory('uk', 1.5, 1)).toBe('other')
  })

  test('[R4] the pinned rules agree with the ones of this host, where it has them', () => {
    for (const language of LANGUAGES) {
      const host = new Intl.PluralRules(language)
      const told = Array.from({ length: 2_200 }, (_, n) => pluralCategory(language, n))
      expect(told).toEqual(Array.from({ length: 2_200 }, (_, n) => host.select(n)))
      expect([...pluralCategoriesOf(language)].sort()).toEqual(
        [...host.resolvedOptions().pluralCategories].sort(),
      )
    }
  })
})
