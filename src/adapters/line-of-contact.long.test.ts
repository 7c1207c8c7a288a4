// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { recordFigure } from '../../test/figures.ts'
import { frontlinesOf } from '../../test/real-frontlines.ts'
import { sharedData } from '../../test/shared-data.ts'
import { dayInFileName } from '#agreement'
import { DAY_MS, parseInstant } from '#kernel'

const folder = sharedData('frontline')

const epochDay = (day: string): number => {
  const instant = parseInstant(day)
  return instant.ok ? instant.value / DAY_MS : Number.NaN
}

// Skipped where the public data of test/shared-data.ts is not on the machine.
describe.skipIf(folder === null)('line of contact on every real day', () => {
  test('[L20] all lengths lie between 900 and 1,450 km, neighbouring days within 2 %', () => {
    const days = readdirSync(folder ?? '')
      .map(dayInFileName)
      .filter((day) => day !== null)
      .toSorted()
    const { lines, millisecondsPerDay } = frontlinesOf(folder ?? '', days)
    const lengths = days.map((day) => lines.frontlineOn(day)!.derived.lengthKilometres)
    recordFigure('days derived', days.length, 'days')
    recordFigure('deriving the line of a day', Math.round(millisecondsPerDay), 'ms')
    recordFigure('shortest line', Math.min(...lengths), 'km')
    recordFigure('longest line', Math.max(...lengths), 'km')
    for (const length of lengths) {
      expect(length).toBeGreaterThan(900)
      expect(length).toBeLessThan(1_450)
    }
    const changes = days.flatMap((day, i) => {
      const before = days[i - 1]
      if (before === undefined || epochDay(day) - epochDay(before) !== 1) return []
      return [Math.abs(lengths[i]! / lengths[i - 1]! - 1)]
    })
    recordFigure('greatest change to the next day', Math.round(Math.max(...changes) * 1e4) / 100, '%')
    expect(changes.length).toBeGreaterThan(5)
    expect(Math.max(...changes)).toBeLessThan(0.02)
  }, 300_000)
})
