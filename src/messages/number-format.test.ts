// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { formatNumber } from './number-format.ts'

describe('formatNumber', () => {
  test.each([
    ['ar', 1_234_567.891, 'plain', '1,234,567.891'],
    ['en', 1_234_567.891, 'plain', '1,234,567.891'],
    ['fr', 1_234_567.891, 'plain', '1\u202F234\u202F567,891'],
    ['uk', 1_234_567.891, 'plain', '1\u00A0234\u00A0567,891'],
    ['ru', 1_234_567.891, 'plain', '1\u00A0234\u00A0567,891'],
    ['en', 0.655, 'percent', '66%'],
    ['fr', 0.655, 'percent', '66\u202F%'],
    ['ru', 0.655, 'percent', '66\u00A0%'],
    ['en', 48.1, 'coordinate', '48.1000'],
    ['en', 3_749.9, 'kilometres', '3.7'],
    ['en', 2.2, 'signed', '+2.20'],
    ['en', -1.734, 'signed', '-1.73'],
    ['en', -0.001, 'signed', '0.00'],
    ['en', 0, 'signed', '0.00'],
    ['en', -0, 'plain', '0'],
    ['en', 999.9996, 'plain', '1,000'],
    ['en', 0.1 + 0.2, 'plain', '0.3'],
  ] as const)('[R4] %s writes %d as %s %s', (language, value, style, text) => {
    expect(formatNumber(language, value, style)).toBe(text)
  })

  test('[R4] every language writes the digits 0 to 9, Arabic as the seed report does', () => {
    expect(formatNumber('ar', 9_876_543_210)).toBe('9,876,543,210')
  })

  test('[R1] what is no number is a bug', () => {
    expect(() => formatNumber('en', Number.NaN)).toThrow(RangeError)
    expect(() => formatNumber('en', Infinity)).toThrow(RangeError)
  })
})
