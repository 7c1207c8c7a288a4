// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { Case, CaseEvent } from '#assessments'
import { formatInstant, problem } from '#kernel'
import type { OutgoingKind, OutgoingRow, ProceedingRow, RowsQuery } from '#responses'

import type { ServerApp, ServerContext } from '../env.ts'
import { actorOf, partyOf } from '../proceedings/actor.ts'
import { command } from '../proceedings/command.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import { beginPage, pageAnswer, sizeToHold } from '../proceedings/paging.ts'
import { ProblemError } from '../problem.ts'
import { digestSchema, problemsOf } from '../schemas/answer.ts'

import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import {
  carriedOutSchema,
  outgoingPageSchema,
  outgoingQuerySchema,
  outgoingSchema,
} from '../schemas/proceedings.ts'
import { allows } from '../signed-in.ts'
import { horizonOf, placeFor, type LogHorizon } from '../log-horizon.ts'
import type { ServerPorts } from '../ports.ts'

const refusals = problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict')
const params = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,240}$/)
    .openapi({ param: { name: 'id', in: 'path' } }),
})
const replySchema = z
  .strictObject({
    text: z.string().trim().min(1).max(20_000),
    attachments: z.array(digestSchema).max(100).default([]),
  })
  .openapi('Reply')

type AnswerEvent = Extract<CaseEvent, { kind: 'receipt-given' | 'party-replied' }>

type HorizonPorts = Pick<ServerPorts, 'ledger' | 'publishedSizes'>

export const OUTGOING_NAMES = { message: 'messages', finding: 'findings' } as const satisfies Record<
  OutgoingKind,
  string
>

/** What others have of cases: messages to the parties, with their receipts and replies, and findings. */
export function addMessages(app: ServerApp, server: HorizonPorts, ports: ProceedingPorts): void {
  addOutgoing(app, server, ports, 'message')
  addOutgoing(app, server, ports, 'finding')
  addAnswers(app, ports)
}

function addOutgoing(app: ServerApp, server: HorizonPorts, ports: ProceedingPorts, kind: OutgoingKind): void {
  const list = createRoute({
    method: 'get',
    path: `/api/v1/${OUTGOING_NAMES[kind]}`,
    summary: `${OUTGOING_NAMES[kind]}: what you may have of them, the latest first`,
    request: { query: outgoingQuerySchema },
    responses: {
      200: jsonAnswer('A page.', outgoingPageSchema),
      ...problemsOf('query-unusable', 'sign-in-needed'),
    },
  })
  app.openapi(list, async (c) => {
    const { reader } = c.get('identity')
    const horizon = await horizonOf(server, reader)
    const { audiences } = reader
    return c.json(await readOutgoingPage(ports, kind, { audiences, horizon }, c.req.valid('query')), 200)
  })

  const one = createRoute({
    method: 'get',
    path: `/api/v1/${OUTGOING_NAMES[kind]}/{id}`,
    summary: `${OUTGOING_NAMES[kind]}: one of them`,
    request: { params },
    responses: { 200: jsonAnswer('As it reads for you.', outgoingSchema), ...refusals },
  })
  app.openapi(one, async (c) => {
    const horizon = await horizonOf(server, c.get('identity').reader)
    const row = await readOutgoing(c, ports, kind, c.req.valid('param').id)
    return c.json(toAnswer(row, await answeredCases(ports, [row]), horizon), 200)
  })
}

/** A page of what these audiences may have; `within` are those of whoever looks at it where that is somebody else. */
export async function readOutgoingPage(
  ports: ProceedingPorts,
  kind: OutgoingKind,
  { horizon, ...reader }: Pick<RowsQuery, 'audiences' | 'within'> & { readonly horizon: LogHorizon },
  asked: z.infer<typeof outgoingQuerySchema>,
): Promise<z.infer<typeof outgoingPageSchema>> {
  const question = { list: OUTGOING_NAMES[kind] }
  const begun = beginPage(horizon, question, asked)
  const query = { ...reader, ...begun, limit: asked.limit, now: ports.now() }
  const page = await ports.queries.outgoing(kind, query)
  const cases = await answeredCases(ports, page.items)
  const rows = page.items.map((row) => toAnswer(row, cases, horizon))
  return pageAnswer(ports, question, { ...page, asOf: sizeToHold(horizon, begun, page) }, rows)
}

