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

/** Adds contributions and keeps, for each, what it changed. */
export interface Ledger {
  /** Adds the logarithm of the likelihood under each hypothesis; the reason gets the change in log-odds of military activity. */
  weigh(code: string, params: Reason['params'], logLikelihood: (hypothesis: Hypothesis) => number): void
  /** Adds log-odds for military activity as a whole. */
  shift(code: string, params: Reason['params'], logOdds: number): void
  /** A reason that weighs nothing. */
  note(code: string, params: Reason['params']): void
  readonly reasons: readonly Reason[]
  /** Of military activity, rounded to 1e-6; what the reasons add up to, to the last digit. */
  readonly logOdds: number
  /** Shares of the hypotheses among the military ones, and among the others. */
  shares(): { readonly military: Partial<Shares>; readonly other: Partial<Shares> }
}

/** An empty ledger that begins with a prior, whose shares need not sum to one. */
export function createLedger(code: string, params: Reason['params'], prior: Shares): Ledger {
  const scores = new Map<Hypothesis, number>(
    HYPOTHESES.map((hypothesis) => [hypothesis, Math.log(prior[hypothesis])]),
  )
  const reasons: Reason[] = []
  let logOdds = 0
  const settle = (reasonCode: string, reasonParams: Reason['params']): void => {
    const now = quantiseLogOdds(
      logSum(scores, (hypothesis) => MILITARY.has(hypothesis)) -
        logSum(scores, (hypothesis) => !MILITARY.has(hypothesis)),
    )
    reasons.push({ code: reasonCode, params: reasonParams, logOdds: quantiseLogOdds(now - logOdds) })
    logOdds = now
  }
  const add = (logLikelihood: (hypothesis: Hypothesis) => number): void => {
    for (const [hypothesis, score] of scores) scores.set(hypothesis, score + logLikelihood(hypothesis))
  }
  settle(code, params)
  return {
    weigh(reasonCode, reasonParams, logLikelihood) {
      add(logLikelihood)
      settle(reasonCode, reasonParams)
    },
    shift(reasonCode, reasonParams, by) {
      add((hypothesis) => (MILITARY.has(hypothesis) ? by : 0))
      settle(reasonCode, reasonParams)
    },
    note: (reasonCode, reasonParams) => void reasons.push({ code: reasonCode, params: reasonParams }),
    reasons,
    get logOdds() {
      return logOdds
    },
    shares: () => ({
      military: sharesOf(scores, (hypothesis) => MILITARY.has(hypothesis)),
      other: sharesOf(scores, (hypothesis) => !MILITARY.has(hypothesis)),
    }),
  }
}

function logSum(scores: ReadonlyMap<Hypothesis, number>, isIn: (hypothesis: Hypothesis) => boolean): number {
  let most = -Infinity
  for (const [hypothesis, score] of scores) if (isIn(hypothesis) && score > most) most = score
  let sum = 0
  for (const [hypothesis, score] of scores) if (isIn(hypothesis)) sum += Math.exp(score - most)
  return most + Math.log(sum)
}

function sharesOf(
  scores: ReadonlyMap<Hypothesis, number>,
  isIn: (hypothesis: Hypothesis) => boolean,
): Partial<Shares> {
  const total = logSum(scores, isIn)
  return Object.fromEntries(
    [...scores]
      .filter(([hypothesis]) => isIn(hypothesis))
      .map(([hypothesis, score]) => [hypothesis, Math.exp(score - total)]),
  )
}
