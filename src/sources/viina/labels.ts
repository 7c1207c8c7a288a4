// SPDX-License-Identifier: Apache-2.0
import type { Effect, WeaponClass } from '#agreement'

/** What a label of the feed's text classifier says of an effect, and of the weapon where it says so. */
interface LabelMeaning {
  readonly label: string
  readonly effect: Effect
  readonly weaponClass: WeaponClass
}

/**
 * The labels that name an effect, the more telling first: of several on one report the first in this list decides. Two
 * spellings of each because the feed's column names (`firefight_b`) were cut in some copies (`firefighb`).
 */
const MEANINGS: readonly LabelMeaning[] = [
  { label: 'artillery', effect: 'reported-shelling', weaponClass: 'artillery' },
  { label: 'airstrike', effect: 'reported-strike', weaponClass: 'aircraft' },
  { label: 'uav', effect: 'reported-drone', weaponClass: 'drone' },
  { label: 'armor', effect: 'reported-ground-combat', weaponClass: 'tank' },
  { label: 'firefighb', effect: 'reported-ground-combat', weaponClass: 'not-known' },
  { label: 'firefight', effect: 'reported-ground-combat', weaponClass: 'not-known' },
  { label: 'raid', effect: 'reported-ground-combat', weaponClass: 'not-known' },
  { label: 'ied', effect: 'explosion-undetermined', weaponClass: 'not-known' },
  { label: 'property', effect: 'reported-damage', weaponClass: 'not-known' },
  { label: 'hospital', effect: 'reported-damage', weaponClass: 'not-known' },
  { label: 'milcas', effect: 'reported-damage', weaponClass: 'not-known' },
  { label: 'civcas', effect: 'reported-damage', weaponClass: 'not-known' },
]

/** Labels that say no effect at all: air defence, alert, arrest, control, occupation, retreat, cyber, sanctions, a place named. */
const SILENT = { effect: null, weaponClass: 'not-known' } as const

export const readLabels = (eventType: string): readonly string[] =>
  eventType
    .split('|')
    .map((label) => label.trim().toLowerCase())
    .filter((label) => label !== '')

/** What the labels of one report come to; null where they name no effect. */
export const meaningOf = (
  labels: readonly string[],
): { readonly effect: Effect | null; readonly weaponClass: WeaponClass } =>
  MEANINGS.find(({ label }) => labels.includes(label)) ?? SILENT
