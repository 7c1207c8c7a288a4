// SPDX-License-Identifier: Apache-2.0
import type { Effect } from '#agreement'
import type { Observation } from '#observations'

/** The firing effects that ceasefire monitors count one by one, as in the tables of the OSCE Special Monitoring Mission. */
export const COUNTABLE_EFFECTS = [
  'explosion-impact',
  'explosion-outgoing',
  'explosion-airburst',
  'explosion-undetermined',
  'projectile',
  'muzzle-flash',
  'illumination-flare',
  'burst-or-shot',
] as const satisfies readonly Effect[]
export type CountableEffect = (typeof COUNTABLE_EFFECTS)[number]

/** What one observation tells of countable effects. */
export interface EffectTelling {
  /** Who told: feed, means and asset. One teller does not tell the same effect under two lineages. */
  readonly teller: string
  readonly lineage: string
  readonly effect: CountableEffect
  readonly count: number
}

/** What an observation tells of countable effects; null where it tells of something else, such as heat or a story. */
export function tellingOf(observation: Observation): EffectTelling | null {
  const effect = COUNTABLE_EFFECTS.find((one) => one === observation.effect)
  if (effect === undefined || observation.count.value <= 0) return null
  const { source, means, asset, lineage, count } = observation
  return { teller: JSON.stringify([source, means, asset]), lineage, effect, count: count.value }
}

/** Effects of one incident, by kind; their sum is a lower bound. */
export type EffectsAtLeast = ReadonlyMap<CountableEffect, number>

/**
 * The effects of one incident: of each lineage the highest count of each kind, summed over the lineages of a teller; where
 * several tell of it, the one that tells of the most, since they may have seen or heard the same. Empty where none tells.
 */
export function effectsAtLeast(tellings: readonly EffectTelling[]): EffectsAtLeast {
  const byTeller = new Map<string, Map<CountableEffect, Map<string, number>>>()
  for (const { teller, lineage, effect, count } of tellings) {
    const effects = getOrMake(byTeller, teller, () => new Map<CountableEffect, Map<string, number>>())
    const lineages = getOrMake(effects, effect, () => new Map<string, number>())
    lineages.set(lineage, Math.max(count, lineages.get(lineage) ?? 0))
  }
  let most: EffectsAtLeast = new Map()
  for (const teller of [...byTeller.keys()].sort()) {
    const told = new Map<CountableEffect, number>()
    for (const effect of COUNTABLE_EFFECTS) {
      const lineages = byTeller.get(teller)?.get(effect)
      if (lineages !== undefined) told.set(effect, sumOf(lineages.values()))
    }
    if (sumOf(told.values()) > sumOf(most.values())) most = told
  }
  return most
}

/** All effects of an incident together. */
export const sumOfEffects = (effects: EffectsAtLeast): number => sumOf(effects.values())

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
