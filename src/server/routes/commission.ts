// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { DEFAULT_PROCEDURE } from '#agreement'
import type { Case } from '#assessments'
import { formatInstant } from '#kernel'
import {
  findPatterns,
  responseFigures,
  type ConfirmedBreach,
  type ProceedingQueries,
  type ResponseCase,
} from '#responses'

import type { ServerApp } from '../env.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { allows } from '../signed-in.ts'

const COMMISSION = { audiences: ['commission'], states: null }
const refusals = problemsOf('sign-in-needed', 'not-allowed', 'too-many-requests')

const patternSchema = z
  .object({
    provision: z.string(),
    withinDays: z.int(),
    cases: z.array(z.string()),
    breach: z.string(),
    firstKnowledge: z.string(),
    from: z.string(),
    to: z.string(),
    responses: z.array(z.string()).openapi({ description: 'Responses that were opened of it already.' }),
  })
  .openapi('Pattern')

const patterns = createRoute({
  method: 'get',
  path: '/api/v1/patterns',
  summary: 'Confirmed violations that together reach a number the terms name; for the Commission',
  middleware: allows('decide-step'),
  responses: {
    200: jsonAnswer('By provision and time.', z.object({ items: z.array(patternSchema) })),
    ...refusals,
  },
})

const count = z.int().nonnegative()
const sideShape = {
  responses: count,
  concluded: count,
  remedied: count,
  steps: z.array(
    z.object({
      step: z.string(),
      of: count,
      decided: count,
      standings: z.record(z.string(), count),
      medianSecondsSinceBreach: z.number().nullable(),
      medianSecondsSinceKnowledge: z.number().nullable(),
    }),
  ),
  remedies: z.object({
    set: count,
    done: count,
    notDone: count,
    cannotTell: count,
    open: count,
    overdue: count,
  }),
}
const figuresSchema = z
  .object({
    at: z.string(),
    all: z.object(sideShape),
    sides: z.array(z.object({ party: z.string().nullable(), ...sideShape })),
  })
  .openapi('ResponseFigures')

const figures = createRoute({
  method: 'get',
  path: '/api/v1/response-figures',
  summary:
    'Time to each step and what was remedied, per side, each number with what it is a part of; for the Commission',
  middleware: allows('decide-step'),
  responses: { 200: jsonAnswer('As of now; none of it is public.', figuresSchema), ...refusals },
})

const confirmed = createRoute({
  method: 'get',
  path: '/api/v1/confirmed-breaches',
  summary: 'Released confirmed violations with both clocks of each; for the Commission',
  middleware: allows('decide-step'),
  responses: {
    200: jsonAnswer(
      'A response to one of them is opened with these clocks.',
      z.object({
        items: z.array(
          z.object({
            case: z.string(),
            provision: z.string(),
            breach: z.string(),
            firstKnowledge: z.string(),
          }),
        ),
      }),
    ),
    ...refusals,
  },
})

/** What the Commission alone asks over all cases and responses. */
export function addCommission(app: ServerApp, { queries, agreement, now }: ProceedingPorts): void {
  app.openapi(patterns, async (c) => {
    const rules = (agreement.procedure ?? DEFAULT_PROCEDURE).patterns
    const breaches = await confirmedBreaches(queries)
    const known = new Map(breaches.map((one) => [one.case, one.firstKnowledge]))
    const opened: ResponseCase[] = []
    for await (const { document } of queries.stream('responses', COMMISSION)) {
      opened.push(document as unknown as ResponseCase)
    }
    const items = findPatterns(rules, breaches).map((pattern) => ({
      ...pattern,
      cases: [...pattern.cases],
      breach: pattern.from,
      firstKnowledge: pattern.cases.map((one) => known.get(one) ?? '').sort()[0] ?? '',
      responses: opened.flatMap(({ id, because }) =>
        because.kind === 'pattern' &&
        because.provision === pattern.provision &&
        because.cases.some((one) => pattern.cases.includes(one))
          ? [id]
          : [],
      ),
    }))
    return c.json({ items }, 200)
  })

  app.openapi(confirmed, async (c) => {
    const items = (await confirmedBreaches(queries)).map(
      ({ case: id, provision, breach, firstKnowledge }) => ({ case: id, provision, breach, firstKnowledge }),
    )
    return c.json({ items }, 200)
  })

  app.openapi(figures, async (c) => {
    const responses: ResponseCase[] = []
    for await (const { document } of queries.stream('responses', COMMISSION)) {
      responses.push(document as unknown as ResponseCase)
    }
    const parties = agreement.parties.map(({ id }) => id)
    const found = responseFigures(responses, parties, formatInstant(now()))
    return c.json(figuresSchema.parse(found), 200)
  })
}

async function confirmedBreaches(
  queries: Pick<ProceedingQueries, 'stream'>,
): Promise<readonly (ConfirmedBreach & { readonly firstKnowledge: string })[]> {
  const breaches: (ConfirmedBreach & { readonly firstKnowledge: string })[] = []
  const out = { audiences: ['mechanism'], states: ['released', 'closed'] }
  for await (const { id, document } of queries.stream('cases', out)) {
    const { outcome, subject } = document as unknown as Case
    if (outcome?.kind === 'confirmed-violation') breaches.push({ case: id, ...subject })
  }
  return breaches
}