function addAnswers(app: ServerApp, ports: ProceedingPorts): void {
  const receipt = createRoute({
    method: 'post',
    path: '/api/v1/messages/{id}/receipt',
    summary: 'Acknowledge a message to your party',
    middleware: allows('answer'),
    request: { params },
    responses: { 201: jsonAnswer('Durable.', carriedOutSchema), ...refusals },
  })
  app.openapi(receipt, async (c) => {
    const { caseId, party } = await addressed(c, ports, c.req.valid('param').id)
    return c.json(await answer(c, ports, caseId, { kind: 'receipt-given', party }), 201)
  })

  const reply = createRoute({
    method: 'post',
    path: '/api/v1/messages/{id}/reply',
    summary: 'Answer a message to your party',
    middleware: allows('answer'),
    request: { params, ...jsonBody(replySchema) },
    responses: { 201: jsonAnswer('Durable.', carriedOutSchema), ...refusals },
  })
  app.openapi(reply, async (c) => {
    const { caseId, party } = await addressed(c, ports, c.req.valid('param').id)
    return c.json(
      await answer(c, ports, caseId, { kind: 'party-replied', party, ...c.req.valid('json') }),
      201,
    )
  })
}

async function answer(c: ServerContext, ports: ProceedingPorts, id: string, event: AnswerEvent) {
  const { acknowledgement } = await command(ports, 'cases', id, event, actorOf(c))
  return { id, state: 'received', log: placeFor(c.get('identity').reader, acknowledgement) }
}

/** The case that a message speaks of and the party it went to, where that is the party of whoever asks. */
async function addressed(c: ServerContext, ports: ProceedingPorts, id: string) {
  const { document } = await readOutgoing(c, ports, 'message', id)
  const { about, party } = document
  if (typeof about !== 'string' || typeof party !== 'string' || party !== partyOf(actorOf(c))) {
    throw new ProblemError({ code: 'not-allowed' })
  }
  const standing = await ports.queries.get('cases', about, ['mechanism'], null)
  // What was said of an earlier version is no answer to the one of now.
  if (standing?.document['version'] !== document['version'])
    throw new ProblemError({ code: 'conflict', problems: [problem('', 'message-superseded')] })
  return { caseId: about, party }
}

async function readOutgoing(
  c: ServerContext,
  ports: ProceedingPorts,
  kind: OutgoingKind,
  id: string,
): Promise<OutgoingRow> {
  const row = await ports.queries.getOutgoing(kind, id, c.get('identity').reader.audiences, ports.now())
  if (row === null) throw new ProblemError({ code: 'not-found' })
  return row
}

/** The cases that messages among these rows speak of, asked for at once. */
async function answeredCases(
  { queries }: ProceedingPorts,
  rows: readonly OutgoingRow[],
): Promise<ReadonlyMap<string, ProceedingRow>> {
  const about = rows.flatMap(({ document }) =>
    typeof document['about'] === 'string' ? [document['about']] : [],
  )
  return queries.getMany('cases', about, ['mechanism'])
}

function toAnswer(
  { id, since, visibleFrom, document }: OutgoingRow,
  cases: ReadonlyMap<string, ProceedingRow>,
  horizon: LogHorizon,
): z.infer<typeof outgoingSchema> {
  const answered = ownAnswers(cases, document)
  const shown = {
    id,
    since: horizon.since(since),
    visibleFrom: formatInstant(visibleFrom),
    document: { ...document },
  }
  return answered === null ? shown : { ...shown, answered }
}

/** What the party that a message went to did with it: its own receipt and replies, and nobody else's. */
function ownAnswers(
  cases: ReadonlyMap<string, ProceedingRow>,
  { about, party, version }: OutgoingRow['document'],
): NonNullable<z.infer<typeof outgoingSchema>['answered']> | null {
  if (typeof about !== 'string' || typeof party !== 'string') return null
  const state = cases.get(about)?.document as unknown as Case | undefined
  const hearing = state?.version === version ? state?.hearing : null
  const receipt = hearing?.receipts.find((one) => one.party === party)
  return {
    receipt: receipt === undefined ? null : { at: receipt.at },
    replies: (hearing?.replies ?? [])
      .filter((one) => one.party === party)
      .map(({ text, attachments, at }) => ({ text, attachments: [...attachments], at })),
  }
}
