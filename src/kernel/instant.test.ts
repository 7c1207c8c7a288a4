// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  formatDay,
  formatInstant,
  intervalsOverlap,
  parseInstant,
  startOfDay,
  toInstant,
  utcMilliseconds,
} from './instant.ts'

const read = (text: string): number => {
  const result = parseInstant(text)
  if (!result.ok) throw new Error(result.problems[0]?.code)
  return result.value
}

const refusal = (text: string): string | undefined => {
  const result = parseInstant(text)
  return result.ok ? undefined : result.problems[0]?.code
}

describe('instants', () => {
  test('[K1] reads RFC 3339 with a zone, and a bare date as UTC midnight', () => {
    expect(read('2025-04-19T15:00:00Z')).toBe(Date.UTC(2025, 3, 19, 15))
    expect(read('2025-04-19T18:00:00+03:00')).toBe(Date.UTC(2025, 3, 19, 15))
    expect(read('2025-04-19 09:30:00.25-05:30')).toBe(Date.UTC(2025, 3, 19, 15, 0, 0, 250))
    expect(read('2026-06-24')).toBe(Date.UTC(2026, 5, 24))
  })

  test.each(['2026-06-24T10:00:00', '2026-06-24 00:00'])('[K1] refuses %s, which has no zone', (text) => {
    expect(refusal(text)).toBe('instant-without-zone')
  })

  test.each(['', 'yesterday', '24.06.2026', '2026-6-4', '2026-06-24T10Z'])(
    '[K1] refuses %j, which is no instant',
    (text) => {
      expect(refusal(text)).toBe('instant-unreadable')
    },
  )

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-01',
    '2025-02-29',
    '2026-06-24T24:00:00Z',
    '2026-06-24T10:60:00Z',
  ])('[K2] refuses %s, which the calendar does not have', (text) =>
    expect(refusal(text)).toBe('instant-not-in-calendar'),
  )

  test('[K1] what is written reads back, and the calendar agrees with Date.UTC', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const instant = toInstant(date.getTime())
          expect(read(formatInstant(instant))).toBe(instant)
          expect(
            utcMilliseconds(
              date.getUTCFullYear(),
              date.getUTCMonth() + 1,
              date.getUTCDate(),
              date.getUTCHours(),
              date.getUTCMinutes(),
              date.getUTCSeconds(),
            ),
          ).toBe(Math.floor(instant / 1000) * 1000)
          expect(formatInstant(startOfDay(instant))).toBe(`${formatDay(instant)}T00:00:00.000Z`)
        },
      ),
    )
  })

  test('[K1] a number that is no whole millisecond is a bug', () => {
    expect(() => toInstant(1.5)).toThrow(RangeError)
    expect(() => toInstant(Number.NaN)).toThrow(RangeError)
  })

  test('[K3] clock error widens what counts as overlapping', () => {
    const at = (ms: number, clockErrorSeconds: number) => ({
      start: toInstant(ms),
      end: toInstant(ms),
      clockErrorSeconds,
    })
    expect(intervalsOverlap(at(0, 0), at(10_000, 0))).toBe(false)
    expect(intervalsOverlap(at(0, 4), at(10_000, 6))).toBe(true)
    expect(intervalsOverlap(at(10_000, 4), at(0, 5.9))).toBe(false)
  })
})
