// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { ok, type Instant } from '#kernel'
import type { Ledger } from '#evidence'
import {
  applyIntakeRecord,
  decideIntake,
  digestOfDecision,
  INTAKE_OFF,
  INTAKE_STATES,
  INTAKE_STREAM,
  isIntakeOpen,
  type Intake,
} from '#people'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { instantText } from '../schemas/query.ts'
import { allows, signedInOf } from '../signed-in.ts'
import { takeOrRefuse } from '../take-or-refuse.ts'

const path = '/api/v1/intake-decision'
const stateSchema = z
  .object({
    state: z.enum(INTAKE_STATES),
    text: z.string().nullable(),
    until: z.string().nullable(),
    open: z.boolean().openapi({ description: 'Whether the public may write at this moment.' }),
    digest: z
      .string()
      .nullable()
      .openapi({ description: 'Of text and end; to be shown when agreeing to it.' }),
    proposedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
  })
  .openapi('IntakeDecision')
const refusals = problemsOf('sign-in-needed', 'not-allowed', 'second-factor-needed')

const show = createRoute({
  method: 'get',
  path,
  summary: 'Whether the public may write to the mission, and the decision that says so',
  responses: { 200: jsonAnswer('As it stands.', stateSchema), ...refusals },
})

const decide = createRoute({
  method: 'post',
  path,
  summary:
    'Propose, agree to or end public intake; it is off until two administrators of the Mechanism decided',
  request: jsonBody(
    z.discriminatedUnion('step', [
      z.strictObject({ step: z.literal('propose'), text: z.string().max(20_000), until: instantText }),
      z.strictObject({ step: z.literal('approve'), digest: z.string().max(64) }),
      z.strictObject({ step: z.literal('close') }),
    ]),
  ),
  responses: {
    200: jsonAnswer('As it stands now.', stateSchema),
    ...refusals,
    ...problemsOf('body-unusable', 'conflict'),
  },
})

/** The recorded decision to bear the risk of public intake. */
export function addIntakeDecision(app: ServerApp, { context }: PeopleRoutes): void {
  const { ledger, now } = context
  app.use(path, allows('decide-intake'))
  app.openapi(show, async (c) => c.json(toStateAnswer(await readIntake(ledger), now()), 200))
  app.openapi(decide, async (c) => {
    const { person } = signedInOf(c)
    const decided = await ledger.write(async (turn) => {
      const intake = await readIntake(turn)
      const record = decideIntake(intake, person, c.req.valid('json'), now())
      if (!record.ok) return record
      await turn.append('internal', record.value)
      return ok(applyIntakeRecord(intake, record.value))
    })
    return c.json(toStateAnswer(takeOrRefuse(decided), now()), 200)
  })
}

/** Intake as its records make it. */
export async function readIntake(log: Pick<Ledger, 'entries'>): Promise<Intake> {
  let intake = INTAKE_OFF
  for await (const { content } of log.entries('internal', { stream: INTAKE_STREAM })) {
    if (content.kind === 'record') intake = applyIntakeRecord(intake, content.record)
  }
  return intake
}

const toStateAnswer = (intake: Intake, now: Instant) => {
  const { state, decision } = intake
  return {
    state,
    text: decision?.text ?? null,
    until: decision?.until ?? null,
    open: isIntakeOpen(intake, now),
    digest: decision === null ? null : digestOfDecision(decision),
    proposedBy: decision?.proposedBy ?? null,
    approvedBy: decision?.approvedBy ?? null,
  }
}
