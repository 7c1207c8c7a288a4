// SPDX-License-Identifier: Apache-2.0
import type { Effect, Hypothesis, Means } from '#agreement'

import type { SensorModel, SharesByHypothesis as Shares } from '../sensor-votes/index.ts'
import shipped from './evidence-models.json' with { type: 'json' }

export const PRIOR_NAMES = ['war', 'ceasefire'] as const
/** What is held before anything is known: an input of the run, never learned from it. */
export type PriorName = (typeof PRIOR_NAMES)[number]

type Basis = { readonly basis: string }

/** Radiative power of the strongest detection, log-normal; `scatter` is the standard deviation of its natural logarithm. */
export interface PowerModel {
  readonly medianMegawatts: Shares
  readonly scatter: Shares
}

/** Every figure that evidence is weighed by, each with where it comes from. */
export interface EvidenceModels {
  readonly schema: 'marsad/evidence-models@1'
  readonly priors: Readonly<Record<PriorName, { readonly shares: Shares } & Basis>>
  readonly sensors: Readonly<Record<Means, SensorModel & Basis>>
  readonly effects: {
    readonly shares: Readonly<Partial<Record<Effect, Shares>>>
    readonly correlation: number
    /** Share of the reports that state a number of effects. */
    readonly stated: { readonly shares: Shares } & Basis
  } & Basis
  readonly line: {
    readonly scaleKilometers: Readonly<Partial<Record<Hypothesis, number>>>
    readonly farShare: Readonly<Partial<Record<Hypothesis, number>>>
    readonly widthKilometers: number
    /** Most of what is told of a named place lies at it, however far the rest may lie. */
    readonly errorKilometersAtMost: number
  } & Basis
  readonly heat: {
    readonly power: {
      readonly byDay: PowerModel
      readonly byNight: PowerModel
      readonly outlierShare: number
    } & Basis
    readonly night: { readonly shares: Shares } & Basis
    readonly lasting: { readonly hours: number; readonly shares: Shares } & Basis
    readonly spread: { readonly meters: number; readonly shares: Shares } & Basis
    readonly aboveSteady: { readonly shares: Shares } & Basis
  }
  /** Fires of the day at 25 to 50 km on an ordinary day: fields burn together, and more of them say that this one is a field. */
  readonly firesAround: { readonly ordinaryFires: number } & Basis
  readonly controlled: { readonly shares: Shares } & Basis
  readonly withoutBackground: { readonly keptShare: number } & Basis
}

/** The models that the program ships. */
export const EVIDENCE_MODELS = shipped as EvidenceModels
