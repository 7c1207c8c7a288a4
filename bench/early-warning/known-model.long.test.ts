// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import { recordFigure } from '../../test/figures.ts'
import { delaysOfKnownModel } from './known-model.ts'

test('[CT3] delays are those of the published simulation', () => {
  for (const { factor, effortKnown, medianDays, within14 } of delaysOfKnownModel()) {
    const name = `alarm, rise x${factor}, effort ${effortKnown ? 'told' : 'ignored'}`
    recordFigure(`${name}: median delay`, medianDays, 'days')
    recordFigure(`${name}: found within 14 days`, Math.round(100 * within14), '%')
    if (!effortKnown) continue
    expect(medianDays).toBeLessThanOrEqual(factor === 2 ? 5 : 12)
    expect(within14).toBeGreaterThanOrEqual(factor === 2 ? 0.95 : 0.6)
  }
})
