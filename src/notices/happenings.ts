// SPDX-License-Identifier: Apache-2.0
import type { Attribution, Case } from '#assessments'
import { formatInstant, HOUR_MS, type Instant } from '#kernel'
import { PERMISSIONS, type Action, type Person } from '#people'
import type { FeedStanding } from '#reports'
import { clocksOf, type ResponseCase } from '#responses'

import type { Happening } from './notice.ts'

/** Whose signature a case waits for: nobody is asked who may not give it, since they wrote or verified it themselves. */
export function signatureOfCase(state: Case, persons: readonly Person[]): Happening | null {
  const { id, version, authors, verification } = state
  const of = (action: Action, but: readonly string[]): readonly string[] =>
    persons.filter((one) => mayDo(one, action) && !but.includes(one.id)).map((one) => one.id)
  switch (state.state) {
    case 'submitted':
      return signature(id, version, 'verifier', of('verify-finding', authors))
    case 'verified':
    case 'releasable': {
      const verifier = verification === null ? [] : [verification.person]
      return signature(id, version, 'releaser', of('release', [...authors, ...verifier]))
    }
    default:
      return null
  }
}

/** Those of the panel who have not voted on what was proposed. */
export function signatureOfAttribution({
  id,
  decidedAt,
  proposal,
  panel,
  votes,
}: Attribution): Happening | null {
  if (proposal === null || decidedAt !== null) return null
  const voted = votes.map(({ person }) => person)
  const asked = panel.map(({ person }) => person).filter((person) => !voted.includes(person))
  return signature(id, 1, 'commissioner', asked)
}

const signature = (
  id: string,
  version: number,
  as: 'verifier' | 'releaser' | 'commissioner',
  persons: readonly string[],
): Happening | null =>
  persons.length === 0 ? null : { kind: 'signature-needed', case: id, version, persons, as }

/** How far each clock of a response that still runs has come; `owner` is the id of whoever owns it. */
export function clockHappenings(response: ResponseCase, owner: string, now: string): readonly Happening[] {
  if (response.state === 'concluded') return []
  return clocksOf(response, now).flatMap(({ step, standing, dueAt, sinceBreachSeconds }) => {
    if (standing !== 'running') return []
    const all = Date.parse(dueAt) - Date.parse(response.breach)
    return [
      {
        kind: 'clock',
        deadline: `${response.id}/step/${step}`,
        shareElapsed: (sinceBreachSeconds * 1_000) / all,
        owner,
      } as const,
    ]
  })
}

/** How long nothing has come of each feed that something ever came of. */
export const silences = (feeds: readonly FeedStanding[], now: Instant): readonly Happening[] =>
  feeds.flatMap(({ id, lastReceivedAt }) =>
    lastReceivedAt === null
      ? []
      : [
          {
            kind: 'feed-silent',
            feed: id,
            since: formatInstant(lastReceivedAt),
            silentHours: (now - lastReceivedAt) / HOUR_MS,
          } as const,
        ],
  )

const mayDo = ({ roles }: Person, action: Action): boolean => roles.some((role) => PERMISSIONS[role][action])
