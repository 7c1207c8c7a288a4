// SPDX-License-Identifier: Apache-2.0

interface Parameter {
  readonly value: number
  /** Where the value comes from; `assumed` is a judgement that no data has tested yet. */
  readonly basis: string
}

/** Every number the association by likelihood decides by. */
const PARAMETERS = {
  spreadMeters: {
    value: 250,
    basis: 'assumed: standard deviation of the effects of one occurrence about its middle, each axis',
  },
  lifetimeHours: {
    value: 6,
    basis: 'evidence lifetime of a fire, one to six hours: mean time from the onset to a detection',
  },
  membersExpected: {
    value: 4,
    basis: 'assumed: mean observations of one occurrence, whose number falls off geometrically',
  },
  linkAtLeast: {
    value: 1.5,
    basis:
      'assumed: two observations are neighbours when one occurrence explains them 4.5 times better than two',
  },
  backgroundFloor: {
    value: 1,
    basis: 'observations added to each cell and day, so that an empty one is not taken for certain peace',
  },
  sharpMeters: {
    value: 1_000,
    basis: 'assumed: half-axis of a 95 % ellipse beyond which an observation is looked up apart',
  },
  sharpHours: { value: 1, basis: 'assumed: longest span of a moment that is told apart from an interval' },
  reachMeters: {
    value: 1_600,
    basis: 'width of an index cell for sharp observations; nothing farther links',
  },
  vagueReachMeters: { value: 30_000, basis: 'the same for vague ones: a raion is some 40 km across' },
} as const satisfies Record<string, Parameter>

export type LikelihoodParameterName = keyof typeof PARAMETERS
export type LikelihoodParameters = Readonly<Record<LikelihoodParameterName, number>>

/** The numbers with where each comes from, for the method card. */
export const LIKELIHOOD_PARAMETERS: Readonly<Record<LikelihoodParameterName, Parameter>> =
  Object.freeze(PARAMETERS)

/** The values as the association uses them, with any that a caller sets otherwise. */
export function toLikelihoodParameters(changes: Partial<LikelihoodParameters> = {}): LikelihoodParameters {
  const values = Object.entries(PARAMETERS).map(([name, { value }]) => [name, value])
  return Object.freeze({ ...(Object.fromEntries(values) as LikelihoodParameters), ...changes })
}
