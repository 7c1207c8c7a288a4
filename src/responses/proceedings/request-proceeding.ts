// SPDX-License-Identifier: Apache-2.0
import {
  applyToRequest,
  decideRequest,
  REQUEST_LIFECYCLE,
  requestEventSchema,
  type RequestEvent,
  type VerificationRequest,
} from '../requests/request.ts'
import type { Proceeding } from './proceeding.ts'

/** What a party asks to have verified: between that party and the Mechanism. */
export const REQUESTS: Proceeding<VerificationRequest, RequestEvent> = {
  name: 'requests',
  recordKind: 'verification-request',
  lifecycle: REQUEST_LIFECYCLE,
  eventSchema: requestEventSchema,
  begins: 'received',
  decide: decideRequest,
  apply: applyToRequest,
  summarise: ({ state, receivedAt, changedAt, answerBy, answer, declined, overdueSince }) => ({
    state,
    openedAt: receivedAt,
    changedAt,
    from: receivedAt,
    until: receivedAt,
    place: null,
    dueAt: answer === null && declined === null && overdueSince === null ? answerBy : null,
  }),
  audiencesOf: ({ party }) => [`party:${party}`, 'mechanism'],
  dueEvents: ({ answer, declined, overdueSince, answerBy }, at) =>
    answer === null && declined === null && overdueSince === null && Date.parse(answerBy) <= Date.parse(at)
      ? [{ kind: 'deadline-passed' }]
      : [],
  actionFor: ({ kind }) => {
    if (kind === 'deadline-passed') return null
    return kind === 'received' || kind === 'withdrawn' ? 'request-verification' : 'draft-finding'
  },
}
