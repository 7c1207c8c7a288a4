// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { HYPOTHESES, type Hypothesis } from '#agreement'
import { quantiseLogOdds } from '#kernel'

import type { SharesByHypothesis } from '../sensor-votes/index.ts'
import { createLedger } from './ledger.ts'

const share = fc.double({ min: 0.01, max: 1, noNaN: true })
const shares: fc.Arbitrary<SharesByHypothesis> = fc
  .array(share, { minLength: HYPOTHESES.length, maxLength: HYPOTHESES.length })
  .map((list) => Object.fromEntries(HYPOTHESES.map((one, k) => [one, list[k]])) as SharesByHypothesis)
const contribution = fc.oneof(shares, fc.double({ min: -3, max: 3, noNaN: true }), fc.constant(null))

/** Log-odds of the first three hypotheses, every sum written out. */
function plainLogOdds(scores: Readonly<Record<Hypothesis, number>>): number {
  const [a, b, c, ...others] = HYPOTHESES.map((one) => scores[one]) as [number, number, number, ...number[]]
  const logSum = (list: readonly number[]): number => {
    const most = Math.max(...list)
    return most + Math.log(list.reduce((sum, one) => sum + Math.exp(one - most), 0))
  }
  return quantiseLogOdds(logSum([a, b, c]) - logSum(others))
}

describe('a ledger', () => {
  test('[I18] what is summed at once and split into reasons later is what adding one after the other gives', () => {
    fc.assert(
      fc.property(shares, fc.array(contribution, { maxLength: 12 }), (prior, contributions) => {
        const ledger = createLedger('prior', {}, prior)
        const scores = Object.fromEntries(HYPOTHESES.map((one) => [one, Math.log(prior[one])])) as Record<
          Hypothesis,
          number
        >
        const expected = [plainLogOdds(scores)]
        for (const one of contributions) {
          const before = plainLogOdds(scores)
          if (one === null) {
            ledger.note('looked', {})
            continue
          }
          if (typeof one === 'number') {
            for (const military of HYPOTHESES.slice(0, 3)) scores[military] += one
            ledger.shift('shift', {}, one)
          } else {
            for (const hypothesis of HYPOTHESES) scores[hypothesis] += Math.log(one[hypothesis])
            ledger.weigh('weigh', {}, (hypothesis) => Math.log(one[hypothesis]))
          }
          expected.push(quantiseLogOdds(plainLogOdds(scores) - before))
        }
        expect(ledger.logOdds()).toBe(plainLogOdds(scores))
        const weights = ledger.reasons().flatMap(({ logOdds }) => logOdds ?? [])
        expect(weights).toEqual(expected)
        expect(ledger.reasons()).toHaveLength(1 + contributions.length)
      }),
    )
  })
})
