// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'

import { estimateUndetected, fitConditionally, type Survey, type UndetectedEstimate } from '#incidents'
import { createRandom } from '#simulation'

import { compareEstimators, comparisonText } from './compare-estimators.ts'
import { COPIED_SHARE, simulateSurvey } from './simulated-survey.ts'

const survey = simulateSurvey(createRandom(1))

const refusalOf = (estimate: UndetectedEstimate): string =>
  estimate.kind === 'refused' ? estimate.reason.code : 'estimated'

describe('estimate of the undetected', () => {
  test(
    '[CT6] with covariates and copying it comes near the truth where plain ways miss it',
    { timeout: 120_000 },
    () => {
      const comparison = compareEstimators(12)
      console.log(comparisonText(comparison))
      const biasOf = (estimator: string): number =>
        comparison.scores.find((score) => score.estimator === estimator)!.bias
      expect(Math.abs(biasOf('conditional likelihood with covariates and copying'))).toBeLessThan(0.05)
      expect(biasOf('log-linear, independent lists')).toBeLessThan(-0.1)
      expect(biasOf('Chapman, both lists of reports')).toBeLessThan(-0.4)
    },
  )

  test('[CT6] it finds how much was copied', () => {
    const share = fitConditionally(survey)?.copiedShares['reports-b'] ?? 0
    expect(Math.abs(share - COPIED_SHARE)).toBeLessThan(0.1)
  })

  test('[CT6] a list that had no opportunity is no list that missed it', () => {
    const blindHalf: Survey = {
      ...survey,
      incidents: survey.incidents.flatMap((incident, n) => {
        if (n % 2 === 0) return [incident]
        const listed = [false, ...incident.listed.slice(1)]
        const opportunity = [false, true, true, true]
        return listed.includes(true) ? [{ ...incident, listed, opportunity }] : []
      }),
    }
    const told = fitConditionally(blindHalf)!.estimate
    const untold = fitConditionally({
      ...blindHalf,
      incidents: blindHalf.incidents.map((incident) => ({
        ...incident,
        opportunity: [true, true, true, true],
      })),
    })!.estimate
    const whole = fitConditionally(survey)!.estimate
    expect(Math.abs(told / whole - 1)).toBeLessThan(Math.abs(untold / whole - 1) + 0.02)
    expect(Math.abs(told / whole - 1)).toBeLessThan(0.15)
  })

  test('[CT7] is refused, with the reason, where it would mislead', () => {
    expect(refusalOf(estimateUndetected(survey))).toBe('estimated')
    const refused = (change: Partial<Survey>): string =>
      refusalOf(estimateUndetected({ ...survey, ...change }))
    expect(refused({ lists: survey.lists.map((list) => ({ ...list, covariates: [] })) })).toBe(
      'covariates-missing',
    )
    expect(refused({ opportunity: { kind: 'unknown' } })).toBe('opportunity-unknown')
    expect(refused({ opportunity: { kind: 'known', shareWithout: 0.7 } })).toBe('opportunity-thin')
    expect(
      refused({
        lists: survey.lists.slice(0, 2),
        incidents: survey.incidents.filter(({ listed }) => listed[0] || listed[1]),
      }),
    ).toBe('lists-too-few')
    const apart = survey.incidents.filter(({ listed }) => !listed[0] || listed.indexOf(true, 1) === -1)
    expect(refused({ incidents: apart })).toBe('overlap-thin')
    // One list that sees what the others cannot: half of its entries are of a kind that no other list has.
    const kinds = survey.incidents.flatMap(({ listed, ...rest }) =>
      listed[0]
        ? [
            { ...rest, listed },
            { ...rest, listed: [true, false, false, false] },
            { ...rest, listed: [true, false, false, false] },
            { ...rest, listed: [true, false, false, false] },
          ]
        : [{ ...rest, listed }],
    )
    expect(refused({ incidents: kinds })).toBe('rests-on-one-list')
  })

  test('[CT7] nothing observed is no estimate of nothing', () => {
    const none = estimateUndetected({ ...survey, incidents: [] })
    expect(refusalOf(none)).toBe('overlap-thin')
    expect(none.observed).toBe(0)
  })
})
