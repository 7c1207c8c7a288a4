// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'

import {
  applyToRequest,
  decideRequest,
  REQUEST_EVENTS,
  REQUEST_LIFECYCLE,
  REQUEST_STATES,
  type RequestEvent,
  type VerificationRequest,
} from './request.ts'

const ANN = { person: 'ann', organisation: 'mission', nation: 'XX', compartment: 'mechanism', roles: [] }

test('[RE10] a request is answered by its day or declined with a reason, and its day passes once', () => {
  for (const state of REQUEST_STATES) {
    expect(Object.keys(REQUEST_LIFECYCLE.table[state]).sort()).toEqual([...REQUEST_EVENTS].sort())
  }
  let request: VerificationRequest | null = null
  const refused: string[] = []
  const steps: readonly (readonly [number, RequestEvent])[] = [
    [0, { kind: 'received', party: 'party-a', provision: null, text: 't', answerBy: '2026-07-03T00:00:00Z' }],
    [1, { kind: 'answered', text: 't', case: null }],
    [1, { kind: 'accepted', owner: 'ann' }],
    [1, { kind: 'deadline-passed' }],
    [3, { kind: 'deadline-passed' }],
    [3, { kind: 'deadline-passed' }],
    [4, { kind: 'answered', text: 't', case: 'c' }],
  ]
  for (const [day, event] of steps) {
    const decided = decideRequest('q', request, event, { actor: ANN, at: `2026-07-0${1 + day}T00:00:00Z` })
    if (decided.ok) request = applyToRequest('q', request, decided.value)
    else refused.push(...decided.problems.map(({ code }) => code))
  }
  expect(refused).toEqual(['illegal-event', 'clock-says-otherwise', 'clock-fired-already'])
  expect(request).toMatchObject({
    state: 'answered',
    overdueSince: '2026-07-04T00:00:00Z',
    answer: { case: 'c' },
  })
})
