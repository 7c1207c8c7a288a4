// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { DAY_MS, digestOf, toInstant } from '#kernel'

import { originalsDue, parseRetention, type RetentionRules } from './retention.ts'

const NOW = toInstant(Date.UTC(2026, 5, 24))
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(digestOf) as [
  ReturnType<typeof digestOf>,
  ...ReturnType<typeof digestOf>[],
]
const rules: RetentionRules = {
  schema: 'marsad/retention@1',
  rules: [
    { id: 'cameras', feed: 'camera-1', keepDays: 30, reason: 'contract with the owner' },
    { id: 'rest', feed: null, keepDays: 365, reason: 'decision of the mission' },
  ],
  hold: [d!],
}
const delivery = (original: ReturnType<typeof digestOf>, feed: string, days: number) => ({
  original,
  feed,
  receivedAt: toInstant(NOW - days * DAY_MS),
})

describe('retention', () => {
  test('[OP8] an original is due when every delivery of it is old enough and nobody holds it', () => {
    const due = originalsDue(
      rules,
      [
        delivery(a, 'camera-1', 30),
        delivery(b!, 'camera-1', 90),
        delivery(b!, 'firms', 90),
        delivery(c!, 'firms', 365),
        delivery(d!, 'camera-1', 9_000),
      ],
      NOW,
    )
    expect(due.map(({ original, rule }) => `${original} ${rule.id}`)).toEqual(
      [`${a} cameras`, `${c} rest`].sort(),
    )
    expect(
      originalsDue({ ...rules, rules: rules.rules.slice(0, 1) }, [delivery(c!, 'firms', 9_000)], NOW),
    ).toEqual([])
    expect(originalsDue(rules, [delivery(a, 'camera-1', 29.99)], NOW)).toEqual([])
  })

  test('[OP8] rules that cannot be read, or that name a feed twice, are refused', () => {
    const codes = (value: unknown): readonly string[] => {
      const read = parseRetention(typeof value === 'string' ? value : JSON.stringify(value), 'retention.json')
      return read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)
    }
    expect(codes(rules)).toEqual([])
    expect(codes('{')).toEqual(['retention.json json-unreadable'])
    expect(codes({ ...rules, rules: [{ ...rules.rules[0], keepDays: 0 }] })).toEqual([
      'retention.json: rules.0.keepDays retention-unreadable',
    ])
    expect(codes({ ...rules, rules: [rules.rules[1], rules.rules[1]] })).toEqual([
      'retention.json: rules.1 retention-feed-twice',
    ])
  })
})
