// SPDX-License-Identifier: Apache-2.0

/** One list on which incidents can stand: a kind of sensor or a feed of reports. */
export interface ListDesign {
  readonly name: string
  /** What made it easier or harder to get on this list, by name in `SurveyedIncident.covariates`. */
  readonly covariates: readonly string[]
  /** The list whose entries it may have copied; null for one that copies none. */
  readonly copies: string | null
}

/** One incident that at least one list has. Lists are in the order of the design. */
export interface SurveyedIncident {
  readonly listed: readonly boolean[]
  /** Whether each list could have had it: a pass, a working sensor, a reporter near by. */
  readonly opportunity: readonly boolean[]
  /** Finite numbers, e.g. cloud share, range in kilometres, size. */
  readonly covariates: Readonly<Record<string, number>>
}

/** What is known of where and when the lists could have seen anything. */
export type SurveyOpportunity =
  /** Nobody has worked it out. */
  | { readonly kind: 'unknown' }
  /** Share (0 to 1) of space and time in which no list could have seen anything; nothing is estimated for it. */
  | { readonly kind: 'known'; readonly shareWithout: number }

/** All incidents found, with how they could be found. */
export interface Survey {
  readonly lists: readonly ListDesign[]
  readonly incidents: readonly SurveyedIncident[]
  readonly opportunity: SurveyOpportunity
}

/** The survey without one list: incidents that stood on no other are gone, and who copied from it copies none. */
export function withoutList(survey: Survey, name: string): Survey {
  const left = survey.lists.flatMap((list, k) => (list.name === name ? [] : [k]))
  return {
    ...survey,
    lists: left.map((k) => {
      const list = survey.lists[k]!
      return list.copies === name ? { ...list, copies: null } : list
    }),
    incidents: survey.incidents
      .filter(({ listed }) => left.some((k) => listed[k]))
      .map(({ listed, opportunity, covariates }) => ({
        listed: left.map((k) => listed[k]!),
        opportunity: left.map((k) => opportunity[k]!),
        covariates,
      })),
  }
}
