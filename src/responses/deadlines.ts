// SPDX-License-Identifier: Apache-2.0
import { clocksOf, type ResponseCase } from './response.ts'

/** Something that must happen at a moment whoever is at the desk. Its id names it for good, so that it fires once. */
export interface Deadline {
  readonly id: string
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly step: string
}

/** The clocks of a response that nobody has stopped and that have not run out yet. */
export const deadlinesOf = (response: ResponseCase): readonly Deadline[] =>
  response.state === 'concluded'
    ? []
    : clocksOf(response, response.openedAt).flatMap(({ step, dueAt }, k) => {
        const { decided, ranOut } = response.steps[k]!
        return decided === null && ranOut === null
          ? [{ id: `${response.id}/step/${step}`, at: dueAt, step }]
          : []
      })
