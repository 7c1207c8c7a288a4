// SPDX-License-Identifier: Apache-2.0
import shipped from './weights.json' with { type: 'json' }

import type { Term } from './terms.ts'

/** What one term weighs: log-odds for each unit by which it exceeds that of an ordinary fire. */
export interface TermWeight {
  readonly term: Term
  readonly weight: number
  readonly ordinary: number
}

export interface WeightSet {
  /** Units the fit saw with and without a label. */
  readonly positives: number
  readonly negatives: number
  /** Log of the odds ratio of a fire whose terms are all those of an ordinary one. */
  readonly ordinaryFire: number
  readonly terms: readonly TermWeight[]
}

/** The fitted weights with how they were fitted. They are odds ratios: no prior is in them. */
export interface ThermalWeights {
  readonly schema: 'marsad/thermal-weights@1'
  readonly fittedOn: {
    readonly labels: string
    readonly negatives: string
    readonly quiet: string
    readonly method: string
  }
  /** For a background with a gazetteer, and for one without. */
  readonly withSettlements: WeightSet
  readonly withoutSettlements: WeightSet
}

/** The weights that the program ships (`npm run fit:thermal` makes them again). */
export const THERMAL_WEIGHTS = shipped as ThermalWeights
