// SPDX-License-Identifier: Apache-2.0
import { STANDING_HYPOTHESES } from '#assessments'
import { digestOf } from '#kernel'
import type { ProceedingName } from '#responses'

import { shipped } from './sample-terms.ts'

export const TERMS = shipped('exercise-2026')
export const PARTIES = TERMS.parties.map(({ id }) => id)
export const BREACH = Date.UTC(2026, 6, 1)
export const hour = (n: number): string => new Date(BREACH + n * 3_600_000).toISOString()
const ID = digestOf('an incident')
const JUDGED = {
  outcome: { kind: 'confirmed-violation' },
  probability: 0.9,
  confidence: 'moderate',
  grounds: 'g',
} as const

export type Event = { readonly kind: string; readonly [key: string]: unknown }
/** Who, of which nation, hours after the breach, to what, which event. */
export type Step = readonly [string, string, number, ProceedingName, Event]

export const OPENED: Event = {
  kind: 'opened',
  subject: {
    provision: 'heavy-fire',
    breach: hour(0),
    firstKnowledge: hour(2),
    place: { latitude: 48.01, longitude: 33.02 },
    means: ['heard', 'satellite-thermal'],
  },
  basis: [{ kind: 'possible-violation', id: ID, incident: ID }],
}

/** From what the machine listed to a finding that everybody may read. */
export const TO_RELEASE: readonly Step[] = [
  ['ann', 'FR', 3, 'cases', OPENED],
  ...STANDING_HYPOTHESES.map((hypothesis): Step => {
    const evidence = { kind: 'observation', id: ID }
    const weighed = {
      kind: 'evidence-weighed',
      evidence,
      hypothesis,
      weighs: 'against',
      source: 'B',
      information: '2',
      note: 'n',
    }
    return ['ann', 'FR', 3, 'cases', weighed]
  }),
  ['ann', 'FR', 4, 'cases', { kind: 'drafted', ...JUDGED }],
  ['ann', 'FR', 4, 'cases', { kind: 'submitted' }],
  ['ben', 'GB', 5, 'cases', { kind: 'second-review', ...JUDGED }],
  ['ben', 'GB', 5, 'cases', { kind: 'verified', note: 'n' }],
  [
    'cem',
    'TR',
    6,
    'cases',
    {
      kind: 'sent-to-parties',
      notice: 'told alike',
      roundKilometres: 10,
      urgent: true,
      until: hour(10),
      parties: PARTIES,
    },
  ],
  ['lia', 'AA', 7, 'cases', { kind: 'party-replied', party: PARTIES[0]!, text: 'not us', attachments: [] }],
]
export const RELEASED: Step = [
  'cem',
  'TR',
  11,
  'cases',
  {
    kind: 'released',
    audiences: ['public'],
    reason: 'r',
    roundKilometres: 10,
    embargoUntil: hour(26),
    summary: 's',
  },
]
