// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES, type Hypothesis } from '#agreement'
import { quantiseLogOdds, type Reason } from '#kernel'

import type { SharesByHypothesis as Shares } from '../sensor-votes/index.ts'

/** The hypotheses that together are the likelihood of an incident. */
const MILITARY: ReadonlySet<Hypothesis> = new Set([
  'shelling',
  'air-or-drone-strike',
  'other-military-activity',
])
const IS_MILITARY: readonly boolean[] = HYPOTHESES.map((hypothesis) => MILITARY.has(hypothesis))

/**
 * Adds contributions. Only their sum is worked out at once; what each of them changed is when the reasons are read, which
 * most incidents' never are.
 */
export interface Ledger {
  /** Adds the logarithm of the likelihood under each hypothesis; the reason gets the change in log-odds of military activity. */
  weigh(code: string, params: Reason['params'], logLikelihood: (hypothesis: Hypothesis) => number): void
  /** Adds log-odds for military activity as a whole. */
  shift(code: string, params: Reason['params'], logOdds: number): void
  /** A reason that weighs nothing. */
  note(code: string, params: Reason['params']): void
  /** Reasons that weigh nothing, put off until they are read. */
  noteLater(reasons: () => readonly Reason[]): void
  /** In the order in which they were added; worked out anew each time. */
  reasons(): readonly Reason[]
  /** What the prior says, rounded to 1e-6. */
  readonly priorLogOdds: number
  /** Of military activity, rounded to 1e-6; what the reasons add up to, to the last digit. */
  logOdds(): number
  /** Shares of the hypotheses among the military ones, and among the others. */
  shares(): { readonly military: Partial<Shares>; readonly other: Partial<Shares> }
}

/** A number for each hypothesis, in the order of the vocabulary. */
type ByHypothesis = readonly number[]

type Entry =
  | {
      readonly kind: 'weight'
      readonly code: string
      readonly params: Reason['params']
      readonly by: ByHypothesis
    }
  | { readonly kind: 'shift'; readonly code: string; readonly params: Reason['params']; readonly by: number }
  | { readonly kind: 'note'; readonly reasons: () => readonly Reason[] }

/** An empty ledger that begins with a prior, whose shares need not sum to one. */
export function createLedger(code: string, params: Reason['params'], prior: Shares): Ledger {
  const start = HYPOTHESES.map((hypothesis) => Math.log(prior[hypothesis]))
  const priorLogOdds = logOddsOf(start)
  const scores = start.slice()
  const entries: Entry[] = []
  const enter = (entry: Entry): void => {
    entries.push(entry)
    add(scores, entry)
  }
  return {
    weigh(reasonCode, reasonParams, logLikelihood) {
      const by = HYPOTHESES.map((hypothesis) => logLikelihood(hypothesis))
      enter({ kind: 'weight', code: reasonCode, params: reasonParams, by })
    },
    shift: (reasonCode, reasonParams, by) =>
      enter({ kind: 'shift', code: reasonCode, params: reasonParams, by }),
    note: (reasonCode, reasonParams) =>
      enter({ kind: 'note', reasons: () => [{ code: reasonCode, params: reasonParams }] }),
    noteLater: (reasons) => enter({ kind: 'note', reasons }),
    reasons() {
      const until = start.slice()
      let logOdds = priorLogOdds
      const later = entries.flatMap((entry): readonly Reason[] => {
        if (entry.kind === 'note') return entry.reasons()
        add(until, entry)
        const before = logOdds
        logOdds = logOddsOf(until)
        return [{ code: entry.code, params: entry.params, logOdds: quantiseLogOdds(logOdds - before) }]
      })
      return [{ code, params, logOdds: priorLogOdds }, ...later]
    },
    priorLogOdds,
    logOdds: () => logOddsOf(scores),
    shares: () => ({ military: sharesOf(scores, true), other: sharesOf(scores, false) }),
  }
}

function add(scores: number[], entry: Entry): void {
  if (entry.kind === 'note') return
  for (let k = 0; k < scores.length; k++) {
    if (entry.kind === 'weight') scores[k]! += entry.by[k]!
    else if (IS_MILITARY[k]!) scores[k]! += entry.by
  }
}

const logOddsOf = (scores: ByHypothesis): number =>
  quantiseLogOdds(logSum(scores, true) - logSum(scores, false))

function logSum(scores: ByHypothesis, military: boolean): number {
  let most = -Infinity
  for (let k = 0; k < scores.length; k++) {
    if (IS_MILITARY[k] === military && scores[k]! > most) most = scores[k]!
  }
  let sum = 0
  for (let k = 0; k < scores.length; k++) {
    if (IS_MILITARY[k] === military) sum += Math.exp(scores[k]! - most)
  }
  return most + Math.log(sum)
}

function sharesOf(scores: ByHypothesis, military: boolean): Partial<Shares> {
  const total = logSum(scores, military)
  const shares: Partial<Record<Hypothesis, number>> = {}
  HYPOTHESES.forEach((hypothesis, k) => {
    if (IS_MILITARY[k] === military) shares[hypothesis] = Math.exp(scores[k]! - total)
  })
  return shares
}
