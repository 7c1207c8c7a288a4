// SPDX-License-Identifier: Apache-2.0
import { lifecycleRow, type Lifecycle } from '#kernel'

/** Invited: waits for its first credential. Recovering: its old credentials are of no use until two administrators agreed. */
export const ACCOUNT_STATES = ['invited', 'active', 'locked', 'recovering', 'closed'] as const
export type AccountState = (typeof ACCOUNT_STATES)[number]

export const ACCOUNT_EVENTS = [
  'enrolment-issued',
  'enrolled',
  'person-changed',
  'credential-added',
  'credential-removed',
  'signed-in',
  'signed-out',
  'sign-in-failed',
  'locked',
  'unlocked',
  'recovery-requested',
  'recovery-approved',
  'recovery-withdrawn',
  'person-closed',
] as const
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number]

/** The life of an account. A withdrawn recovery ends in `locked`, the safe side: opening it again is a step of its own, on record. */
export const ACCOUNT_LIFE = {
  name: 'account',
  initial: 'invited',
  states: ACCOUNT_STATES,
  events: ACCOUNT_EVENTS,
  table: {
    invited: lifecycleRow(ACCOUNT_EVENTS, 'account-not-enrolled', {
      'enrolment-issued': 'invited',
      enrolled: 'active',
      'person-changed': 'invited',
      'credential-added': 'invited',
      'sign-in-failed': 'invited',
      'signed-out': 'invited',
      'person-closed': 'closed',
    }),
    active: lifecycleRow(ACCOUNT_EVENTS, 'account-already-active', {
      'person-changed': 'active',
      'credential-added': 'active',
      'credential-removed': 'active',
      'signed-in': 'active',
      'signed-out': 'active',
      'sign-in-failed': 'active',
      locked: 'locked',
      'recovery-requested': 'recovering',
      'person-closed': 'closed',
    }),
    locked: lifecycleRow(ACCOUNT_EVENTS, 'account-locked', {
      'person-changed': 'locked',
      'signed-out': 'locked',
      'sign-in-failed': 'locked',
      // A lock for a time becomes one without end where an administrator says so.
      locked: 'locked',
      unlocked: 'active',
      'recovery-requested': 'recovering',
      'person-closed': 'closed',
    }),
    recovering: lifecycleRow(ACCOUNT_EVENTS, 'account-recovering', {
      'enrolment-issued': 'recovering',
      enrolled: 'active',
      'person-changed': 'recovering',
      'credential-added': 'recovering',
      'credential-removed': 'recovering',
      'signed-out': 'recovering',
      'sign-in-failed': 'recovering',
      'recovery-approved': 'recovering',
      'recovery-withdrawn': 'locked',
      'person-closed': 'closed',
    }),
    // Sessions that were open end after the account does; their end is still written down.
    closed: lifecycleRow(ACCOUNT_EVENTS, 'account-closed', {
      'signed-out': 'closed',
      'sign-in-failed': 'closed',
    }),
  },
} as const satisfies Lifecycle<AccountState, AccountEvent>
