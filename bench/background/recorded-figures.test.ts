// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import type { YearFigures } from './score-counts.ts'

const { bars, years } = JSON.parse(readFileSync('docs/methods/background.figures.json', 'utf8')) as {
  readonly bars: { readonly median: number; readonly worst: number }
  readonly years: readonly YearFigures[]
}
const card = readFileSync('docs/methods/fused-engine.md', 'utf8')

describe('recorded uniformity of held-out years', () => {
  test('[BG10] meets the bars, in all cell-days and where one detection or more is expected', () => {
    for (const of of ['all', 'expectedOneOrMore'] as const) {
      const gaps = years.map((year) => year[of].kolmogorovSmirnov ?? 1).sort((a, b) => a - b)
      expect((gaps[2]! + gaps[3]!) / 2).toBeLessThanOrEqual(bars.median)
      expect(gaps.at(-1)).toBeLessThanOrEqual(bars.worst)
    }
  })

  test.each(years)(
    '[BG10] the card shows $year as recorded',
    ({ year, all, expectedOneOrMore, nearLine }) => {
      const lively = `${expectedOneOrMore.kolmogorovSmirnov?.toFixed(3)} (`
      const row = card.split('\n').find((line) => line.startsWith(`| ${year} | 0.000`)) ?? ''
      expect(row).toContain(`| ${all.kolmogorovSmirnov?.toFixed(4)} | ${lively}`)
      expect(row).toContain(`| ${nearLine.kolmogorovSmirnov?.toFixed(3)} |`)
    },
  )
})
