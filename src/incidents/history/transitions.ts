// SPDX-License-Identifier: Apache-2.0

/** What last happened to an incident. */
export const INCIDENT_STATES = [
  'open',
  'growing',
  'settled',
  'reopened',
  'merged',
  'split',
  'superseded',
] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/**
 * What a new partition does to an incident: it first appears (or again); gains members; loses some; its members part over
 * several incidents; all of them go to another incident that others join too; to another that only bears a new name; all
 * are withdrawn; or nothing has changed for the time after which an incident counts as settled.
 */
export const INCIDENT_EVENTS = [
  'appeared',
  'gained',
  'lost',
  'parted',
  'absorbed',
  'renamed',
  'withdrawn',
  'quiet',
] as const
export type IncidentEvent = (typeof INCIDENT_EVENTS)[number]

/** No prefix of a journal leads here: the incident is there already, or has no members to gain, lose or part. */
export const IMPOSSIBLE = 'impossible'

type Row = Readonly<Record<IncidentEvent, IncidentState | typeof IMPOSSIBLE>>

const leaving = {
  absorbed: 'merged',
  renamed: 'superseded',
  withdrawn: 'superseded',
  parted: 'split',
} as const
const young: Row = { appeared: IMPOSSIBLE, gained: 'growing', lost: 'growing', quiet: 'settled', ...leaving }
const old: Row = { appeared: IMPOSSIBLE, gained: 'reopened', lost: 'reopened', quiet: 'settled', ...leaving }
const gone: Row = {
  appeared: 'reopened',
  gained: IMPOSSIBLE,
  lost: IMPOSSIBLE,
  parted: IMPOSSIBLE,
  absorbed: IMPOSSIBLE,
  renamed: IMPOSSIBLE,
  withdrawn: IMPOSSIBLE,
  quiet: IMPOSSIBLE,
}

/** The complete table. A split incident may live on under its id with those members that stayed. */
export const INCIDENT_TRANSITIONS: Readonly<Record<IncidentState, Row>> = {
  open: young,
  growing: young,
  settled: old,
  reopened: old,
  split: { ...young, appeared: 'reopened' },
  merged: gone,
  superseded: gone,
}
