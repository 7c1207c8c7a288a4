// SPDX-License-Identifier: Apache-2.0
import type { PlaceErrors } from '../first-engine/best-position.ts'
import shipped from './recalibration.json' with { type: 'json' }

/** How often what was said turned out so, as a map of log-odds and as factors of error ellipses, with what it was fitted on. */
export interface Recalibration {
  readonly schema: 'marsad/recalibration@1'
  readonly fittedOn: { readonly scenario: string; readonly seeds: readonly number[]; readonly method: string }
  /** Pairs of log-odds before and after, both ascending; beyond the ends the last step holds. */
  readonly knots: readonly (readonly [number, number])[]
  readonly placeErrors: PlaceErrors
}

/** What the program ships (`npm run fit:recalibration` makes it again). */
export const RECALIBRATION = shipped as unknown as Recalibration

/** The log-odds that a log-odds is worth: linear between the knots. */
export function recalibrate(logOdds: number, { knots }: Recalibration): number {
  const [first] = knots
  const last = knots.at(-1)
  if (first === undefined || last === undefined) return logOdds
  if (logOdds <= first[0]) return first[1] + (logOdds - first[0])
  for (let k = 1; k < knots.length; k++) {
    const [fromX, fromY] = knots[k - 1]!
    const [toX, toY] = knots[k]!
    if (logOdds <= toX) return fromY + ((logOdds - fromX) * (toY - fromY)) / (toX - fromX)
  }
  return last[1] + (logOdds - last[0])
}
