// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { CARDS, FIGURES_FILE, renderCardFigures, withFigures, type CardName } from './card-figures.ts'
import { STEADY_CLUSTERS, type HistoryFigures } from './score-history.ts'

const figures = JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) as HistoryFigures

/** What an independent trial of the same definitions gave at 2 km: day, local, pop. */
const TRIAL = {
  'all cell-excess': [0.63, 0.57, 0.62],
  'may cell-excess': [0.61, 0.54, 0.56],
  'all population': [0.78, 0.78, 0.59],
  'may population': [0.61, 0.55, 0.5],
} as const

describe('method cards', () => {
  test.each(Object.entries(CARDS))('[Q11] the card of %s shows the last recorded score', (name, path) => {
    const card = readFileSync(path, 'utf8')
    expect(withFigures(card, renderCardFigures(name as CardName, figures))).toBe(card)
  })

  test.each(Object.entries(TRIAL))('[Q10] %s is within 0.03 of the trial', (name, trial) => {
    const row = figures.periods
      .flatMap(({ period, rows }) => rows.map((one) => ({ period, row: one })))
      .find(({ period, row: one }) => `${period} ${one.method}` === name && one.radiusKm === 2)?.row
    const found = [row?.dayAuc, row?.localAuc, row?.popAuc]
    found.forEach((value, k) => expect(Math.abs((value ?? 0) - trial[k]!)).toBeLessThanOrEqual(0.03))
  })

  test('[Q12] the rule flags the cells of both steady clusters, and the card lists them', () => {
    const card = readFileSync(CARDS['cell-excess'], 'utf8')
    expect(figures.cellRule.clusters.map(({ latitude, longitude }) => ({ latitude, longitude }))).toEqual(
      STEADY_CLUSTERS,
    )
    for (const one of figures.cellRule.clusters) {
      expect(one.inCellFlagged).toBeGreaterThan(0)
      expect(one.atWorksFlaggedIn2021).toBeGreaterThan(0)
      expect(card).toContain(
        `| ${one.latitude} N ${one.longitude} E | ${one.inCellFlagged} of ${one.inCell} |`,
      )
    }
  })
})
