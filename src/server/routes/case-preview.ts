// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { Attribution, Case, RecordedCaseEvent } from '#assessments'
import { formatInstant } from '#kernel'
import { decideCommand, outgoingOf, OUTGOING_KINDS, PROCEEDINGS, stateOf } from '#responses'

import type { ServerApp } from '../env.ts'
import { actorOf } from '../proceedings/actor.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { allows } from '../signed-in.ts'
import { proceedingParams, readEvent } from './proceedings.ts'

const previewSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(OUTGOING_KINDS),
        id: z.string(),
        audiences: z.array(z.string()),
        visibleFrom: z.string(),
        document: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .openapi('CasePreview')

const route = createRoute({
  method: 'post',
  path: '/api/v1/cases/{id}/preview',
  summary:
    'What each audience would get of a case, were it sent to the parties or released so; nothing is written',
  middleware: allows('release'),
  request: {
    params: proceedingParams,
    ...jsonBody(
      z.looseObject({ kind: z.enum(['released', 'sent-to-parties']) }).openapi({
        description: 'The event as it would be sent.',
      }),
    ),
  },
  responses: {
    200: jsonAnswer('Exactly what would go out, as of now.', previewSchema),
    ...problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict'),
  },
})

/** The same decision and the same making of documents as the event itself, without the event. */
export function addCasePreview(app: ServerApp, { ledger, queries, agreement, now }: ProceedingPorts): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param')
    const row = await queries.get('cases', id, c.get('identity').reader.audiences, null)
    if (row === null) throw new ProblemError({ code: 'not-found' })
    const event = readEvent(PROCEEDINGS.cases, c.req.valid('json'))
    const at = formatInstant(now())
    const decided = await decideCommand(ledger, agreement, {
      name: 'cases',
      id,
      event,
      actor: actorOf(c),
      at,
    })
    if (!decided.ok) throw new ProblemError({ code: 'conflict', problems: decided.problems })
    const { state, recorded } = decided.value
    const items: z.infer<typeof previewSchema>['items'] = outgoingOf(
      state as Case,
      recorded as RecordedCaseEvent,
      (await stateOf(ledger, 'attributions', id)) as Attribution | null,
    ).map(({ kind, id: of, audiences, visibleFrom, document }) => ({
      kind,
      id: of,
      audiences: [...audiences],
      visibleFrom,
      document: { ...document },
    }))
    return c.json({ items }, 200)
  })
}
