// SPDX-License-Identifier: Apache-2.0
import { HYPOTHESES, type Effect, type Hypothesis } from '#agreement'
import type { Likelihood } from '#kernel'

import type { Incident } from '../incident.ts'
import type { Evidence } from './evidence.ts'
import type { FirstEngineParameters } from './parameters.ts'

type Military = 'shelling' | 'air-or-drone-strike' | 'other-military-activity'
type Civil = Exclude<Hypothesis, Military>
type Shares<K extends string> = Readonly<Record<K, number>>

/** Probabilities are held in whole millionths, so that they sum to one exactly. */
const MILLION = 1_000_000

/** All shares are assumed. Before any report: near the line, far from it, and where no line is known. */
const MILITARY_NEAR: Shares<Military> = {
  shelling: 0.6,
  'air-or-drone-strike': 0.25,
  'other-military-activity': 0.15,
}
const MILITARY_FAR: Shares<Military> = {
  shelling: 0.1,
  'air-or-drone-strike': 0.7,
  'other-military-activity': 0.2,
}
const MILITARY_UNKNOWN: Shares<Military> = {
  shelling: 0.4,
  'air-or-drone-strike': 0.4,
  'other-military-activity': 0.2,
}

const CIVIL_BY_DAY: Shares<Civil> = {
  'vegetation-fire': 0.6,
  'industrial-heat': 0.1,
  'controlled-demolition-or-exercise': 0.05,
  accident: 0.1,
  unknown: 0.15,
}
const CIVIL_BY_NIGHT: Shares<Civil> = {
  'vegetation-fire': 0.35,
  'industrial-heat': 0.25,
  'controlled-demolition-or-exercise': 0.05,
  accident: 0.15,
  unknown: 0.2,
}
const CIVIL_WITHOUT_HEAT: Shares<Civil> = {
  'vegetation-fire': 0.02,
  'industrial-heat': 0.03,
  'controlled-demolition-or-exercise': 0.1,
  accident: 0.25,
  unknown: 0.6,
}

/** One lineage that names a kind counts as much as this many times the shares before any report. */
const REPORT_COUNT = 4
/** How much an observer's "exercise" or "controlled detonation" multiplies that share, and lasting heat that of industry. */
const CONTROLLED_FACTOR = 50
const LASTING_FACTOR = 2

const NAMES: Partial<Record<Effect, Military>> = {
  'explosion-impact': 'shelling',
  'explosion-outgoing': 'shelling',
  projectile: 'shelling',
  'muzzle-flash': 'shelling',
  'reported-shelling': 'shelling',
  'explosion-airburst': 'air-or-drone-strike',
  'reported-strike': 'air-or-drone-strike',
  'reported-drone': 'air-or-drone-strike',
  'burst-or-shot': 'other-military-activity',
  'illumination-flare': 'other-military-activity',
  'reported-ground-combat': 'other-military-activity',
}

/**
 * Splits the likelihood of military activity over its kinds and the rest over the other explanations, in the order of the
 * vocabulary. The first three sum to the likelihood and all to one, exactly, in millionths.
 */
export function splitHypotheses(
  likelihood: Likelihood,
  evidence: Evidence,
  p: FirstEngineParameters,
): Incident['hypotheses'] {
  const military = Math.round(likelihood.probability * MILLION)
  const parts = new Map<string, number>([
    ...apportion(military, militaryShares(evidence, p)),
    ...apportion(MILLION - military, civilShares(evidence, p)),
  ])
  return HYPOTHESES.map((hypothesis) => ({ hypothesis, probability: (parts.get(hypothesis) ?? 0) / MILLION }))
}

function militaryShares({ line, reported }: Evidence, p: FirstEngineParameters): Shares<Military> {
  const before =
    line === null ? MILITARY_UNKNOWN : line.meters <= p.artilleryMeters ? MILITARY_NEAR : MILITARY_FAR
  const shares = { ...before }
  for (const { effect, lineages } of reported) {
    const named = NAMES[effect]
    if (named !== undefined) shares[named] += REPORT_COUNT * lineages
  }
  return shares
}

function civilShares(evidence: Evidence, p: FirstEngineParameters): Shares<Civil> {
  const before = evidence.passes === 0 ? CIVIL_WITHOUT_HEAT : evidence.byDay ? CIVIL_BY_DAY : CIVIL_BY_NIGHT
  const shares = { ...before }
  if (evidence.heatHours > p.lastingHours) shares['industrial-heat'] *= LASTING_FACTOR
  if (evidence.controlled !== null) shares['controlled-demolition-or-exercise'] *= CONTROLLED_FACTOR
  return shares
}

/** Divides a whole number in proportion to the shares: each gets its floor, the largest remainders one more. */
export function apportion<K extends string>(
  total: number,
  shares: Shares<K>,
): readonly (readonly [K, number])[] {
  const names = Object.keys(shares) as K[]
  const sum = names.reduce((all, name) => all + shares[name], 0)
  const exact = names.map((name) => (total * shares[name]) / sum)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((all, part) => all + part, 0)
  const byRemainder = names
    .map((_, k) => k)
    .sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!) || a - b)
  for (const k of byRemainder.slice(0, left)) whole[k]! += 1
  return names.map((name, k) => [name, whole[k]!] as const)
}
