// SPDX-License-Identifier: Apache-2.0
import { createRoute, z } from '@hono/zod-openapi'

import { readRecordOfPeople, type PeopleRecordEntry } from '#adapters'
import { RECORD_SCHEMA } from '#evidence'
import { formatInstant, type JsonValue } from '#kernel'
import { administrationOf } from '#people'

import type { ServerApp } from '../env.ts'
import type { PeopleRoutes } from '../people-settings.ts'
import { problemsOf } from '../schemas/answer.ts'
import { jsonAnswer } from '../schemas/people.ts'
import { instantText } from '../schemas/query.ts'
import { administrationReader, allows, signedInOf } from '../signed-in.ts'

const ENTRIES_IN_A_PAGE = 100

const entrySchema = z
  .object({
    index: z.int().openapi({ description: 'Place in the internal log.' }),
    kind: z.string(),
    time: z.string().nullable().openapi({ description: 'Null where the text was destroyed.' }),
    body: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('PeopleRecordEntry')

const query = z.strictObject({
  person: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'person-id-expected')
    .optional(),
  kind: z
    .string()
    .regex(/^[a-z-]{1,64}$/, 'record-kind-expected')
    .optional(),
  from: instantText.optional(),
  to: instantText.optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'cursor-expected')
    .optional(),
})

const route = createRoute({
  method: 'get',
  path: '/api/v1/record-of-people',
  summary: 'What people of your compartment did, newest first; asking is itself on record',
  request: { query },
  responses: {
    200: jsonAnswer('A page.', z.object({ items: z.array(entrySchema), next: z.string().nullable() })),
    ...problemsOf('query-unusable', 'sign-in-needed', 'not-allowed'),
  },
})

/** Sign-ins, reads, exports, changes of accounts: for administrators and auditors of the compartment. */
export function addRecordOfPeople(app: ServerApp, { context }: PeopleRoutes): void {
  const { ledger, reader, audienceSets, now } = context
  app.use('/api/v1/record-of-people', allows('read-record-of-people'))
  app.openapi(route, async (c) => {
    const signedIn = signedInOf(c)
    const { person, kind, from, to, cursor } = c.req.valid('query')
    const { id, compartment } = signedIn.person
    const asked = {
      of: person ?? null,
      kind: kind ?? null,
      from: from === undefined ? null : formatInstant(from),
      to: to === undefined ? null : formatInstant(to),
      before: cursor ?? null,
    }
    // On record before the answer is read, so that nobody looks without having been seen.
    await ledger.write((turn) =>
      turn.append('internal', {
        schema: RECORD_SCHEMA,
        kind: 'record-of-people-read',
        time: formatInstant(now()),
        audiences: [administrationOf(compartment)],
        body: { stream: id, person: id, ...asked },
      }),
    )
    const entries = await readRecordOfPeople(reader, {
      audienceSets: audienceSets.readableBy(administrationReader(signedIn)),
      person: person ?? null,
      kind: kind ?? null,
      from: from ?? null,
      to: to ?? null,
      before: cursor === undefined ? null : Number(cursor),
      limit: ENTRIES_IN_A_PAGE,
    })
    const last = entries.at(-1)
    const isFull = last !== undefined && entries.length === ENTRIES_IN_A_PAGE
    return c.json({ items: entries.map(toEntryAnswer), next: isFull ? String(last.index) : null }, 200)
  })
}

/** What opens an account stays in the log: not even sealed, and not even as a digest, does it leave. */
const KEPT_BACK = new Set(['credential', 'codeDigest', 'stream'])

function toEntryAnswer({ index, kind, record }: PeopleRecordEntry): z.infer<typeof entrySchema> {
  if (record === null) return { index, kind, time: null, body: null }
  const { credential } = record.body
  const told = Object.entries(record.body).filter(([key]) => !KEPT_BACK.has(key))
  return {
    index,
    kind,
    time: record.time,
    body: { ...Object.fromEntries(told), ...tellCredential(credential) },
  }
}

/** Which kind of thing was added, and what the person calls it. */
function tellCredential(credential: JsonValue | undefined): Readonly<Record<string, unknown>> {
  const read = z.object({ kind: z.string(), label: z.string() }).safeParse(credential)
  return read.success ? { credential: read.data } : {}
}
