// SPDX-License-Identifier: Apache-2.0
import { RECORD_SCHEMA, type JournalRecord } from '#evidence'
import { formatInstant, parseInstant, toInstant, type JsonValue } from '#kernel'

import { administrationOf, type Compartment } from '../compartment.ts'
import { PeopleError } from '../people-error.ts'
import { parsePersonEvent, type PersonEvent } from './person-event.ts'

/** The event as a record of the internal log, for the administration of the person's compartment; its stream is the person. */
export function toPersonRecord(compartment: Compartment, event: PersonEvent, atMs: number): JournalRecord {
  const { kind, ...body } = event
  return {
    schema: RECORD_SCHEMA,
    kind,
    time: formatInstant(toInstant(atMs)),
    audiences: [administrationOf(compartment)],
    body: { stream: event.person, ...(body as { readonly [key: string]: JsonValue }) },
  }
}

/** Back from the record; throws where it is no record of a person. */
export function fromPersonRecord(record: JournalRecord): {
  readonly event: PersonEvent
  readonly atMs: number
} {
  const { stream: _, ...body } = record.body
  const at = parseInstant(record.time)
  if (!at.ok) throw new PeopleError('event-impossible', 'the record has no time')
  return { event: parsePersonEvent({ kind: record.kind, ...body }), atMs: at.value }
}

/** A sign-in that failed for want of such a person: what was typed is not kept, since it may be a password or somebody's name. */
export const unknownSignInRecord = (atMs: number): JournalRecord => ({
  schema: RECORD_SCHEMA,
  kind: 'sign-in-failed',
  time: formatInstant(toInstant(atMs)),
  audiences: [administrationOf('mechanism')],
  body: { person: null },
})
