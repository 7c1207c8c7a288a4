// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { recordFigure } from '../../test/figures.ts'
import { compareEstimators, comparisonText } from './compare-estimators.ts'

describe('estimate of the undetected over 60 surveys', () => {
  test('[CT6] is off by at most 5 %, and 9 of 10 intervals hold the truth', () => {
    const comparison = compareEstimators(60)
    console.log(comparisonText(comparison))
    for (const { estimator, bias, coverage, refused } of comparison.scores) {
      recordFigure(`undetected, ${estimator}: bias`, Math.round(1_000 * bias) / 10, '%')
      if (coverage !== null)
        recordFigure(`undetected, ${estimator}: intervals that hold`, Math.round(100 * coverage), '%')
      if (refused > 0) recordFigure(`undetected, ${estimator}: refused`, refused, 'of 60')
    }
    const ours = comparison.scores.find(
      ({ estimator }) => estimator === 'conditional likelihood with covariates and copying',
    )!
    expect(Math.abs(ours.bias)).toBeLessThanOrEqual(0.05)
    expect(ours.coverage).toBeGreaterThanOrEqual(0.9)
  })
})
