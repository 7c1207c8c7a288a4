// SPDX-License-Identifier: Apache-2.0

interface Parameter {
  readonly value: number
  /** Where the value comes from; `assumed` is a judgement that no data has tested yet. */
  readonly basis: string
}

/**
 * Every number the first engine decides by. Weights are natural logarithms of odds ratios for military activity.
 * A wrong value here shifts probabilities, not facts: members, places and times do not depend on the weights.
 */
const PARAMETERS = {
  epsilonMeters: { value: 1_000, basis: 'xSub: events within 1 km and 1 day are one' },
  epsilonHours: { value: 24, basis: 'xSub: events within 1 km and 1 day are one' },
  minimumPoints: { value: 3, basis: 'assumed: fewer do not show density' },
  impreciseBeyondMeters: { value: 10_000, basis: 'assumed: ten times the reach of an association' },

  steadyCaptureMeters: { value: 750, basis: 'edge of a VIIRS pixel at the end of its swath, about 800 m' },
  steadyRingMeters: { value: 2_250, basis: 'assumed: three times the capture radius' },
  steadyShareOfNights: { value: 0.6, basis: 'assumed: hot on most nights of the data' },
  steadyFewestNights: { value: 2, basis: 'assumed: one night is a fire, not a works' },
  steadyEnoughNights: { value: 10, basis: 'long-term static mask: ten distinct days' },
  steadyFewestPasses: {
    value: 4,
    basis: 'assumed: about half the night passes of three satellites over two nights',
  },
  steadyNightShare: { value: 0.6, basis: 'long-term static mask: night share at least 0.6' },
  steadySpreadMeters: {
    value: 450,
    basis: 'scatter of an 800 m pixel (327 m) and a works of 300 m; an even spread gives 530 m',
  },
  steadyReachSpreads: {
    value: 2,
    basis: 'assumed: a source reaches as far as twice its scatter and the error of the detection',
  },
  steadySpreadSigmas: { value: 2.5, basis: 'assumed: two and a half standard errors below an even spread' },
  steadyFrpScatter: { value: 0.7, basis: 'assumed: robust scatter of ln FRP within a factor of two' },
  steadyFrpScatterFloor: {
    value: 0.5,
    basis: 'assumed: scatter of ln FRP of a constant source from pass to pass',
  },
  steadyAlarmSigmas: { value: 3, basis: 'long-term static mask: z of ln FRP above 3' },
  steadyHabitFactor: { value: 2, basis: 'assumed: half the power on another night makes it a habit' },
  steadyConcentration: { value: 3, basis: 'assumed: three times as dense with heat as its surroundings' },
  frontMeters: { value: 20_000, basis: 'assumed: reach of common tube artillery' },
  frontNights: { value: 10, basis: 'long-term static mask: ten distinct days' },
  frontPasses: {
    value: 1_000_000,
    basis: 'assumed: night passes that stand for those nights; so many that only the nights count',
  },
  frontFewestNights: { value: 4, basis: 'assumed: with as many passes, fewer are one long fire' },
  frontConcentration: { value: 10, basis: 'assumed: stands far above the shelling around it' },

  priorProbability: {
    value: 0.15,
    basis: 'assumed: share of heat detections in the theatre that are due to the war',
  },
  reportPriorProbability: {
    value: 0.3,
    basis: 'assumed: a report gets written because somebody thought it was',
  },
  weightLineWithin5Km: { value: 2.2, basis: 'assumed' },
  weightLineWithin15Km: { value: 1.4, basis: 'assumed' },
  weightLineWithin40Km: { value: 0.3, basis: 'assumed' },
  weightLineWithin100Km: { value: -0.4, basis: 'assumed' },
  weightLineBeyond: { value: -1, basis: 'assumed' },
  weightConfidenceLow: { value: -0.8, basis: 'assumed: FIRMS marks glint and weak day detections low' },
  weightConfidenceHigh: { value: 0.2, basis: 'assumed' },
  weightNight: { value: 0.5, basis: 'assumed: farm burning is a day affair' },
  weightDay: { value: -0.5, basis: 'assumed: farm burning is a day affair' },
  weightFrpWeak: { value: -0.2, basis: 'assumed' },
  weightFrpStrong: { value: 0.3, basis: 'assumed' },
  frpWeakMegawatts: { value: 1, basis: 'assumed' },
  frpStrongMegawatts: { value: 50, basis: 'assumed: threshold of a public dashboard' },
  weightOnePass: { value: -0.3, basis: 'assumed' },
  weightThreePasses: { value: 0.3, basis: 'assumed' },
  weightLasting: {
    value: -0.6,
    basis: 'assumed: heat of more than a day is more often a wildfire or a works',
  },
  lastingHours: { value: 24, basis: 'assumed' },
  weightSpread: { value: -0.7, basis: 'assumed: a wide front of heat is more often a wildfire' },
  spreadMeters: { value: 3_000, basis: 'assumed' },
  weightAboveSteady: { value: 2, basis: 'assumed' },
  weightReportOfFire: { value: 3, basis: 'assumed: shelling, strike or explosion reported or sensed' },
  weightReportOfFighting: { value: 2.5, basis: 'assumed: drones or ground combat reported' },
  weightReportOfDamage: { value: 1, basis: 'assumed' },
  shareOfFurtherReport: { value: 0.3, basis: 'assumed: reports lean on each other' },
  furtherReports: { value: 3, basis: 'assumed: more than that add nothing' },
  weightTwoMeans: { value: 0.5, basis: 'assumed' },
  weightControlled: {
    value: -4,
    basis: 'assumed: an observer assessed an exercise or a controlled detonation',
  },
  artilleryMeters: { value: 30_000, basis: 'assumed: beyond it a strike is likelier than shelling' },
} as const satisfies Record<string, Parameter>

export type ParameterName = keyof typeof PARAMETERS
export type FirstEngineParameters = Readonly<Record<ParameterName, number>>

/** The numbers with where each comes from, for the method card. */
export const FIRST_ENGINE_PARAMETERS: Readonly<Record<ParameterName, Parameter>> = Object.freeze(PARAMETERS)

/** The values as the engine uses them, with any that a caller sets otherwise. */
export function toParameters(changes: Partial<FirstEngineParameters> = {}): FirstEngineParameters {
  const values = Object.entries(PARAMETERS).map(([name, { value }]) => [name, value])
  return Object.freeze({ ...(Object.fromEntries(values) as FirstEngineParameters), ...changes })
}
