// SPDX-License-Identifier: Apache-2.0
import { lifecycleRow, type Lifecycle } from '#kernel'

export const RESPONSE_STATES = ['open', 'remedying', 'concluded'] as const
export type ResponseState = (typeof RESPONSE_STATES)[number]

export const RESPONSE_EVENTS = [
  'owner-changed',
  'responsibility-found',
  'escalation-proposed',
  'voted',
  'step-decided',
  'decided-elsewhere',
  'clock-ran-out',
  'hotline-logged',
  'remedy-set',
  'remedy-reported',
  'remedy-verified',
  'concluded',
  'reopened',
] as const
export type ResponseEventKind = (typeof RESPONSE_EVENTS)[number]

const row = (refused: string, allowed: Partial<Record<ResponseEventKind, ResponseState>>) =>
  lifecycleRow<ResponseState, ResponseEventKind>(RESPONSE_EVENTS, refused, allowed)

/** The complete table. A clock may run out at any time but never after the response was concluded. */
export const RESPONSE_LIFECYCLE: Lifecycle<ResponseState, ResponseEventKind> = {
  name: 'response',
  initial: 'open',
  states: RESPONSE_STATES,
  events: RESPONSE_EVENTS,
  table: {
    open: row('no-remedy-set', {
      'owner-changed': 'open',
      'responsibility-found': 'open',
      'escalation-proposed': 'open',
      voted: 'open',
      'step-decided': 'open',
      'decided-elsewhere': 'open',
      'clock-ran-out': 'open',
      'hotline-logged': 'open',
      'remedy-set': 'remedying',
      // One that was set before the end is still owed when a response is opened again.
      'remedy-reported': 'remedying',
      'remedy-verified': 'remedying',
      concluded: 'concluded',
    }),
    remedying: row('not-concluded', {
      'owner-changed': 'remedying',
      'responsibility-found': 'remedying',
      'escalation-proposed': 'remedying',
      voted: 'remedying',
      'step-decided': 'remedying',
      'decided-elsewhere': 'remedying',
      'clock-ran-out': 'remedying',
      'hotline-logged': 'remedying',
      'remedy-set': 'remedying',
      'remedy-reported': 'remedying',
      'remedy-verified': 'remedying',
      concluded: 'concluded',
    }),
    concluded: row('already-concluded', { 'hotline-logged': 'concluded', reopened: 'open' }),
  },
}
