// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { toInstant } from '#kernel'

import { formatDate, formatMoment, instantOf } from './date-format.ts'

const seedDay = toInstant(Date.UTC(2026, 0, 7))

describe('dates and times', () => {
  test.each([
    ['ar', '7 يناير 2026'],
    ['en', '7 January 2026'],
    ['fr', '7 janvier 2026'],
    ['uk', '7 січня 2026'],
    ['ru', '7 января 2026'],
  ] as const)('[R4] %s writes the day of the seed report as %s', (language, text) => {
    expect(formatDate(language, seedDay)).toBe(text)
  })

  test('[R4] a time is in UTC and says so, with seconds only where they are not zero', () => {
    expect(formatMoment(toInstant(Date.UTC(2026, 5, 24, 0, 7)))).toBe('2026-06-24 00:07 UTC')
    expect(formatMoment(toInstant(Date.UTC(2026, 5, 24, 23, 59, 58)))).toBe('2026-06-24 23:59:58 UTC')
  })

  test('[R1] a text that is no time is a bug', () => {
    expect(instantOf('2026-01-07')).toBe(seedDay)
    expect(() => instantOf('yesterday')).toThrow(RangeError)
  })
})
