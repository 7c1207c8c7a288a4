// SPDX-License-Identifier: Apache-2.0
import {
  formatInstant,
  isDigest,
  ok,
  parseInstant,
  problem,
  refuse,
  type Digest,
  type Instant,
  type Result,
} from '#kernel'
import * as z from 'zod'

import type { IncidentPast } from './life-of-incident.ts'
import { INCIDENT_EVENTS, INCIDENT_STATES } from './transitions.ts'

const pastSchema = z.strictObject({
  state: z.enum(INCIDENT_STATES),
  steps: z.array(
    z.strictObject({
      id: z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'digest-expected'),
      event: z.enum(INCIDENT_EVENTS),
      to: z.enum(INCIDENT_STATES),
      knownAt: z.string().transform((text, context): Instant => {
        const parsed = parseInstant(text)
        if (parsed.ok) return parsed.value
        context.addIssue({ code: 'custom', message: 'instant-unreadable' })
        return z.NEVER
      }),
    }),
  ),
  omitted: z.int().nonnegative(),
})

/** The stored form, with instants as RFC 3339 text. */
export type IncidentPastDocument = z.input<typeof pastSchema>

/** An incident's past as stored and exported. */
export const toIncidentPastDocument = ({ state, steps, omitted }: IncidentPast): IncidentPastDocument => ({
  state,
  steps: steps.map(({ id, event, to, knownAt }) => ({ id, event, to, knownAt: formatInstant(knownAt) })),
  omitted,
})

/** Reads a past back; refuses with every problem found. */
export function parseIncidentPastDocument(value: unknown): Result<IncidentPast> {
  const parsed = pastSchema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  return refuse(
    ...parsed.error.issues.map((issue) =>
      problem(
        issue.path.map(String).join('.'),
        (issue.code === 'custom' ? issue.message : issue.code).replaceAll('_', '-'),
      ),
    ),
  )
}
