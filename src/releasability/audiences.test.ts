// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { commonAudiences } from './audiences.ts'
import { editionReader, mayRead } from './reader.ts'

describe('mayRead', () => {
  test.each([
    [['mechanism'], 'mechanism', true],
    [['mechanism'], 'party-b', false],
    [['mechanism', 'public'], 'party-b', true],
    [[], 'mechanism', false],
    [[], null, true],
    [['Mechanism'], 'mechanism', false],
  ] as const)('[E19] %j read by %s is %s', (audiences, audience, expected) => {
    expect(mayRead({ audiences }, editionReader(audience))).toBe(expected)
  })
})

describe('commonAudiences', () => {
  test('[E19] a derived item is for those who may read all of its inputs', () => {
    expect(commonAudiences([['b', 'a'], ['a', 'b', 'c'], ['public']])).toEqual(['a', 'b'])
    expect(commonAudiences([['a'], ['b']])).toEqual([])
    expect(commonAudiences([['public'], ['public', 'a']])).toEqual(['public'])
    expect(commonAudiences([])).toEqual([])
  })

  test('[E19] who may read the whole may read each part', () => {
    const items = [['a', 'b'], ['public'], ['b', 'c']]
    for (const reader of ['a', 'b', 'c', 'd']) {
      const asks = editionReader(reader)
      expect(mayRead({ audiences: commonAudiences(items) }, asks)).toBe(
        items.every((audiences) => mayRead({ audiences }, asks)),
      )
    }
  })
})
