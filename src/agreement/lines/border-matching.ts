// SPDX-License-Identifier: Apache-2.0
import { SAMPLE_KILOMETRES, type NearSamples, type ReferenceSamples } from './reference-samples.ts'

/** Length of the steps in which a ring is labelled. */
export const STEP_KILOMETRES = 0.25

/** What a step of a held ring is: where two sides meet, coast or state border, or neither. */
export type StepLabel = 'front' | 'border' | 'clear'

/** One step of a held ring, STEP_KILOMETRES long. */
export interface RingStep {
  /** Samples of the reference within tolerance. */
  readonly near: NearSamples
  /** True where no front can be: at sea, abroad beyond the tolerance, or with held ground on both hands. */
  readonly clear: boolean
  /** Unit vector (east, north) in which the ring runs there, held ground on its left. */
  readonly sense: readonly [number, number]
}

/**
 * Costs in kilometres. A kilometre of front costs FRONT_PER_KM. A kilometre matched to the reference costs what it fails
 * to advance in the reference's sense (nothing along it, 1 across it, 2 against it), plus at most FAR_PER_KM for
 * distance. So a stretch is border where it advances by at least 0.4 km per km when it lies on the reference and 0.55
 * at the tolerance: a detailed edge winds up to twice as much as a generalised one, and a front that runs back or away
 * does not advance.
 */
const FRONT_PER_KM = 0.6
const FAR_PER_KM = 0.15
/** Changing between front and border, or taking the match up elsewhere: what keeps a wiggle of a kilometre from doing so. */
const CHANGE_KM = 0.5
/** Most samples of the reference passed in one step of the ring: the reference may wind too. */
const LONGEST_ADVANCE = Math.ceil((3 * STEP_KILOMETRES) / SAMPLE_KILOMETRES)

/** States of a step: 0 is front, 1 is clear, 2 and above are its near samples in order. */
const FRONT = 0
const CLEAR = 1
const FIRST_SAMPLE = 2

/**
 * Labels every step of a closed ring by the cheapest way round: forward matching of the ring to the reference with the
 * freedom to leave it (dynamic programming as in curve alignment; ties go to the lower state). Where the ring begins
 * does not matter: the way starts and ends at a step that can be one thing only, or else makes two laps of which the
 * middle is kept.
 */
export function matchRing(
  steps: readonly RingStep[],
  reference: ReferenceSamples,
  toleranceKilometres: number,
): readonly StepLabel[] {
  const count = steps.length
  const certain = steps.findIndex((step) => step.near.samples.length === 0)
  const first = Math.max(0, certain)
  const stepsTaken = certain < 0 ? 2 * count : count + 1
  const kept = certain < 0 ? count >> 1 : 0

  const cameFrom: Int32Array[] = []
  let costs = Float64Array.of(0, 0)
  let matched: Int32Array = new Int32Array(0)
  const stateOf = new Int32Array(reference.before.length).fill(-1)
  for (let i = 0; i < stepsTaken; i += 1) {
    const step = steps[(first + i) % count]!
    for (let n = 0; n < matched.length; n += 1) stateOf[matched[n]!] = FIRST_SAMPLE + n
    const layer = advance(step, costs, stateOf, reference, toleranceKilometres)
    for (let n = 0; n < matched.length; n += 1) stateOf[matched[n]!] = -1
    costs = layer.costs
    cameFrom.push(layer.from)
    matched = step.near.samples
  }
  const labels: StepLabel[] = Array.from({ length: count }, () => 'clear')
  let state = leastOf(costs)
  for (let i = stepsTaken - 1; i >= 0; i -= 1) {
    if (i >= kept && i < kept + count) labels[(first + i) % count] = labelOf(state)
    state = cameFrom[i]![state]!
  }
  return labels
}

const labelOf = (state: number): StepLabel =>
  state === FRONT ? 'front' : state === CLEAR ? 'clear' : 'border'

interface Layer {
  readonly costs: Float64Array<ArrayBuffer>
  /** For each state, the state of the step before on the cheapest way to it. */
  readonly from: Int32Array
}

function advance(
  step: RingStep,
  reached: Float64Array,
  stateOf: Int32Array,
  { before, senses }: ReferenceSamples,
  toleranceKilometres: number,
): Layer {
  const { samples, kilometres } = step.near
  const costs = new Float64Array(FIRST_SAMPLE + samples.length).fill(Infinity)
  const from = new Int32Array(costs.length)
  const cheapest = leastOf(reached)
  if (step.clear) {
    const cheapestMatched = leastOf(reached, CLEAR)
    const staysFront = reached[FRONT]! + CHANGE_KM <= reached[cheapestMatched]!
    from[CLEAR] = staysFront ? FRONT : cheapestMatched
    costs[CLEAR] = staysFront ? reached[FRONT]! + CHANGE_KM : reached[cheapestMatched]!
  } else {
    const staysFront = reached[FRONT]! <= reached[cheapest]! + CHANGE_KM
    from[FRONT] = staysFront ? FRONT : cheapest
    costs[FRONT] =
      (staysFront ? reached[FRONT]! : reached[cheapest]! + CHANGE_KM) + FRONT_PER_KM * STEP_KILOMETRES
  }
  for (let i = 0; i < samples.length; i += 1) {
    const sample = samples[i]!
    let origin = sample
    let least = Infinity
    let leastFrom = FRONT
    for (let moved = 0; moved <= LONGEST_ADVANCE; moved += 1) {
      const state = stateOf[origin]!
      if (state >= 0 && reached[state]! < least) {
        least = reached[state]!
        leastFrom = state
      }
      origin = before[origin]!
    }
    if (reached[CLEAR]! < least) {
      least = reached[CLEAR]!
      leastFrom = CLEAR
    }
    if (reached[cheapest]! + CHANGE_KM < least) {
      least = reached[cheapest]! + CHANGE_KM
      leastFrom = cheapest
    }
    const share = kilometres[i]! / toleranceKilometres
    const advanced = step.sense[0] * senses[2 * sample]! + step.sense[1] * senses[2 * sample + 1]!
    costs[FIRST_SAMPLE + i] = least + (1 - advanced + FAR_PER_KM * share * share) * STEP_KILOMETRES
    from[FIRST_SAMPLE + i] = leastFrom
  }
  return { costs, from }
}

/** The cheapest state from `first` on; the lowest of equals. */
function leastOf(costs: Float64Array, first = 0): number {
  let least = first
  for (let state = first + 1; state < costs.length; state += 1) {
    if (costs[state]! < costs[least]!) least = state
  }
  return least
}
