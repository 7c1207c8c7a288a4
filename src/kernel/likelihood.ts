// SPDX-License-Identifier: Apache-2.0

/**
 * The seven likelihood bands of ICD 203 (US Director of National Intelligence, 2015): how probable a proposition is.
 * Lower bound included; below 1 % and above 99 % count into the outer bands, since neither 0 nor 100 % is ever claimed.
 */
export const LIKELIHOOD_BANDS = [
  { band: 'almost-no-chance', from: 0.01, to: 0.05 },
  { band: 'very-unlikely', from: 0.05, to: 0.2 },
  { band: 'unlikely', from: 0.2, to: 0.45 },
  { band: 'roughly-even-chance', from: 0.45, to: 0.55 },
  { band: 'likely', from: 0.55, to: 0.8 },
  { band: 'very-likely', from: 0.8, to: 0.95 },
  { band: 'almost-certain', from: 0.95, to: 0.99 },
] as const

export type LikelihoodBand = (typeof LIKELIHOOD_BANDS)[number]['band']

export interface Likelihood {
  readonly kind: 'likelihood'
  /** Between 0.01 and 0.99. */
  readonly probability: number
  readonly band: LikelihoodBand
}

/** Quality of the basis of a judgement; never printed in one sentence with a likelihood (ICD 203). */
export type ConfidenceLevel = 'low' | 'moderate' | 'high'
export interface Confidence {
  readonly kind: 'confidence'
  readonly level: ConfidenceLevel
}

export const toConfidence = (level: ConfidenceLevel): Confidence => ({ kind: 'confidence', level })

/** The band of a probability; the probability is held between 0.01 and 0.99 and rounded to 1e-6. Throws RangeError outside 0 to 1. */
export function toLikelihood(probability: number): Likelihood {
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`not a probability: ${probability}`)
  const held = Math.round(Math.min(0.99, Math.max(0.01, probability)) * 1e6) / 1e6
  const found = LIKELIHOOD_BANDS.find((b) => held < b.to) ?? LIKELIHOOD_BANDS[6]
  return { kind: 'likelihood', probability: held, band: found.band }
}

/** Why something is believed or doubted: a code the catalogues turn into a sentence, its values, and its weight in log-odds where it has one. */
export interface Reason {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  /** Natural log of the odds ratio it contributes; absent where it carries no weight. */
  readonly logOdds?: number
}
