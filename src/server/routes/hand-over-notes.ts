// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { formatVerifierKey } from '#evidence'
import { problem, type JsonValue } from '#kernel'
import { createHandOverNote, digestOfNote, signHandOverNote, type HandOverNote } from '#notices'
import { mayRead } from '#releasability'

import type { ServerApp, ServerContext } from '../env.ts'
import type { ProceedingPorts } from '../proceedings/ports.ts'
import {
  appendWatch,
  HAND_OVER_NOTE,
  insideReader,
  logIndex,
  placeSchema,
  readWatch,
  watchEntrySchema,
  watchText,
} from '../proceedings/watch-entries.ts'
import { ProblemError } from '../problem.ts'
import { digestSchema, problemsOf } from '../schemas/answer.ts'
import { jsonAnswer, jsonBody } from '../schemas/people.ts'
import { signedInOf } from '../signed-in.ts'

const MOST_IN_A_NOTE = 5_000
const refusals = problemsOf('body-unusable', 'sign-in-needed', 'not-allowed', 'not-found', 'conflict')

const documentSchema = z
  .object({
    schema: z.literal('marsad/hand-over-note@1'),
    exercise: z.boolean(),
    from: logIndex,
    to: logIndex,
    by: z.string(),
    text: z.string(),
    entries: z.array(watchEntrySchema),
  })
  .openapi('HandOverNote')
const signedSchema = z.object({
  document: documentSchema,
  signed: z.string().openapi({ description: 'A C2SP signed note over the digest of the document.' }),
  key: z.string().openapi({ description: 'The verifier key of who signs here now.' }),
})

const draft = createRoute({
  method: 'post',
  path: '/api/v1/hand-over-notes/draft',
  summary:
    'The note of a shift as it would be signed now: everything since a place in the log; writes nothing',
  request: jsonBody(z.strictObject({ from: logIndex, text: watchText })),
  responses: {
    200: jsonAnswer('To be read and confirmed.', z.object({ digest: z.string(), document: documentSchema })),
    ...refusals,
  },
})
const confirm = createRoute({
  method: 'post',
  path: '/api/v1/hand-over-notes',
  summary:
    'Hand over: confirm a note by its digest, which puts it on record under the signature of the mission',
  request: jsonBody(
    z.strictObject({ from: logIndex, to: logIndex, text: watchText, confirms: digestSchema }),
  ),
  responses: {
    201: jsonAnswer('Durable.', placeSchema.extend({ digest: z.string() }).extend(signedSchema.shape)),
    ...refusals,
  },
})
const one = createRoute({
  method: 'get',
  path: '/api/v1/hand-over-notes/{index}',
  summary: 'A note of a shift with its signature, by its place in the public log',
  request: {
    params: z.object({
      index: z
        .string()
        .regex(/^\d{1,15}$/)
        .openapi({ param: { name: 'index', in: 'path' } }),
    }),
  },
  responses: { 200: jsonAnswer('As it was signed.', signedSchema), ...refusals },
})

/** Notes of shifts: made of the watch log, confirmed by the person who hands over, signed by the mission. */
export function addHandOverNotes(app: ServerApp, ports: ProceedingPorts): void {
  const { ledger, exercise, cryptography, signer } = ports
  const keyText = formatVerifierKey(cryptography, signer.name, signer.publicKey)

  const noteOf = async (c: ServerContext, from: number, to: number, text: string): Promise<HandOverNote> => {
    const size = await ledger.sizeOf('public')
    const problems = [
      ...(to > size ? [problem('to', 'as-of-not-reached')] : []),
      ...(from > to ? [problem('from', 'shift-ends-before-it-begins')] : []),
    ]
    if (problems.length > 0) throw new ProblemError({ code: 'body-unusable', problems })
    const { items, next } = await readWatch(ledger, insideReader(c), { from, to }, MOST_IN_A_NOTE)
    // A note that left something out would be taken for the whole shift.
    if (next !== null)
      throw new ProblemError({ code: 'body-unusable', problems: [problem('from', 'shift-too-long')] })
    return createHandOverNote({ exercise, from, to, by: signedInOf(c).person.id, text, entries: items })
  }

  app.openapi(draft, async (c) => {
    const { from, text } = c.req.valid('json')
    const document = await noteOf(c, from, await ledger.sizeOf('public'), text)
    return c.json({ digest: digestOfNote(document), document: toAnswer(document) }, 200)
  })
  app.openapi(confirm, async (c) => {
    const { from, to, text, confirms } = c.req.valid('json')
    const document = await noteOf(c, from, to, text)
    const digest = digestOfNote(document)
    if (digest !== confirms)
      throw new ProblemError({ code: 'conflict', problems: [problem('confirms', 'another-note-was-read')] })
    const signed = signHandOverNote(cryptography, document, signer)
    const body = { text, document: document as unknown as JsonValue, signed }
    const { log, index } = await appendWatch(ports, c, HAND_OVER_NOTE, body)
    return c.json(
      { log: { name: log, index }, digest, document: toAnswer(document), signed, key: keyText },
      201,
    )
  })
  app.openapi(one, async (c) => {
    const reader = insideReader(c)
    const from = Number(c.req.valid('param').index)
    for await (const { content } of ledger.entries('public', { from, to: from + 1 })) {
      if (content.kind !== 'record' || content.record.kind !== HAND_OVER_NOTE) continue
      const { document, signed } = content.record.body
      // Notes of before they were signed have none.
      if (typeof signed !== 'string' || !mayRead(content.record, reader)) continue
      return c.json({ document: document as z.infer<typeof documentSchema>, signed, key: keyText }, 200)
    }
    throw new ProblemError({ code: 'not-found' })
  })
}

const toAnswer = (note: HandOverNote): z.infer<typeof documentSchema> => ({
  ...note,
  entries: [...note.entries],
})
