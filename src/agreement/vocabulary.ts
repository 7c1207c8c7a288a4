// SPDX-License-Identifier: Apache-2.0

/** How something was sensed (domain terms of the OSCE SMM, with the technical means added). */
export const MEANS = [
  'heard',
  'seen',
  'recorded',
  'uav',
  'satellite-thermal',
  'satellite-optical',
  'satellite-radar',
  'seismic',
  'acoustic',
  'radio',
  'open-source',
  'party-statement',
] as const
export type Means = (typeof MEANS)[number]

/** What was sensed: the countable effects of the SMM tables, and the effects that other sensors report. */
export const EFFECTS = [
  'explosion-impact',
  'explosion-outgoing',
  'explosion-airburst',
  'explosion-undetermined',
  'projectile',
  'muzzle-flash',
  'illumination-flare',
  'burst-or-shot',
  'heat',
  'reported-shelling',
  'reported-strike',
  'reported-drone',
  'reported-ground-combat',
  'reported-damage',
  'reported-fire',
  'reported-other',
] as const
export type Effect = (typeof EFFECTS)[number]

/** The competing explanations of an incident; their probabilities sum to one. */
export const HYPOTHESES = [
  'shelling',
  'air-or-drone-strike',
  'other-military-activity',
  'vegetation-fire',
  'industrial-heat',
  'controlled-demolition-or-exercise',
  'accident',
  'unknown',
] as const
export type Hypothesis = (typeof HYPOTHESES)[number]

export const WEAPON_CLASSES = [
  'small-arms',
  'mortar',
  'artillery',
  'multiple-launch-rocket',
  'tactical-missile',
  'tank',
  'aircraft',
  'drone',
  'not-known',
] as const
export type WeaponClass = (typeof WEAPON_CLASSES)[number]

/** What a provision can forbid or demand. */
export const ACTS = [
  'heavy-fire',
  'any-fire',
  'drone-strike',
  'air-strike',
  'attack-on-energy-object',
  'attack-on-water-object',
  'presence-in-buffer',
  'heavy-weapon-forward-of-withdrawal-line',
  'aircraft-flight',
  'drone-flight',
  'obstruction-of-sea-corridor',
  'obstruction-of-monitors',
] as const
export type Act = (typeof ACTS)[number]
