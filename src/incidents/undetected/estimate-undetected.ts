// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '#kernel'

import { intervalAbove } from './closed-forms.ts'
import { fitConditionally } from './conditional-likelihood.ts'
import { withoutList, type Survey } from './surveyed-incident.ts'

/** How many incidents there were, found or not, or why that cannot be said. */
export type UndetectedEstimate =
  | {
      readonly kind: 'estimated'
      /** At least so many: those found. */
      readonly observed: number
      readonly estimate: number
      /** 95 %. */
      readonly interval: readonly [number, number]
      readonly lists: readonly string[]
      readonly copiedShares: Readonly<Record<string, number>>
      /** Share of space and time that no list could see; nothing is estimated for it. */
      readonly shareWithoutOpportunity: number
      /** Greatest change of the estimate, as a share, when one list is left out. */
      readonly sensitivity: number
    }
  | { readonly kind: 'refused'; readonly observed: number; readonly reason: Reason }

/** Codes of why there is no estimate. */
export const UNDETECTED_REFUSALS = [
  'opportunity-unknown',
  'opportunity-thin',
  'covariates-missing',
  'lists-too-few',
  'overlap-thin',
  'fit-not-found',
  'rests-on-one-list',
] as const
export type UndetectedRefusal = (typeof UNDETECTED_REFUSALS)[number]

/** Dropping one list has to leave two. */
const FEWEST_LISTS = 3
/** Entries that each list has to share with those it does not copy from or for. */
const LEAST_OVERLAP = 7
/** Above this share of space and time without any opportunity, what was seen says little of the whole. */
const MOST_WITHOUT_OPPORTUNITY = 0.5
/** Greatest change of the estimate when one list is left out. */
const MOST_SENSITIVITY = 0.3

/**
 * Estimates how many incidents there were by which lists have which (conditional likelihood with covariates and copying), or
 * says why not: opportunity unknown or thin, nothing known of what made incidents easier to find, too few lists or too little overlap, or a result that hangs on one list.
 */
export function estimateUndetected(survey: Survey): UndetectedEstimate {
  const observed = survey.incidents.length
  const refuse = (code: UndetectedRefusal, params: Reason['params'] = {}): UndetectedEstimate => ({
    kind: 'refused',
    observed,
    reason: { code, params },
  })
  if (survey.opportunity.kind === 'unknown') return refuse('opportunity-unknown')
  const { shareWithout } = survey.opportunity
  if (shareWithout > MOST_WITHOUT_OPPORTUNITY)
    return refuse('opportunity-thin', { share: shareWithout, most: MOST_WITHOUT_OPPORTUNITY })
  const bare = survey.lists.find(({ covariates }) => covariates.length === 0)
  if (bare !== undefined) return refuse('covariates-missing', { list: bare.name })
  if (survey.lists.length < FEWEST_LISTS)
    return refuse('lists-too-few', { lists: survey.lists.length, fewest: FEWEST_LISTS })
  const thin = thinnestOverlap(survey)
  if (thin.shared < LEAST_OVERLAP) return refuse('overlap-thin', { ...thin, least: LEAST_OVERLAP })
  const fit = fitConditionally(survey)
  if (fit === null) return refuse('fit-not-found')

  let sensitivity = 0
  for (const { name } of survey.lists) {
    const without = fitConditionally(withoutList(survey, name))
    if (without === null) return refuse('rests-on-one-list', { list: name, most: MOST_SENSITIVITY })
    sensitivity = Math.max(sensitivity, Math.abs(without.estimate / fit.estimate - 1))
    if (sensitivity > MOST_SENSITIVITY)
      return refuse('rests-on-one-list', { list: name, most: MOST_SENSITIVITY })
  }
  return {
    kind: 'estimated',
    observed,
    estimate: fit.estimate,
    interval: intervalAbove(observed, fit),
    lists: survey.lists.map(({ name }) => name),
    copiedShares: fit.copiedShares,
    shareWithoutOpportunity: shareWithout,
    sensitivity,
  }
}

/** The list that shares the fewest entries with lists that it neither copies nor is copied by. */
export function thinnestOverlap({ lists, incidents }: Survey): {
  readonly list: string
  readonly shared: number
} {
  const counts = lists.map((list, k) => {
    const others = lists.flatMap((other, at) =>
      at === k || other.copies === list.name || list.copies === other.name ? [] : [at],
    )
    const shared = incidents.filter(({ listed }) => listed[k] && others.some((at) => listed[at])).length
    return { list: list.name, shared }
  })
  return counts.reduce((least, one) => (one.shared < least.shared ? one : least))
}
