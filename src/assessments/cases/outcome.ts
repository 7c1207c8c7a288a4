// SPDX-License-Identifier: Apache-2.0

/** Why something that was looked into is no violation. */
export const NO_VIOLATION_REASONS = [
  'did-not-occur',
  'permitted',
  'outside-geometry-or-time',
  'below-materiality',
  'duplicate',
] as const

/** What the terms permit; said with the reason `permitted`. */
export const PERMITTED_BECAUSE = [
  'exercise',
  'demining',
  'notified-repair',
  'lawful-return-fire',
  'other-exception',
] as const

export const OUTCOME_KINDS = [
  'confirmed-violation',
  'no-violation',
  'unable-to-determine',
  'outside-scope',
] as const
