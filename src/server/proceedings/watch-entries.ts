// SPDX-License-Identifier: Apache-2.0
import { z } from '@hono/zod-openapi'

import { RECORD_SCHEMA, type Acknowledgement, type JournalRecord, type Ledger } from '#evidence'
import { formatInstant, type JsonValue } from '#kernel'
import type { HandedOver } from '#notices'
import { isInside, mayRead, type Reader } from '#releasability'
import { PROCEEDING_NAMES, proceedingNamed } from '#responses'

import type { ServerContext } from '../env.ts'
import { ProblemError } from '../problem.ts'
import { signedInOf } from '../signed-in.ts'
import type { ProceedingPorts } from './ports.ts'

const ENTRY = 'watch-entry'
export const HAND_OVER_NOTE = 'hand-over-note'
const READERS = ['mechanism']
const KINDS: readonly string[] = [
  ENTRY,
  HAND_OVER_NOTE,
  ...PROCEEDING_NAMES.map((name) => proceedingNamed(name).recordKind),
]

export const watchText = z.string().trim().min(1).max(20_000)
export const logIndex = z.int().nonnegative()
export const watchEntrySchema = z
  .object({
    index: logIndex.openapi({ description: 'Place in the public log.' }),
    at: z.string(),
    kind: z.string(),
    what: z.string().openapi({ description: 'The event, or `written` for what the watch wrote.' }),
    of: z.string().nullable(),
    person: z.string().nullable(),
    text: z.string().nullable(),
  })
  .openapi('WatchEntry')
export const placeSchema = z.object({ log: z.object({ name: z.string(), index: logIndex }) })

/** Of the log between two sizes what the watch wrote and what happened, as far as the reader may read it; `next` where more is there. */
export async function readWatch(
  ledger: Pick<Ledger, 'entries'>,
  reader: Reader,
  { from, to }: { readonly from: number; readonly to: number },
  most: number,
): Promise<{ readonly items: HandedOver[]; readonly next: number | null }> {
  const items: HandedOver[] = []
  for await (const { index, content } of ledger.entries('public', { from, to, kinds: KINDS })) {
    if (content.kind !== 'record' || !mayRead(content.record, reader)) continue
    if (items.length === most) return { items, next: index }
    items.push(entryOf(index, content.record))
  }
  return { items, next: null }
}

/** Puts what the watch says on record, in the name of who is signed in. */
export const appendWatch = (
  { ledger, now }: Pick<ProceedingPorts, 'ledger' | 'now'>,
  c: ServerContext,
  kind: typeof ENTRY | typeof HAND_OVER_NOTE,
  body: Readonly<Record<string, JsonValue>>,
): Promise<Acknowledgement> =>
  ledger.write((turn) =>
    turn.append('public', {
      schema: RECORD_SCHEMA,
      kind,
      time: formatInstant(now()),
      audiences: READERS,
      body: { stream: 'watch-log', person: signedInOf(c).person.id, ...body },
    }),
  )

/** What was seen and done is the Mechanism's: others have no watch log here. */
export function insideReader(c: ServerContext): Reader {
  const { reader } = c.get('identity')
  if (!isInside(reader)) throw new ProblemError({ code: 'not-allowed' })
  return reader
}

function entryOf(index: number, { kind, time, body }: JournalRecord): HandedOver {
  const recorded = body['recorded'] as
    | { readonly event: { readonly kind: string }; readonly actor: { readonly person: string } }
    | undefined
  const word = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    index,
    at: time,
    kind,
    what: recorded?.event.kind ?? 'written',
    of: word(body['id']),
    person: recorded?.actor.person ?? word(body['person']),
    text: kind === ENTRY || kind === HAND_OVER_NOTE ? word(body['text']) : null,
  }
}
