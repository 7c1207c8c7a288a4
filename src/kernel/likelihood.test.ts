// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { LIKELIHOOD_BANDS, toLikelihood } from './likelihood.ts'

describe('likelihood', () => {
  test.each([
    [0, 'almost-no-chance'],
    [0.05, 'very-unlikely'],
    [0.2, 'unlikely'],
    [0.449999, 'unlikely'],
    [0.45, 'roughly-even-chance'],
    [0.55, 'likely'],
    [0.8, 'very-likely'],
    [0.95, 'almost-certain'],
    [1, 'almost-certain'],
  ])('[K7] %d is %s', (probability, band) => expect(toLikelihood(probability).band).toBe(band))

  test('[K7] never below 1 % nor above 99 %, and in the band that holds it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        const { probability: held, band } = toLikelihood(probability)
        expect(held).toBeGreaterThanOrEqual(0.01)
        expect(held).toBeLessThanOrEqual(0.99)
        const range = LIKELIHOOD_BANDS.find((b) => b.band === band)
        expect(range !== undefined && held >= range.from && held <= range.to).toBe(true)
      }),
    )
  })

  test.each([-0.1, 1.1, Number.NaN])('[K7] %d is no probability', (value) => {
    expect(() => toLikelihood(value)).toThrow(RangeError)
  })
})
