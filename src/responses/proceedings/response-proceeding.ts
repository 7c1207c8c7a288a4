// SPDX-License-Identifier: Apache-2.0
import { deadlinesOf } from '../deadlines.ts'
import { decideResponse } from '../decide-response.ts'
import { responseEventSchema, type ResponseEvent } from '../response-event.ts'
import { RESPONSE_LIFECYCLE } from '../response-lifecycle.ts'
import { applyToResponse, clocksOf, type ResponseCase } from '../response.ts'
import type { Proceeding } from './proceeding.ts'

/** What follows a confirmed violation: the Commission decides, the service watches the clocks. */
export const RESPONSES: Proceeding<ResponseCase, ResponseEvent> = {
  name: 'responses',
  recordKind: 'response',
  lifecycle: RESPONSE_LIFECYCLE,
  eventSchema: responseEventSchema,
  begins: 'opened',
  decide: decideResponse,
  apply: applyToResponse,
  summarise(response) {
    const { state, openedAt, changedAt, breach, concluded } = response
    const [soonest = null] = deadlinesOf(response)
      .map(({ at }) => at)
      .sort()
    return {
      state,
      openedAt,
      changedAt,
      from: breach,
      until: concluded?.at ?? breach,
      place: null,
      dueAt: soonest,
    }
  },
  audiencesOf: () => ['commission'],
  dueEvents: (response, at) =>
    response.state === 'concluded'
      ? []
      : clocksOf(response, at).flatMap(({ step, standing }, k): readonly ResponseEvent[] => {
          const { decided, ranOut } = response.steps[k]!
          const isOver = standing === 'overdue' || standing === 'elapsed-before-knowledge'
          return isOver && decided === null && ranOut === null
            ? [{ kind: 'clock-ran-out', step, standing }]
            : []
        }),
  // Responsibility comes from the attribution, and a clock runs out by itself.
  actionFor: ({ kind }) =>
    kind === 'clock-ran-out' || kind === 'responsibility-found' ? null : 'decide-step',
}
