// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import type { JournalRecord, LedgerEntry } from '#evidence'
import { canonicalJson, type JsonValue } from '#kernel'
import { isInside, mayRead } from '#releasability'

import { OBSERVATIONS } from '../desk-kinds.ts'
import { viewerOf } from '../door.ts'
import type { ServerApp } from '../env.ts'
import type { ServerPorts } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { problemsOf, type ItemAnswer } from '../schemas/answer.ts'
import { idParamSchema } from '../schemas/path.ts'
import { readItem } from './desk.ts'

const hex = z.string().openapi({ example: 'ab…', description: '32 bytes in hexadecimal.' })
const proofSchema = z
  .object({
    index: z.int().nonnegative().openapi({ description: 'Place of the record in the public log.' }),
    key: z
      .string()
      .openapi({ description: 'Verifier key (C2SP signed note) of the log, as the service says it.' }),
    claim: z.union([
      z.object({
        kind: z.literal('open'),
        record: z.record(z.string(), z.any()).openapi({
          description: 'The record; the log committed to its canonical JSON (RFC 8785).',
        }),
        salt: hex,
      }),
      z.object({ kind: z.literal('withheld'), commitment: hex }),
    ]),
  })
  .openapi('ObservationProof')

const route = createRoute({
  method: 'get',
  path: '/api/v1/observations/{id}/proof',
  summary:
    'What shows that an observation stands in the public log: its record and salt where you may read it, else its commitment',
  request: { params: idParamSchema },
  responses: {
    200: {
      description: 'To be checked against /log/.',
      content: { 'application/json': { schema: proofSchema } },
    },
    ...problemsOf('sign-in-needed', 'not-allowed', 'not-found', 'too-many-requests'),
  },
})

/** What opens a commitment goes to whoever may read the record it is to, and who has read all of what it says already. */
export function addObservationProof(app: ServerApp, ports: ServerPorts): void {
  app.openapi(route, async (c) => {
    const { reader } = c.get('identity')
    // A place in the log counts what others wrote, which is for those inside (docs/decisions/0008).
    if (!isInside(reader)) throw new ProblemError({ code: 'not-allowed' })
    const viewer = await viewerOf(ports, reader, 'item')
    const item = await readItem(ports, OBSERVATIONS, viewer, c.req.valid('param').id, null)
    const entry = item === null ? null : await entryOf(ports, item)
    if (item === null || entry === null) throw new ProblemError({ code: 'not-found' })
    const { index, digest, content } = entry
    const { salt, commitment } = ports.proofs.commitmentOf(digest)
    const isOpen =
      content.kind === 'record' && mayRead(content.record, reader) && isWholeOf(item, content.record)
    return c.json(
      {
        index,
        key: ports.proofs.key,
        claim: isOpen
          ? { kind: 'open' as const, record: { ...content.record }, salt }
          : { kind: 'withheld' as const, commitment },
      },
      200,
    )
  })
}

/** The record that the item came with: an item holds from the size of the log that its record made. */
async function entryOf({ ledger }: ServerPorts, { since }: ItemAnswer): Promise<LedgerEntry | null> {
  const range = { from: since - 1, to: since, kinds: ['observation'] }
  for await (const entry of ledger.entries('public', range)) return entry
  return null
}

/** Whether this reader was given the very document of the record: a coarse copy of it opens nothing. */
const isWholeOf = ({ id, document }: ItemAnswer, { body }: JournalRecord): boolean =>
  body['id'] === id &&
  body['document'] !== undefined &&
  canonicalJson(document as JsonValue) === canonicalJson(body['document'])
