// SPDX-License-Identifier: Apache-2.0
import type { Act, Hypothesis } from '../vocabulary.ts'

/**
 * Which explanations of an incident would make it the act: their probabilities add up. The explanations exclude each
 * other, so the sum is a probability. What an explanation does not tell apart (a drone from an aircraft) the act cannot
 * tell apart either: then both acts count it, and the means that can observe the act decide.
 */
export const HYPOTHESES_OF_ACT: Readonly<Record<Act, readonly Hypothesis[]>> = Object.freeze({
  // Artillery, bombs and missiles; who fired and from where does not matter.
  'heavy-fire': ['shelling', 'air-or-drone-strike'],
  // Every use of arms; fire-fights stand under other military activity.
  'any-fire': ['shelling', 'air-or-drone-strike', 'other-military-activity'],
  'drone-strike': ['air-or-drone-strike'],
  'air-strike': ['air-or-drone-strike'],
  // What struck an object does not matter, that it was struck does; an accident there is another explanation.
  'attack-on-energy-object': ['shelling', 'air-or-drone-strike'],
  'attack-on-water-object': ['shelling', 'air-or-drone-strike'],
  // Shells land where their gunners are not: only activity on the spot tells of presence.
  'presence-in-buffer': ['other-military-activity'],
  'heavy-weapon-forward-of-withdrawal-line': ['other-military-activity'],
  // Whatever struck from the air flew there, or was released by what flew near.
  'aircraft-flight': ['air-or-drone-strike', 'other-military-activity'],
  'drone-flight': ['air-or-drone-strike', 'other-military-activity'],
  'obstruction-of-sea-corridor': ['shelling', 'air-or-drone-strike', 'other-military-activity'],
  'obstruction-of-monitors': ['shelling', 'air-or-drone-strike', 'other-military-activity'],
})

/** Probability that an incident is of the kind an act speaks of, to 1e-6. */
export function probabilityOfAct(act: Act, probabilities: Readonly<Record<Hypothesis, number>>): number {
  const sum = HYPOTHESES_OF_ACT[act].reduce((total, hypothesis) => total + probabilities[hypothesis], 0)
  return Math.round(Math.min(1, sum) * 1e6) / 1e6
}
